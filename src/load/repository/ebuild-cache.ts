// A directory of md5-cache entries: which there are, and which of them are valid for the ebuilds and eclasses of today.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../base/compare-text.js';
import { type Md5CacheReading, readMd5CacheEntry } from '../../formats/repository/md5-cache.js';
import { InputError, reasonOf } from '../file/input-error.js';
import { readTreeBytes, readTreeText, UnreadableFile } from '../file/read-repository-text.js';
import { md5Of } from './ebuild-digest.js';
import type { Eclasses } from './ebuild-eclasses.js';

/** Where a repository has its own. */
export const MD5_CACHE = 'metadata/md5-cache';

/** Portage's temporary files and ours begin with a dot, and are none. */
const NO_ENTRY = /^\.|^Manifest(?:\.|$)/;

/** `CATEGORY/PF` of every entry, sorted. Throws `InputError` where there is no such directory. */
export function listCacheEntries(directory: string): readonly string[] {
  const names: string[] = [];
  try {
    for (const category of readdirSync(directory, { withFileTypes: true })) {
      if (!category.isDirectory()) continue;
      for (const name of readdirSync(join(directory, category.name)))
        if (!NO_ENTRY.test(name)) names.push(`${category.name}/${name}`);
    }
  } catch (error) {
    throw new InputError(directory, `cannot be listed: ${reasonOf(error)}`);
  }
  return names.sort(compareText);
}

export interface CacheText {
  readonly text: string;
  readonly reading: Md5CacheReading;
}

/** Null where there is no entry, or none that can be read. */
export function readCacheEntry(directory: string, cpv: string): CacheText | null {
  try {
    const text = readTreeText(join(directory, cpv));
    return text === null ? null : { text, reading: readMd5CacheEntry(text) };
  } catch (error) {
    if (error instanceof UnreadableFile) return null;
    throw error;
  }
}

/** The entry of an ebuild if it is whole, and neither the ebuild nor an eclass has changed since; else null. */
export function readValidEntry(
  directory: string,
  cpv: string,
  ebuildPath: string,
  eclasses: Eclasses,
): CacheText | null {
  const found = readCacheEntry(directory, cpv);
  if (found === null || found.reading.problems.length > 0) return null;
  const { entry } = found.reading;
  try {
    const bytes = readTreeBytes(ebuildPath);
    if (bytes === null || md5Of(bytes) !== entry.md5?.toLowerCase()) return null;
  } catch (error) {
    if (error instanceof UnreadableFile) return null;
    throw error;
  }
  return eclasses.areCurrent(eclassKey(found.text), entry.eclasses) ? found : null;
}

/** The line that names them, as it stands. */
function eclassKey(text: string): string {
  const start = text.startsWith('_eclasses_=') ? 0 : text.indexOf('\n_eclasses_=') + 1;
  if (start === 0 && !text.startsWith('_eclasses_=')) return '';
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
}
