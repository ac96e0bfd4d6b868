// The signatures of a gpkg as Portage's client wants them (3.0.82, `gpkg.py:_verify_binpkg`): where anything is signed, the Manifest and
// every member but the marker must be, each by a trusted key; and the signed Manifest must fit what is in the container.

import type { Message } from 'openpgp';
import type { Problem } from '../../base/format-error.js';
import type { GpkgContainer } from '../../formats/container/gpkg.js';
import type { GpkgMember } from '../../formats/container/gpkg-members.js';
import { hasContents } from '../../formats/container/tar.js';
import { type Armour, readArmour } from '../../formats/openpgp/armour.js';
import { readDetached, type SignedText } from '../../formats/openpgp/clear-signed.js';
import { makeSignature, type Signature } from '../../model/signature.js';
import type { ByteSource } from '../file/byte-source.js';
import type { Keyring } from './keyring.js';
import { type SignatureVerdict, verifySignature, worstOf } from './verify-signature.js';

export interface VerifyOptions {
  readonly keyring: Keyring;
  /** The moment to judge at, in seconds since the epoch. */
  readonly at: number;
  /** Also that of the image, which is most of the file. */
  readonly image: boolean;
  /** What else is known to be wrong: members whose digests are not those of the Manifest. */
  readonly problems: readonly Problem[];
}

/** Where a signed Manifest is at odds with the container, it is not this package that was signed. */
const AT_ODDS: ReadonlySet<string> = new Set([
  'digest-mismatch',
  'manifest-character',
  'manifest-duplicate',
  'manifest-hash-invalid',
  'manifest-hash-missing',
  'manifest-member-missing',
  'manifest-not-utf8',
  'manifest-record-kind',
  'manifest-record-short',
  'manifest-signature-malformed',
  'manifest-size-invalid',
  'member-duplicate',
  'member-size-mismatch',
  'member-unlisted',
  'signature-order',
]);
/** A signature of more bytes is none. */
const MAX_SIGNATURE = 1 << 16;
const PIECE = 1 << 18;

interface Found extends SignatureVerdict {
  readonly field: string | null;
  readonly offset: number | null;
}

export async function verifySignatures(
  source: ByteSource,
  container: GpkgContainer,
  options: VerifyOptions,
): Promise<Signature> {
  if (!container.signed) return makeSignature({ state: 'none' });
  const unread: string[] = [];
  const found: Found[] = [await verifyManifest(container, options)];
  for (const member of container.members) {
    const { role } = member.what;
    if (role === 'signature' || role === 'manifest') continue;
    const signature = container.members.find(({ name }) => name === `${member.name}.sig`);
    if (role === 'marker' && signature === undefined) continue;
    if (!options.image && member.name.startsWith('image')) unread.push(member.name);
    else found.push(await verifyMember(source, member, signature, options));
  }
  const odd = options.problems.find(({ code }) => AT_ODDS.has(code));
  if (odd !== undefined) {
    const { code, message, offset, field = null, expected = null, actual = null } = odd;
    found.push({ ...bad(code, message, field, offset), expected, actual });
  }
  const { field, offset, ...worst } = worstOf(found);
  return makeSignature(worst.state === 'good' ? { ...worst, unread } : { ...worst, field, offset, unread });
}

async function verifyManifest({ manifest, members }: GpkgContainer, options: VerifyOptions): Promise<Found> {
  const member = members.find(({ what }) => what.role === 'manifest');
  if (manifest === null || member === undefined)
    return bad('manifest-missing', 'there is no Manifest', null, null);
  const text = manifest.clearSigned;
  const refuse = (code: string, why: string, offset = member.offset) =>
    bad(code, `the signature of the Manifest ${why}`, member.name, offset);
  if (text.state === 'unsigned')
    return bad(
      'manifest-unsigned',
      'members are signed, but the Manifest is not',
      member.name,
      member.offset,
    );
  if (text.state === 'malformed')
    return refuse('manifest-signature-malformed', 'has not the form of one', text.offset);
  if (text.ambiguous !== null)
    return refuse(
      'signature-ambiguous',
      'can be read in more than one way: a mark or header has blanks or CR behind it, or there is more than one',
      text.ambiguous.offset,
    );
  if (text.digests === null)
    return refuse('signature-malformed', 'has no Hash: header that names its digest as GnuPG does');
  const armour = readArmour(
    text.signature.map(line => line.text),
    true,
  );
  if (armour.bytes === null) {
    const offset = text.signature[armour.line]?.offset ?? member.offset;
    return refuse('signature-malformed', `cannot be read: ${armour.fault}`, offset);
  }
  const { createMessage } = await import('openpgp');
  const signed = text.lines.map(line => line.text.replace(/[ \t\r]+$/, '')).join('\n');
  const verdict = await verifySignature(
    { signature: armour.bytes, isText: true, open: () => createMessage({ text: signed }) },
    options.keyring,
    options.at,
  );
  if (verdict.state === 'good' && (await readSecond(text)) !== signed)
    return refuse('signature-malformed', 'is not over the text that is read');
  return place(verdict, member, 'the Manifest');
}

/** What another reader takes for the signed text. */
async function readSecond({ armoured }: SignedText): Promise<string | null> {
  const { readCleartextMessage } = await import('openpgp');
  const cleartextMessage = armoured.map(line => `${line.text}\n`).join('');
  const message = await readCleartextMessage({ cleartextMessage }).catch(() => null);
  return message?.getText() ?? null;
}

async function verifyMember(
  source: ByteSource,
  member: GpkgMember,
  signature: GpkgMember | undefined,
  options: VerifyOptions,
): Promise<Found> {
  if (signature === undefined) {
    const message = `the package is signed, but ${member.name} has no signature`;
    return bad('signature-missing', message, member.name, member.offset);
  }
  const { bytes, fault } = hasContents(signature.kind)
    ? readSignatureBytes(source, signature)
    : { bytes: null, fault: 'it is no file' };
  if (bytes === null || !hasContents(member.kind)) {
    const message = `${signature.name} is not a signature: ${fault ?? `${member.name} is no file`}`;
    return bad('signature-malformed', message, signature.name, signature.dataOffset);
  }
  const { createMessage } = await import('openpgp');
  const open = () =>
    createMessage({ binary: streamMember(source, member) }) as Promise<Message<ReadableStream<Uint8Array>>>;
  const verdict = await verifySignature(
    { signature: bytes, isText: false, open },
    options.keyring,
    options.at,
  );
  return place(verdict, member, member.name);
}

type SignatureBytes = Pick<Armour, 'bytes' | 'fault'>;

/** Armoured, as Portage has GnuPG write it, or not. */
function readSignatureBytes(source: ByteSource, { dataOffset, size }: GpkgMember): SignatureBytes {
  if (size === 0) return { bytes: null, fault: 'it is empty' };
  if (size > MAX_SIGNATURE) return { bytes: null, fault: `it has more than ${MAX_SIGNATURE} bytes` };
  const bytes = new Uint8Array(size);
  if (source.readInto(bytes, dataOffset) < size) return { bytes: null, fault: 'the file ends in it' };
  // No text begins with such a byte, and every OpenPGP packet does.
  if (((bytes[0] as number) & 0x80) !== 0) return { bytes, fault: null };
  const lines = readDetached(new TextDecoder('latin1').decode(bytes).split('\n'));
  return lines === null
    ? { bytes: null, fault: 'it has not just the lines of one armour' }
    : readArmour(lines, true);
}

function streamMember(source: ByteSource, { dataOffset, size }: GpkgMember): ReadableStream<Uint8Array> {
  let position = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = new Uint8Array(Math.min(PIECE, size - position));
      const count = source.readInto(piece, dataOffset + position);
      position += count;
      if (count > 0) controller.enqueue(piece.subarray(0, count));
      if (count < PIECE) controller.close();
    },
  });
}

function place(verdict: SignatureVerdict, member: GpkgMember, name: string): Found {
  const message = verdict.message === null ? null : `the signature of ${name} ${verdict.message}`;
  return { ...verdict, message, field: member.name, offset: member.dataOffset };
}

function bad(code: string, message: string, field: string | null, offset: number | null): Found {
  const nothing = { expected: null, actual: null, fingerprint: null, keyId: null, userId: null };
  return { ...nothing, state: 'bad', code, message, field, offset, madeAt: null, expiresAt: null };
}
