// A directory of md5-cache entries against what evaluation gives: what is equal, what differs, and what stands on one side only.

import { join } from 'node:path';
import {
  compareMd5CacheEntries,
  keysUnknownToWriter,
  type Md5CacheDifference,
  type Md5CacheKey,
  readMd5CacheEntry,
} from '../../formats/repository/md5-cache.js';
import { readTreeText } from '../file/read-repository-text.js';
import { listCacheEntries } from './ebuild-cache.js';
import { cpvOf } from './read-repository-ebuilds.js';
import type { EbuildReading, KnownEbuild } from './read-repository-metadata.js';

interface CacheDifference extends Omit<Md5CacheDifference, 'key'> {
  readonly cpv: string;
  readonly key: Md5CacheDifference['key'];
}

interface NamedReason {
  readonly cpv: string;
  readonly why: string;
}

interface RefusedEbuild extends NamedReason {
  /** There is an entry for it nevertheless. */
  readonly listed: boolean;
}

export interface CacheVerification {
  readonly ebuilds: number;
  readonly equal: number;
  readonly different: readonly CacheDifference[];
  readonly unknown: readonly NamedReason[];
  readonly refused: readonly RefusedEbuild[];
  /** Ebuilds with metadata, without an entry. */
  readonly missing: readonly string[];
  /** Entries without an ebuild. */
  readonly stale: readonly string[];
  /** Entries that cannot be read whole. */
  readonly damaged: readonly NamedReason[];
  /** Keys left out in entries of a Portage that did not know them, where evaluation has something to say. */
  readonly notCompared: readonly { readonly key: Md5CacheKey; readonly entries: number }[];
}

/** Throws `InputError` where the directory cannot be listed. */
export async function verifyEbuildCache(
  directory: string,
  readings: AsyncIterable<EbuildReading>,
  /** Whether to look for entries without ebuilds: not where only some ebuilds are asked about. */
  isWhole: boolean,
): Promise<CacheVerification> {
  const entries = new Set(listCacheEntries(directory));
  const seen = new Set<string>();
  const different: CacheDifference[] = [];
  const unknown: NamedReason[] = [];
  const refused: RefusedEbuild[] = [];
  const missing: string[] = [];
  const damaged: NamedReason[] = [];
  const skipped = new Map<Md5CacheKey, number>();
  let equal = 0;
  for await (const reading of readings) {
    const cpv = cpvOf(reading.file);
    seen.add(cpv);
    if (reading.outcome !== 'metadata') {
      const { why } = reading;
      if (reading.outcome === 'unknown') unknown.push({ cpv, why });
      else refused.push({ cpv, why, listed: entries.has(cpv) });
      continue;
    }
    if (!entries.has(cpv)) {
      missing.push(cpv);
      continue;
    }
    const found = compareWith(directory, cpv, reading);
    if (typeof found === 'string') {
      damaged.push({ cpv, why: found });
      continue;
    }
    if (found.differences.length === 0) equal++;
    for (const difference of found.differences) different.push({ cpv, ...difference });
    for (const key of found.skipped) skipped.set(key, (skipped.get(key) ?? 0) + 1);
  }
  const stale = isWhole ? [...entries].filter(cpv => !seen.has(cpv)) : [];
  const notCompared = [...skipped].map(([key, count]) => ({ key, entries: count }));
  return { ebuilds: seen.size, equal, different, unknown, refused, missing, stale, damaged, notCompared };
}

interface Compared {
  readonly differences: readonly Md5CacheDifference[];
  readonly skipped: readonly Md5CacheKey[];
}

/** Or why the entry cannot be compared. */
function compareWith(directory: string, cpv: string, actual: KnownEbuild): Compared | string {
  let text: string | null;
  try {
    text = readTreeText(join(directory, cpv));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (text === actual.text) return { differences: [], skipped: [] };
  const { entry, problems } = readMd5CacheEntry(text ?? '');
  const [problem] = problems;
  if (problem !== undefined) return problem.message;
  return {
    differences: compareMd5CacheEntries(entry, actual.entry),
    skipped: keysUnknownToWriter(entry).filter(key => actual.entry.values[key] !== ''),
  };
}
