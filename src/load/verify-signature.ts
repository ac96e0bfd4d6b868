// One OpenPGP signature (RFC 9580, 5.2) over a text or over bytes that are read piece by piece, and whether the key that made it is
// trusted now. As the client wants it: GOODSIG of a key that the keyring has, for each of the signatures.

import type { Key, Message, SignaturePacket, Subkey } from 'openpgp';
import { isoDate } from './iso-date.js';
import { MissingRange } from './range-source.js';
import { type Keyring, policy } from './read-keyring.js';

export interface SignatureVerdict {
  readonly state: 'good' | 'bad' | 'untrusted' | 'expired';
  readonly code: string | null;
  /** Completes "the signature of NAME ...". */
  readonly message: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly fingerprint: string | null;
  readonly keyId: string | null;
  readonly userId: string | null;
  readonly madeAt: number | null;
  readonly expiresAt: number | null;
}

export interface Signed {
  /** The signature, not armoured. */
  readonly signature: Uint8Array;
  /** What it is over, from its start each time. */
  open(): Promise<Message<string> | Message<ReadableStream<Uint8Array>>>;
}

/** One more than anybody needs. */
const MAX_SIGNATURES = 8;
const FROM_BAD_TO_GOOD = ['bad', 'untrusted', 'expired', 'good'] as const;

/** Judges all signatures at the moment `at`, in seconds since the epoch; the worst counts. */
export async function verifySignature(
  { signature, open }: Signed,
  keyring: Keyring,
  at: number,
): Promise<SignatureVerdict> {
  const { readSignature, SignaturePacket: Packet } = await import('openpgp');
  const config = await policy();
  let packets: readonly SignaturePacket[];
  try {
    packets = [...(await readSignature({ binarySignature: signature, config })).packets];
  } catch (error) {
    return judge('bad', 'signature-malformed', `cannot be read: ${sayError(error)}`);
  }
  // Of a kind or version that the library passes over.
  if (!packets.every(packet => packet instanceof Packet))
    return judge('bad', 'signature-unsupported', 'is of a kind that clients do not know');
  if (packets.length === 0 || packets.length > MAX_SIGNATURES)
    return judge('bad', 'signature-malformed', `is made of ${packets.length} signatures`);
  const verdicts: SignatureVerdict[] = [];
  for (const packet of packets) verdicts.push(await verifyPacket(packet, open, keyring, at));
  return worstOf(verdicts);
}

/** The first of the worst; it expires with the first that does. */
export function worstOf<T extends SignatureVerdict>(verdicts: readonly T[]): T {
  const rank = ({ state }: T) => FROM_BAD_TO_GOOD.indexOf(state);
  const worst = verdicts.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const dates = verdicts.flatMap(({ expiresAt }) => expiresAt ?? []);
  return worst.state !== 'good' || dates.length === 0 ? worst : { ...worst, expiresAt: Math.min(...dates) };
}

async function verifyPacket(
  packet: SignaturePacket,
  open: Signed['open'],
  keyring: Keyring,
  at: number,
): Promise<SignatureVerdict> {
  const { enums } = await import('openpgp');
  const keyId = packet.issuerKeyID.toHex();
  const madeAt = secondsOf(packet.created);
  const known = { keyId: keyId.toUpperCase(), madeAt, expiresAt: secondsOf(packet.getExpirationTime()) };
  const { signatureType } = packet;
  // Of other kinds some are over nothing at all.
  if (signatureType !== enums.signature.binary && signatureType !== enums.signature.text)
    return judge('bad', 'signature-kind', 'is not one of a document', known);
  if (packet.version !== 4)
    return judge(
      'bad',
      'signature-unsupported',
      `has version ${packet.version}, which clients do not know`,
      known,
    );
  const digest = digestName(packet.hashAlgorithm, enums.hash);
  if (WEAK.has(digest)) {
    const values = { expected: 'SHA256 or better', actual: digest };
    return judge('bad', 'digest-weak', `rests on ${digest}, with which others can be made to fit`, {
      ...known,
      ...values,
    });
  }
  const keys = keyring.find(keyId);
  if (keys.length === 0) {
    const values = { expected: keyring.fingerprints.join(' '), actual: known.keyId };
    return judge('untrusted', 'key-unknown', 'is by a key that the keyring does not have', {
      ...known,
      ...values,
    });
  }
  let mismatch: SignatureVerdict | null = null;
  for (const [key, signer] of keys.flatMap(key =>
    signersOf(key, keyId).map(signer => [key, signer] as const),
  )) {
    const signed = {
      ...known,
      fingerprint: signer.getFingerprint().toUpperCase(),
      userId: await userOf(key),
    };
    const failure = await checkDigest(packet, signer, open);
    if (failure === null) return judgeKey(key, signer, at, signed);
    mismatch = judge('bad', 'signature-mismatch', `does not fit: ${failure}`, signed);
  }
  return mismatch as SignatureVerdict;
}

const WEAK: ReadonlySet<string> = new Set(['MD5', 'SHA1', 'RIPEMD160']);

/** Whether the signature is by this key over these bytes; when it was made is not looked at. */
async function checkDigest(
  packet: SignaturePacket,
  signer: Key | Subkey,
  open: Signed['open'],
): Promise<string | null> {
  const message = await open();
  const [literal] = message.packets;
  try {
    // No date: that of the signature is judged with the key's.
    const date = null as unknown as Date;
    const verified = packet.verify(
      signer.keyPacket,
      packet.signatureType as NonNullable<typeof packet.signatureType>,
      literal as object,
      date,
      true,
      await policy(),
    );
    // The digest is of what passes by while this is read.
    const done = await Promise.allSettled([drain(message.getLiteralData()), verified]);
    // Both to their end: afterwards the file is closed.
    for (const result of done) if (result.status === 'rejected') throw result.reason;
    return null;
  } catch (error) {
    // A file that cannot be read is no bad signature.
    if (error instanceof MissingRange || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    return sayError(error);
  }
}

async function drain(data: unknown): Promise<void> {
  if (!(data instanceof ReadableStream)) return;
  const reader = data.getReader();
  while (!(await reader.read()).done);
}

type Known = Pick<SignatureVerdict, 'keyId' | 'madeAt' | 'expiresAt' | 'fingerprint' | 'userId'>;

/** The key as it is now, not as it was when it signed: GnuPG has no GOODSIG for one that has expired since. */
async function judgeKey(key: Key, signer: Key | Subkey, at: number, known: Known): Promise<SignatureVerdict> {
  const config = await policy();
  const now = new Date(at * 1000);
  if (known.madeAt === null || known.madeAt > at) {
    const values = {
      expected: `not after ${isoDate(at)}`,
      actual: known.madeAt === null ? null : isoDate(known.madeAt),
    };
    return judge('bad', 'signature-from-future', 'was made in the future', { ...known, ...values });
  }
  if (await key.isRevoked(undefined, undefined, now, config))
    return judge('untrusted', 'key-revoked', 'is by a key that was revoked', known);
  const keyEnds = [
    secondsOf(await key.getExpirationTime(undefined, config)),
    signer === key ? null : secondsOf(await signer.getExpirationTime(now as never, config)),
  ].flatMap(end => end ?? []);
  const ends = [...keyEnds, ...(known.expiresAt === null ? [] : [known.expiresAt])];
  const dated = { ...known, expiresAt: ends.length === 0 ? null : Math.min(...ends) };
  if (keyEnds.some(end => end <= at))
    return judge('expired', 'key-expired', 'is by a key that has expired', dated);
  if (known.expiresAt !== null && known.expiresAt <= at)
    return judge('expired', 'signature-expired', 'has expired', dated);
  try {
    await key.getSigningKey(signer.getKeyID(), now, undefined, config);
  } catch (error) {
    const why = sayError(error);
    if (/revoked/.test(why)) return judge('untrusted', 'key-revoked', 'is by a key that was revoked', dated);
    return judge('untrusted', 'key-unusable', `is by a key that may not sign: ${why}`, dated);
  }
  return judge('good', null, null, dated);
}

/** The key itself and its subkeys, where they have this ID. */
function signersOf(key: Key, keyId: string): readonly (Key | Subkey)[] {
  return [key, ...key.subkeys].filter(signer => signer.getKeyID().toHex() === keyId);
}

async function userOf(key: Key): Promise<string | null> {
  const primary = await key.getPrimaryUser(undefined, undefined, await policy()).catch(() => null);
  return primary?.user.userID?.userID ?? key.getUserIDs()[0] ?? null;
}

function judge(
  state: SignatureVerdict['state'],
  code: string | null,
  message: string | null,
  known: Partial<SignatureVerdict> = {},
): SignatureVerdict {
  const nothing = { expected: null, actual: null, fingerprint: null, keyId: null };
  return { ...nothing, userId: null, madeAt: null, expiresAt: null, ...known, state, code, message };
}

/** Null for never and for not known. */
function secondsOf(date: Date | number | null | undefined): number | null {
  return date instanceof Date ? Math.floor(date.getTime() / 1000) : null;
}

function digestName(algorithm: number | null, names: object): string {
  const name = Object.entries(names).find(([, value]) => value === algorithm)?.[0];
  return name === undefined ? `digest ${algorithm}` : name.toUpperCase();
}

function sayError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase());
}
