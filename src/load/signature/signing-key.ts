// What a key says of itself that bears on its signatures (RFC 9580, 5.2.1 and 5.2.3): its users, revocations, expiry and what it may do,
// where GnuPG, which clients go by, and OpenPGP.js differ as GnuPG has it.

import type { Key, SignaturePacket, Subkey } from 'openpgp';
import { directSignaturesOf } from './key-revocations.js';
import { policy } from './read-keyring.js';

/** The flag of keys that may sign data. */
const SIGN_FLAG = 2;

/** The key itself and its subkeys, where they have this ID. */
export function signersOf(key: Key, keyId: string): readonly (Key | Subkey)[] {
  return [key, ...key.subkeys].filter(signer => signer.getKeyID().toHex() === keyId);
}

export async function userOf(key: Key): Promise<string | null> {
  const primary = await key.getPrimaryUser(undefined, undefined, await policy()).catch(() => null);
  return primary?.user.userID?.userID ?? key.getUserIDs()[0] ?? null;
}

/** Whenever that was, and whenever the revocation ends: for GnuPG it never does. */
export async function isRevoked(key: Key, signer: Key | Subkey): Promise<boolean> {
  const config = await policy();
  const ever = null as unknown as Date;
  if (await key.isRevoked(undefined, undefined, ever, config)) return true;
  const all = undefined as unknown as SignaturePacket;
  return signer !== key && signer.isRevoked(all, undefined as never, ever, config);
}

/** When the key, and the subkey that signed, expire; in seconds since the epoch. */
export async function endsOf(key: Key, signer: Key | Subkey, now: Date): Promise<readonly number[]> {
  const config = await policy();
  return [
    secondsOf(await key.getExpirationTime(undefined, config)),
    latestEnd(key),
    signer === key ? null : secondsOf(await signer.getExpirationTime(now as never, config)),
  ].flatMap(end => end ?? []);
}

/** Where user IDs disagree, GnuPG takes the newest of those that say anything; OpenPGP.js asks but one of them. */
function latestEnd(key: Key): number | null {
  const telling = key.users
    .flatMap(user => newestOf(user.selfCertifications) ?? [])
    .filter(({ keyExpirationTime }) => keyExpirationTime !== null && keyExpirationTime > 0);
  const seconds = newestOf(telling)?.keyExpirationTime ?? null;
  const made = secondsOf(key.getCreationTime());
  return seconds === null || made === null ? null : made + seconds;
}

/** What a primary key says of itself alone goes before what it says of its user IDs. */
export function maySign(key: Key): boolean {
  const flags = newestOf(directSignaturesOf(key))?.keyFlags?.[0];
  return flags === undefined || (flags & SIGN_FLAG) !== 0;
}

function newestOf(signatures: readonly SignaturePacket[]): SignaturePacket | undefined {
  const times = signatures.map(({ created }) => created?.getTime() ?? 0);
  return signatures[times.indexOf(Math.max(...times))];
}

/** Null for never and for not known. */
export function secondsOf(date: Date | number | null | undefined): number | null {
  return date instanceof Date ? Math.floor(date.getTime() / 1000) : null;
}
