// Reads the index of a binhost from disk, plain or compressed (`portage.md` 4.1).

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Problem } from '../../base/format-error.js';
import { type PackagesIndex, readPackagesIndex } from '../../formats/packages-index/packages-index.js';
import type { ClientLoss } from '../../formats/packages-index/packages-index-problem.js';
import { INDEX_LIMITS, type IndexLimits } from '../../formats/packages-index/packages-index-text.js';
import type { SourceProblem } from '../../model/problem.js';
import { readIndexBytes } from './read-index-bytes.js';
import { gunzipIndex, isGzip } from './read-index-gzip.js';

/** A defect of an index and what clients lose by it. */
export interface IndexFileProblem extends SourceProblem {
  readonly loses: ClientLoss;
  /** Packages that Portage does not see because of it. */
  readonly hidden: number;
}

export interface IndexFile {
  /** As given. */
  readonly path: string;
  /** Uncompressed. */
  readonly bytes: Uint8Array;
  readonly index: PackagesIndex;
  /** `sha256:` and hexadecimal digits over the uncompressed bytes, so that both forms of an index have one digest. */
  readonly digest: string;
  /** Of the file and of the index in it. */
  readonly problems: readonly IndexFileProblem[];
}

/**
 * Reads `Packages` or `Packages.gz`, told apart by content. Throws `FormatError` where nothing can be made of the file,
 * and the system's error where it cannot be opened.
 */
export async function readIndexFile(path: string, limits: IndexLimits = INDEX_LIMITS): Promise<IndexFile> {
  return readIndexContent(path, await readIndexBytes(path), limits);
}

/** The same for an index that is in memory already; `path` is what it is called. */
export async function readIndexContent(
  path: string,
  stored: Uint8Array,
  limits: IndexLimits = INDEX_LIMITS,
): Promise<IndexFile> {
  if (isGzip(stored)) {
    const { bytes, problem } = await gunzipIndex(stored, limits.ratio);
    return makeIndexFile(path, bytes, problem, limits);
  }
  return makeIndexFile(path, stored, path.endsWith('.gz') ? NOT_COMPRESSED : null, limits);
}

const NOT_COMPRESSED: Problem = {
  code: 'compressed-unreadable',
  message: 'The file is named .gz but not compressed; clients fail on it.',
  offset: 0,
};

/** `damage`: of the compressed file, which Portage does not survive. */
function makeIndexFile(
  path: string,
  bytes: Uint8Array,
  damage: Problem | null,
  limits: IndexLimits,
): IndexFile {
  const file = basename(path);
  const index = readPackagesIndex(bytes, limits);
  const whole = { file, loses: 'index', hidden: index.entries.length } as const;
  return {
    path,
    bytes,
    index,
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    problems: [
      ...(damage === null ? [] : [{ ...damage, ...whole }]),
      ...index.problems.map(problem => ({ ...problem, file })),
    ],
  };
}
