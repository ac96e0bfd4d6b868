// The metadata of a repository's ebuilds, each from the md5-cache where its entry is valid, and evaluated where not.

import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Interruption } from '../../base/interruption.js';
import { type Md5CacheEntry, readMd5CacheEntry } from '../../formats/repository/md5-cache.js';
import { type CacheText, MD5_CACHE, readValidEntry } from './ebuild-cache.js';
import { Eclasses } from './ebuild-eclasses.js';
import { evaluateInTurn } from './ebuild-evaluation.js';
import type { EbuildName, EvaluateEbuilds } from './ebuild-facts.js';
import { eclassFolders, type LinkedRepository } from './read-repository.js';
import { cpvOf, type EbuildFile, pathOf } from './read-repository-ebuilds.js';

export interface ReadingOptions {
  /** On several threads, where the caller has some. */
  readonly evaluate?: EvaluateEbuilds;
  /** Believe no entry of the cache. */
  readonly ignoreCache?: boolean;
  /** Instead of the repository's own. */
  readonly cache?: string;
  readonly signal?: Interruption;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What is known of one ebuild, and from where. */
export type EbuildReading = KnownEbuild | UnknownEbuild;

export interface KnownEbuild {
  readonly outcome: 'metadata';
  readonly file: EbuildFile;
  readonly origin: 'cache' | 'evaluation';
  /** The entry as it stands in the cache, or belongs there. */
  readonly text: string;
  readonly entry: Md5CacheEntry;
}

interface UnknownEbuild {
  readonly outcome: 'refused' | 'unknown';
  readonly file: EbuildFile;
  readonly why: string;
}

/** Entries checked before anything else in the process gets its turn. */
const SLICE = 500;

/** In the order of `files`. */
export async function* readEbuilds(
  repository: LinkedRepository,
  files: readonly EbuildFile[],
  options: ReadingOptions = {},
): AsyncGenerator<EbuildReading> {
  const { signal, onProgress } = options;
  const cached = options.ignoreCache === true ? null : await readCache(repository, files, options);
  const rest = files.filter((_, at) => cached?.[at] == null);
  const known = files.length - rest.length;
  const place = { location: repository.location, eclassFolders: eclassFolders(repository) };
  const names = rest.map(({ category, pn, version }): EbuildName => [category, pn, version]);
  const facts = (options.evaluate ?? evaluateInTurn)(place, names, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: done => onProgress?.(known + done, files.length),
  })[Symbol.asyncIterator]();
  try {
    for (const [at, file] of files.entries()) {
      const found = cached?.[at];
      if (found != null) {
        yield { outcome: 'metadata', file, origin: 'cache', text: found.text, entry: found.reading.entry };
        continue;
      }
      const { done, value } = await facts.next();
      if (done === true) throw new Error('evaluation ends before its last ebuild');
      if (value.outcome === 'metadata')
        yield {
          outcome: 'metadata',
          file,
          origin: 'evaluation',
          text: value.entry,
          entry: readMd5CacheEntry(value.entry).entry,
        };
      else yield { outcome: value.outcome, file, why: value.why };
    }
  } finally {
    await facts.return?.();
  }
}

async function readCache(
  repository: LinkedRepository,
  files: readonly EbuildFile[],
  { cache, signal, onProgress }: ReadingOptions,
): Promise<readonly (CacheText | null)[]> {
  const directory = cache ?? join(repository.location, MD5_CACHE);
  const eclasses = new Eclasses(eclassFolders(repository));
  const found: (CacheText | null)[] = [];
  for (const [at, file] of files.entries()) {
    found.push(readValidEntry(directory, cpvOf(file), join(repository.location, pathOf(file)), eclasses));
    if (at % SLICE !== SLICE - 1) continue;
    onProgress?.(at + 1, files.length);
    await setImmediate();
    signal?.throwIfAborted();
  }
  return found;
}
