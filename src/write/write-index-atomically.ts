// Puts an index into a PKGDIR as Portage does: `Packages` and `Packages.gz` together, both with the time of TIMESTAMP
// (`portage.md` 4.1; Portage 3.0.82, `dbapi/bintree.py:2252-2287`).

import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { FormatError } from '../base/format-error.js';
import { announcesCompressed } from '../formats/packages-index/announces-compressed.js';
import { readPackagesIndex } from '../formats/packages-index/packages-index.js';
import { type NewFile, writeAtomically } from './write-atomically.js';

const gzipAsync = promisify(gzip);
/** Where the gzip header has its time, four bytes, least significant first (RFC 1952). */
const GZIP_TIME = 4;

export interface WriteIndexOptions {
  /** Write `Packages.gz` (true), remove it (false), or by default write it if there is one or FEATURES of the header has compress-index. A stale one is never left. */
  readonly compress?: boolean;
}

/** Returns the paths written. Throws `FormatError` before anything is touched if Portage would not read all of `bytes`, and `WriteError` if a link leads out of `root`. */
export async function writeIndexAtomically(
  root: string,
  bytes: Uint8Array,
  options: WriteIndexOptions = {},
): Promise<readonly string[]> {
  const header = readFitHeader(bytes);
  const mtime = Number(header.get('TIMESTAMP'));
  const plain = join(root, 'Packages');
  const compressed = join(root, 'Packages.gz');
  const compress = options.compress ?? (announcesCompressed(header) || (await isThere(compressed)));
  const files: NewFile[] = [{ path: plain, bytes, mtime, within: root }];
  if (compress)
    files.push({ path: compressed, bytes: await compressIndex(bytes, mtime), mtime, within: root });
  await writeAtomically(files);
  if (!compress) await rm(compressed, { force: true });
  return files.map(({ path }) => path);
}

/** Of an index that is fit to be published. */
function readFitHeader(bytes: Uint8Array): ReadonlyMap<string, string> {
  const { header, problems } = readPackagesIndex(bytes);
  const fatal = problems.find(({ loses }) => loses === 'index' || loses === 'rest');
  if (fatal !== undefined) throw new FormatError('packages-index', fatal);
  return header;
}

async function compressIndex(bytes: Uint8Array, mtime: number): Promise<Uint8Array> {
  const compressed = await gzipAsync(bytes, { level: constants.Z_BEST_COMPRESSION });
  compressed.writeUInt32LE(mtime % 2 ** 32, GZIP_TIME);
  return compressed;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
