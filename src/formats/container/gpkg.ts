// gpkg (GLEP 78): a plain tar with an empty marker, a metadata archive, an image archive and a Manifest, read without the
// image. Judged as Portage's client judges it (refused), and by what GLEP 78 asks beyond that (unusual).

import { type RangeReader, readBytes } from '../../base/byte-range.js';
import type { Problem } from '../../base/format-error.js';
import { type Compression, detectCompression, findHeadDefect, HEAD_LENGTH } from './compression.js';
import { isSigned, judgeListing, judgeSignatures } from './gpkg-listing.js';
import { type GpkgManifest, readGpkgManifest } from './gpkg-manifest.js';
import { type GpkgMember, judgeContainerMagic, judgeEnd, readMembers } from './gpkg-members.js';
import type { ArchiveRole } from './gpkg-names.js';
import { findPrefix, judgeStructure } from './gpkg-structure.js';
import { hasContents } from './tar.js';
import { BLOCK, readTarHeader } from './tar-header.js';

export interface GpkgArchive {
  readonly member: GpkgMember;
  /** By the extension, which is what the client goes by; null for a plain tar. */
  readonly compression: Compression | null;
  /** Its first bytes show that compression. */
  readonly sound: boolean;
}

export interface GpkgContainer {
  readonly prefix: string | null;
  readonly members: readonly GpkgMember[];
  readonly manifest: GpkgManifest | null;
  readonly metadata: GpkgArchive | null;
  readonly image: GpkgArchive | null;
  /** Signatures are there; nothing is said about whether they are good. */
  readonly signed: boolean;
  readonly problems: readonly Problem[];
}

/** A Manifest of more bytes than this is not read; real ones have one or two thousand. */
const MAX_MANIFEST = 1 << 16;

export function* readGpkg(size: number): RangeReader<GpkgContainer> {
  const problems: Problem[] = [];
  const magic = yield* judgeContainerMagic(size);
  if (magic !== null) problems.push(magic);
  const { members, failure, end } = yield* readMembers(size);
  const manifest = yield* readManifest(members, problems);
  // A damaged header ends the archive for the client; before the Manifest it makes the rest missing.
  const cut = failure ?? (manifest === null ? (end?.problem ?? null) : null);
  if (cut !== null) problems.push(cut);
  else {
    problems.push(...judgeStructure(members, size));
    const found = end === null ? null : yield* judgeEnd(end, size);
    if (found !== null) problems.push(found);
    if (manifest !== null) problems.push(...judgeListing(members, manifest));
  }
  if (manifest !== null) problems.push(...judgeSignatures(members, manifest));
  return {
    prefix: findPrefix(members),
    members,
    manifest,
    metadata: yield* readArchive('metadata', members, problems),
    image: yield* readArchive('image', members, problems),
    signed: isSigned(members, manifest),
    problems,
  };
}

function* readManifest(
  members: readonly GpkgMember[],
  problems: Problem[],
): RangeReader<GpkgManifest | null> {
  const member = members.find(({ what, kind }) => what.role === 'manifest' && hasContents(kind));
  if (member === undefined) return null;
  if (member.size > MAX_MANIFEST) {
    const message = `the Manifest is larger than ${MAX_MANIFEST >> 10} KiB and was not read`;
    const { offset, name: field } = member;
    problems.push({ code: 'manifest-too-large', message, offset, effect: 'harmful', field });
    return null;
  }
  return readGpkgManifest(yield* readBytes(member.dataOffset, member.size), member.dataOffset, problems);
}

/** The first archive of its role, as the client takes it, with its first bytes held against its name. */
function* readArchive(
  role: ArchiveRole,
  members: readonly GpkgMember[],
  problems: Problem[],
): RangeReader<GpkgArchive | null> {
  const member = members.find(({ what, kind }) => what.role === role && hasContents(kind));
  if (member === undefined || member.what.role !== role) return null;
  const { compression } = member.what;
  const wanted = compression === null ? BLOCK : HEAD_LENGTH;
  const head = yield* readBytes(member.dataOffset, Math.min(member.size, wanted));
  const shown = detectCompression(head);
  const report = (code: string, message: string, more: Partial<Problem> = {}) => {
    problems.push({
      code,
      message,
      offset: member.dataOffset,
      effect: 'refused',
      field: member.name,
      ...more,
    });
  };
  let defect: string | null = null;
  if (shown !== compression || (compression === null && !isTar(head))) {
    const expected = compression ?? 'tar';
    defect = `${member.name} does not begin like ${expected}`;
    report('compression-mismatch', defect, { expected, actual: shown ?? 'unknown' });
  } else if (compression !== null) {
    defect = findHeadDefect(compression, head);
    if (defect !== null) report('payload-damaged', `${member.name} cannot be decompressed: ${defect}`);
  }
  return { member, compression, sound: defect === null };
}

function isTar(head: Uint8Array): boolean {
  try {
    readTarHeader(head, 0);
    return true;
  } catch {
    return false;
  }
}
