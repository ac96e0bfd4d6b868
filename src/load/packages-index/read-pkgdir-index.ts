// The index of a PKGDIR: `Packages`, which Portage reads on the spot, against `Packages.gz`, which clients download first
// (`portage.md` 4.1, `bintree.py` of Portage 3.0.82: `_pkgindex_write`, `_populate_remote_repo`).

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FormatError } from '../../base/format-error.js';
import { announcesCompressed } from '../../formats/packages-index/announces-compressed.js';
import { INDEX_LIMITS, type IndexLimits } from '../../formats/packages-index/packages-index-text.js';
import { InputError, reasonOf } from '../file/input-error.js';
import { type IndexFile, type IndexFileProblem, readIndexFile } from './read-index.js';

const PLAIN = 'Packages';
const COMPRESSED = 'Packages.gz';

/**
 * Reads `Packages`, or without it `Packages.gz`; null where a PKGDIR has neither. Throws `FormatError` where nothing can be made of it and
 * `InputError` where one of them is there and cannot be opened.
 */
export async function readPkgdirIndex(
  root: string,
  limits: IndexLimits = INDEX_LIMITS,
): Promise<IndexFile | null> {
  const plainTime = await modifiedAt(join(root, PLAIN));
  const compressedTime = await modifiedAt(join(root, COMPRESSED));
  if (plainTime === null) {
    if (compressedTime === null) return null;
    const compressed = await readForm(join(root, COMPRESSED), limits);
    return withProblems(compressed, [tell('plain-missing', PLAIN, compressed)]);
  }
  const plain = await readForm(join(root, PLAIN), limits);
  if (compressedTime === null) return withProblems(plain, judgeAbsence(plain));
  const problems = await compare(plain, join(root, COMPRESSED), limits);
  if (problems.length === 0 && plainTime !== compressedTime) {
    const times = { expected: String(plainTime), actual: String(compressedTime) };
    problems.push({ ...tell('compressed-mtime-differs', COMPRESSED, plain), ...times });
  }
  return withProblems(plain, problems);
}

const MESSAGES = {
  'plain-missing':
    'There is only Packages.gz; Portage on this machine reads only Packages and sees no packages.',
  'compressed-missing': 'FEATURES of the header has compress-index, but there is no Packages.gz.',
  'compressed-differs': 'Packages.gz holds another index than Packages; clients read it first.',
  'compressed-unreadable': 'Packages.gz cannot be read; clients try it first and fail.',
  'compressed-mtime-differs':
    'Packages and Packages.gz were modified at different times; Portage gives both that of TIMESTAMP.',
} as const;

function tell(code: keyof typeof MESSAGES, file: string, index: IndexFile): IndexFileProblem {
  const loses = code === 'compressed-missing' || code === 'compressed-mtime-differs' ? 'nothing' : 'index';
  const hidden = loses === 'index' ? index.index.entries.length : 0;
  return { code, message: MESSAGES[code], offset: null, file, loses, hidden };
}

/** Clients fall back to `Packages`; its absence only matters where the index itself announces the compressed form. */
function judgeAbsence(plain: IndexFile): IndexFileProblem[] {
  return announcesCompressed(plain.index.header) ? [tell('compressed-missing', COMPRESSED, plain)] : [];
}

async function compare(plain: IndexFile, path: string, limits: IndexLimits): Promise<IndexFileProblem[]> {
  const compressed = await readForm(path, limits).catch((error: unknown) => {
    if (error instanceof FormatError) return error;
    throw error;
  });
  if (compressed instanceof FormatError) {
    const { offset, message } = compressed.problem;
    return [{ ...tell('compressed-unreadable', COMPRESSED, plain), offset, actual: message }];
  }
  const damage = compressed.problems.filter(problem => problem.code === 'compressed-unreadable');
  const hidden = plain.index.entries.length;
  if (damage.length > 0) return damage.map(problem => ({ ...problem, hidden }));
  if (compressed.digest === plain.digest) return [];
  const problem = tell('compressed-differs', COMPRESSED, plain);
  const offset = findDifference(plain.bytes, compressed.bytes);
  return [{ ...problem, offset, expected: describe(plain), actual: describe(compressed) }];
}

function describe({ index: { header, entries } }: IndexFile): string {
  return `${entries.length} packages, TIMESTAMP ${header.get('TIMESTAMP') ?? 'missing'}`;
}

function findDifference(a: Uint8Array, b: Uint8Array): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

/** What this user may not read says nothing about what clients find: then the question stays open. */
async function readForm(path: string, limits: IndexLimits): Promise<IndexFile> {
  try {
    return await readIndexFile(path, limits);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new InputError(path, reasonOf(error));
  }
}

function withProblems(file: IndexFile, more: readonly IndexFileProblem[]): IndexFile {
  return more.length === 0 ? file : { ...file, problems: [...more, ...file.problems] };
}

/** Whole seconds since the epoch; null where there is no such file. */
async function modifiedAt(path: string): Promise<number | null> {
  try {
    return Math.floor((await stat(path)).mtimeMs / 1000);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
