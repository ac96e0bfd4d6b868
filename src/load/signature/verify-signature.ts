// One OpenPGP signature (RFC 9580, 5.2) over a text or over bytes that are read piece by piece, and whether the key that made it is
// trusted now. As the client wants it: GOODSIG of a key that the keyring has, for each of the signatures.

import type { Key, Message, SignaturePacket, Subkey } from 'openpgp';
import { isoDate } from '../../base/iso-date.js';
import { MissingRange } from '../file/range-source.js';
import type { Keyring } from './keyring.js';
import { policy, TrustedKeys } from './read-keyring.js';
import { endsOf, isRevoked, maySign, secondsOf, signersOf, userOf } from './signing-key.js';

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
  /** Lines whose ends do not count; over bytes a signature of such would fit other bytes too. */
  readonly isText: boolean;
  /** What it is over, from its start each time. */
  open(): Promise<Message<string> | Message<ReadableStream<Uint8Array>>>;
}

/** Keys of the keyring that are told one by one. */
const MOST_NAMED = 4;
/** One more than anybody needs. */
const MAX_SIGNATURES = 8;
const FROM_BAD_TO_GOOD = ['bad', 'untrusted', 'expired', 'good'] as const;

/** Judges all signatures at the moment `at`, in seconds since the epoch; the worst counts. */
export async function verifySignature(
  signed: Signed,
  keyring: Keyring,
  at: number,
): Promise<SignatureVerdict> {
  const { readSignature, SignaturePacket: Packet } = await import('openpgp');
  const keys = TrustedKeys.of(keyring);
  const config = await policy();
  let packets: readonly SignaturePacket[];
  try {
    packets = [...(await readSignature({ binarySignature: signed.signature, config })).packets];
  } catch (error) {
    return judge('bad', 'signature-malformed', `cannot be read: ${sayError(error)}`);
  }
  // Of a kind or version that the library passes over.
  if (!packets.every(packet => packet instanceof Packet))
    return judge('bad', 'signature-unsupported', 'is of a kind that clients do not know');
  if (packets.length === 0 || packets.length > MAX_SIGNATURES)
    return judge('bad', 'signature-malformed', `is made of ${packets.length} signatures`);
  const verdicts: SignatureVerdict[] = [];
  for (const packet of packets) verdicts.push(await verifyPacket(packet, signed, keys, at));
  const worst = worstOf(verdicts);
  // Clients differ by what else is wrong: some are content with one that is good.
  const all = packets.length === 1 ? '' : `; each of its ${packets.length} signatures has to hold`;
  return worst.message === null ? worst : { ...worst, message: `${worst.message}${all}` };
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
  { open, isText }: Signed,
  keyring: TrustedKeys,
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
  if ((signatureType === enums.signature.text) !== isText) {
    const why = isText ? 'is not one of a text' : 'is one of a text, to which the ends of lines do not count';
    return judge('bad', 'signature-kind', why, known);
  }
  const strange = findStrange(packet);
  if (strange !== null)
    return judge('bad', 'signature-unsupported', `has ${strange}, which clients do not know`, known);
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
    const { fingerprints } = keyring;
    const expected =
      fingerprints.length > MOST_NAMED ? `one of ${fingerprints.length} keys` : fingerprints.join(' ');
    const values = { expected, actual: known.keyId };
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
    if (digest === 'SHA224' && packet.publicKeyAlgorithm === EDDSA) {
      const why = `rests on ${digest}, with which one by Ed25519 cannot be checked here; GnuPG may take it`;
      return judge('bad', 'signature-unsupported', why, signed);
    }
    const failure = await checkDigest(packet, signer, open);
    if (failure === UNCHECKABLE) {
      const curve = signer.getAlgorithmInfo().curve ?? 'a curve';
      const why = `is by a key on ${curve}, with which it cannot be checked here; GnuPG may take it`;
      return judge('bad', 'signature-unsupported', why, signed);
    }
    if (failure === null) return judgeKey({ key, signer, at, keyring }, signed);
    mismatch = judge('bad', 'signature-mismatch', `does not fit: ${failure}`, signed);
  }
  return mismatch as SignatureVerdict;
}

/** RSA, DSA, ECDSA and EdDSA as GnuPG has them; Ed25519 and Ed448 of RFC 9580 are others. */
const ALGORITHMS: ReadonlySet<number> = new Set([1, 3, 17, 19, 22]);

/** What GnuPG refuses and OpenPGP.js does not. */
function findStrange({ version, publicKeyAlgorithm, unhashedSubpackets }: SignaturePacket): string | null {
  if (version !== 4) return `version ${version}`;
  if (publicKeyAlgorithm === null || !ALGORITHMS.has(publicKeyAlgorithm))
    return `the algorithm ${publicKeyAlgorithm}`;
  const critical = unhashedSubpackets.find(subpacket => subpacket.critical);
  return critical === undefined ? null : `a critical subpacket ${critical.type} that is not signed`;
}

const WEAK: ReadonlySet<string> = new Set(['MD5', 'SHA1', 'RIPEMD160']);
/** OpenPGP.js has brainpool and secp256k1 only with a module that is not installed. */
const UNCHECKABLE = 'unsupported curve';
/** EdDSA with a digest shorter than the order of its curve: OpenPGP.js checks none. */
const EDDSA = 22;

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
    return (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' ? UNCHECKABLE : sayError(error);
  }
}

async function drain(data: unknown): Promise<void> {
  if (!(data instanceof ReadableStream)) return;
  const reader = data.getReader();
  while (!(await reader.read()).done);
}

type Known = Pick<SignatureVerdict, 'keyId' | 'madeAt' | 'expiresAt' | 'fingerprint' | 'userId'>;

/** The key as it is now, not as it was when it signed: GnuPG has no GOODSIG for one that has expired since. */
async function judgeKey(
  { key, signer, at, keyring }: { key: Key; signer: Key | Subkey; at: number; keyring: TrustedKeys },
  known: Known,
): Promise<SignatureVerdict> {
  const now = new Date(at * 1000);
  if (known.madeAt === null || known.madeAt > at) {
    const values = {
      expected: `not after ${isoDate(at)}`,
      actual: known.madeAt === null ? null : isoDate(known.madeAt),
    };
    return judge('bad', 'signature-from-future', 'was made in the future', { ...known, ...values });
  }
  const keyMade = secondsOf(signer.getCreationTime());
  if (keyMade !== null && known.madeAt < keyMade) {
    const values = { expected: `not before ${isoDate(keyMade)}`, actual: isoDate(known.madeAt) };
    return judge('bad', 'signature-before-key', 'was made before the key that made it', {
      ...known,
      ...values,
    });
  }
  if (keyring.isRevokedByOther(key) || (await isRevoked(key, signer)))
    return judge('untrusted', 'key-revoked', 'is by a key that was revoked', known);
  const keyEnds = await endsOf(key, signer, now);
  const ends = [...keyEnds, ...(known.expiresAt === null ? [] : [known.expiresAt])];
  const dated = { ...known, expiresAt: ends.length === 0 ? null : Math.min(...ends) };
  if (keyEnds.some(end => end <= at))
    return judge('expired', 'key-expired', 'is by a key that has expired', dated);
  if (known.expiresAt !== null && known.expiresAt <= at)
    return judge('expired', 'signature-expired', 'has expired', dated);
  if (signer === key && !maySign(key))
    return judge('untrusted', 'key-unusable', 'is by a key that may not sign', dated);
  try {
    await key.getSigningKey(signer.getKeyID(), now, undefined, await policy());
  } catch (error) {
    const why = sayError(error);
    if (/revoked/.test(why))
      return judge('untrusted', 'key-revoked', `is by a key that was revoked: ${why}`, dated);
    return judge('untrusted', 'key-unusable', `is by a key that may not sign: ${why}`, dated);
  }
  return judge('good', null, null, dated);
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

function digestName(algorithm: number | null, names: object): string {
  const name = Object.entries(names).find(([, value]) => value === algorithm)?.[0];
  if (name === 'ripemd') return 'RIPEMD160';
  return name === undefined ? `digest ${algorithm}` : name.toUpperCase();
}

function sayError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase());
}
