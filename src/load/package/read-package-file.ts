// One package file: container, metadata and, where asked for, digests, with everything that is wrong with them. What
// cannot be read becomes a problem of the record; nothing that stands in a file makes this fail.

import { FormatError, type Problem } from '../../base/format-error.js';
import { detectContainer } from '../../formats/container/container-format.js';
import { type GpkgContainer, readGpkg } from '../../formats/container/gpkg.js';
import { judgePrefix } from '../../formats/container/gpkg-prefix.js';
import { MetadataTable } from '../../formats/container/metadata-table.js';
import { readXpak } from '../../formats/container/xpak.js';
import type { ContainerFormat, PackageFile } from '../../model/package-file.js';
import { makeSignature, type Signature } from '../../model/signature.js';
import { type ByteSource, readSource, sourceOfBytes } from '../file/byte-source.js';
import { FILE_CHANGED, openPackageFile, unreadable } from '../file/open-package-file.js';
import type { Keyring } from '../signature/keyring.js';
import type { VerifyOptions } from '../signature/verify-signatures.js';
import { digestPackage } from './digest-package.js';
import { readMetadata } from './read-gpkg-metadata.js';

export interface ReadPackageOptions {
  /** Compute MD5 and SHA1 of the file, which reads all of it. */
  readonly digests: boolean;
  /** Hold the image against the Manifest as well, not only the metadata; by default where digests are computed. */
  readonly verifyMembers?: boolean;
  /** Hold signatures against these keys, at this moment (seconds since the epoch). */
  readonly trust?: { readonly keyring: Keyring; readonly at: number };
}

/** Reads `path` below the directory `root`. */
export async function readPackageFile(
  root: string,
  path: string,
  options: ReadPackageOptions,
): Promise<PackageFile> {
  const opened = openPackageFile(root, path);
  if (!('source' in opened)) return describeUnreadable(path, opened);
  try {
    const file = await readPackage(opened.source, path, opened.mtime, options);
    return opened.isUnchanged() ? file : describeUnreadable(path, FILE_CHANGED);
  } catch (error) {
    // A file that shrinks while it is read ends where it must not.
    const problem = error instanceof FormatError ? error.problem : unreadable(error);
    return describeUnreadable(path, opened.isUnchanged() ? problem : FILE_CHANGED);
  } finally {
    opened.close();
  }
}

/** The same for a file that is in memory. */
export async function readPackageBytes(
  path: string,
  bytes: Uint8Array,
  options: ReadPackageOptions & { readonly mtime?: number },
): Promise<PackageFile> {
  return readPackage(sourceOfBytes(bytes), path, options.mtime ?? 0, options);
}

/** The same for any source of bytes. Throws what the source throws. */
export async function readPackage(
  source: ByteSource,
  path: string,
  mtime: number,
  options: ReadPackageOptions,
): Promise<PackageFile> {
  const format = readSource(source, detectContainer(source.size));
  const named = formatOfName(path);
  const problems = judgeFormat(format, named);
  // What is too damaged to be recognized is read as what its name says, to find out where the damage is.
  const reader = format ?? named;
  const gpkg = reader === 'gpkg' ? readSource(source, readGpkg(source.size)) : null;
  const metadata = gpkg !== null ? await readArchive(source, gpkg) : readSegment(source, reader);
  const image = options.verifyMembers ?? options.digests;
  const digests = await digestPackage(source, gpkg, { whole: options.digests, image });
  problems.push(...(gpkg?.problems ?? []), ...metadata.problems, ...digests.problems);
  const signature = await judgeSignature(source, gpkg, { ...options, image, problems });
  const prefix = gpkg?.prefix ?? null;
  const misnamed = prefix === null ? null : judgePrefix(prefix, metadata.text);
  if (misnamed !== null) problems.push(misnamed);
  return {
    path,
    size: source.size,
    mtime,
    md5: digests.md5,
    sha1: digests.sha1,
    format,
    prefix,
    signed: gpkg?.signed ?? false,
    ...(signature === null ? {} : { signature }),
    metadata: metadata.text,
    offsets: metadata.offsets,
    problems: cutShort(problems.sort((a, b) => (a.offset ?? -1) - (b.offset ?? -1))),
  };
}

/** Null where there is no keyring to judge by. An xpak cannot be signed. */
async function judgeSignature(
  source: ByteSource,
  gpkg: GpkgContainer | null,
  { trust, ...rest }: Pick<ReadPackageOptions, 'trust'> & Omit<VerifyOptions, 'keyring' | 'at'>,
): Promise<Signature | null> {
  if (trust === undefined) return null;
  if (gpkg === null || !gpkg.signed) return makeSignature({ state: 'none' });
  const { verifySignatures } = await import('../signature/verify-signatures.js');
  return verifySignatures(source, gpkg, { ...rest, ...trust });
}

/** A file made to have thousands of problems is told of by its first. */
const MAX_PROBLEMS = 100;

function cutShort(problems: readonly Problem[]): readonly Problem[] {
  const next = problems[MAX_PROBLEMS];
  if (next === undefined) return problems;
  const message = `${problems.length - MAX_PROBLEMS} more problems are not listed`;
  const omitted: Problem = { code: 'problems-omitted', message, offset: next.offset, effect: 'harmful' };
  return [...problems.slice(0, MAX_PROBLEMS), omitted];
}

async function readArchive(source: ByteSource, gpkg: GpkgContainer): Promise<MetadataTable> {
  return gpkg.metadata === null ? new MetadataTable() : readMetadata(source, gpkg.metadata);
}

function readSegment(source: ByteSource, reader: ContainerFormat | null): MetadataTable {
  return reader === 'xpak' ? readSource(source, readXpak(source.size)).metadata : new MetadataTable();
}

/** What Portage takes a file for; it looks inside only where the name says nothing. */
function formatOfName(path: string): ContainerFormat | null {
  if (path.endsWith('.gpkg.tar')) return 'gpkg';
  return path.endsWith('.tbz2') || path.endsWith('.xpak') ? 'xpak' : null;
}

function judgeFormat(format: ContainerFormat | null, named: ContainerFormat | null): Problem[] {
  if (format === null && named === null) {
    const message = 'neither the content nor the name is that of a binary package';
    return [{ code: 'container-unknown', message, offset: 0, effect: 'refused' }];
  }
  if (format === null || named === null || format === named) return [];
  const message = `the file is a ${format}, but its name is that of a ${named}, which the client goes by`;
  return [
    { code: 'extension-mismatch', message, offset: 0, effect: 'refused', expected: format, actual: named },
  ];
}

/** Nothing is known of it but why. */
export function describeUnreadable(path: string, problem: Problem): PackageFile {
  return {
    path,
    size: 0,
    mtime: 0,
    md5: null,
    sha1: null,
    format: null,
    prefix: null,
    signed: false,
    metadata: new Map(),
    offsets: new Map(),
    problems: [problem],
  };
}
