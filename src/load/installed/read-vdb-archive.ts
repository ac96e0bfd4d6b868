// The installed-package database inside an archive of a root, streamed: a stage3 is the baseline that everybody has.

import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { compareText } from '../../base/compare-text.js';
import { FormatError } from '../../base/format-error.js';
import { RangeFeed } from '../../base/range-feed.js';
import { type Compression, detectCompression, HEAD_LENGTH } from '../../formats/container/compression.js';
import { detectContainer } from '../../formats/container/container-format.js';
import { type RootArchive, readRootArchive } from '../../formats/container/root-archive.js';
import {
  type IndexEntry,
  indexEntryOf,
  METADATA_KEYS,
} from '../../formats/packages-index/packages-index-keys.js';
import type { SourceProblem } from '../../model/problem.js';
import type { World } from '../../model/source.js';
import { isCategory } from '../../pms/cpv.js';
import { decompress } from '../decompress/decompress.js';
import { type ByteSource, piecesOf, readSource, sourceOfFile } from '../file/byte-source.js';
import { isExcluded, isPackage, MERGING, type Vdb } from './read-vdb.js';
import { collectValues } from './read-vdb-package.js';
import { readWorldTexts } from './read-world.js';

export interface VdbArchive extends Vdb {
  readonly world?: World;
  /** Members of the archive, those of packages or not. */
  readonly members: number;
}

const VDB = 'var/db/pkg/';
const USTAR_AT = 257;
const BLOCK = 512;
/** No key of a package comes near; together more than any installation has. */
const LIMITS = { file: 4 << 20, all: 512 << 20 };
/** What an archive may come to, in bytes: a stage3 is some gigabytes, ten times its packed size at most. */
const MOST_BYTES = 64 * 2 ** 30;
const MOST_RATIO = 1_000;
const UNSUSPICIOUS = 128 << 20;

const KEYS: ReadonlySet<string> = new Set([...METADATA_KEYS, 'metadata']);

/** Null where the file is no archive of files (or a package file, which is one for another purpose). Throws `FormatError` on a damaged one. */
export async function readVdbArchive(path: string): Promise<VdbArchive | null> {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) return null;
    const source = sourceOfFile(descriptor, status.size);
    const compression = detectCompression(await headOf(source, null, HEAD_LENGTH));
    const head = await headOf(source, compression, BLOCK);
    const magic = String.fromCharCode(...head.subarray(USTAR_AT, USTAR_AT + 5));
    if (magic !== 'ustar' || readSource(source, detectContainer(source.size)) !== null) return null;
    return judge(await unpack(source, compression));
  } finally {
    closeSync(descriptor);
  }
}

/** Thrown to stop a decompressor that has given enough. */
class Enough extends Error {}

async function headOf(
  source: ByteSource,
  compression: Compression | null,
  length: number,
): Promise<Uint8Array> {
  const head = new Uint8Array(length);
  let held = 0;
  const take = (piece: Uint8Array) => {
    const part = piece.subarray(0, length - held);
    head.set(part, held);
    held += part.length;
    if (held === length) throw new Enough();
  };
  try {
    if (compression === null) for (const piece of piecesOf(source)) take(piece);
    else await decompress(compression, source, MOST_BYTES, take);
  } catch (error) {
    // What is damaged further on is no matter here; what begins as no archive is none.
    if (!(error instanceof Enough || error instanceof FormatError)) throw error;
  }
  return head.subarray(0, held);
}

async function unpack(source: ByteSource, compression: Compression | null): Promise<RootArchive> {
  const feed = new RangeFeed(readRootArchive(isWanted, LIMITS));
  if (compression === null) for (const piece of piecesOf(source)) feed.push(piece);
  else {
    const limit = Math.min(MOST_BYTES, Math.max(UNSUSPICIOUS, MOST_RATIO * source.size));
    await decompress(compression, source, limit, piece => feed.push(piece));
  }
  return feed.end();
}

function isWanted(path: string): boolean {
  if (path === 'var/lib/portage/world' || path === 'var/lib/portage/world_sets') return true;
  if (path.startsWith('etc/portage/sets/')) return true;
  return path.startsWith(VDB) && KEYS.has(path.slice(path.lastIndexOf('/') + 1));
}

function judge({ files, members }: RootArchive): VdbArchive {
  const packages = new Map<string, Map<string, string>>();
  const decoder = new TextDecoder();
  const texts = new Map<string, string>();
  for (const [path, bytes] of files) {
    if (!path.startsWith(VDB)) {
      texts.set(`/${path}`, decoder.decode(bytes));
      continue;
    }
    const [category = '', name = '', key = '', ...rest] = path.slice(VDB.length).split('/');
    if (key === '' || rest.length > 0 || isExcluded(category) || !isCategory(category)) continue;
    const cpv = `${category}/${name}`;
    const keys = packages.get(cpv) ?? new Map<string, string>();
    packages.set(cpv, keys.set(key, decoder.decode(bytes)));
  }
  const entries: IndexEntry[] = [];
  const problems: SourceProblem[] = [];
  for (const [cpv, keys] of packages) {
    const name = cpv.slice(cpv.indexOf('/') + 1);
    if (name.startsWith(MERGING) || isExcluded(name) || !isPackage(cpv)) continue;
    // The time of a directory in an archive has lost its fractions: the files are what counts.
    const found = collectValues(key => keys.get(key) ?? null, {
      values: {},
      problems: [],
      isCurrent: () => false,
    });
    entries.push(indexEntryOf({ ...found.values, CPV: cpv }));
    for (const problem of found.problems)
      problems.push({ ...problem, file: problem.field === undefined ? cpv : `${cpv}/${problem.field}`, cpv });
  }
  entries.sort((a, b) => compareText(a.CPV, b.CPV));
  const selected = readWorldTexts(texts);
  return {
    entries,
    problems: [...problems, ...selected.problems],
    members,
    ...(selected.world === undefined ? {} : { world: selected.world }),
  };
}
