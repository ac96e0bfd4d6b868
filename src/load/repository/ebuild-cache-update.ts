// Brings a directory of md5-cache entries up to date: only what changed is written, each file at once or not at all; entries whose ebuilds
// are gone, or have no metadata any more, are removed.

import { randomBytes } from 'node:crypto';
import { renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../../write/make-directory.js';
import { asWriteError } from '../../write/write-error.js';
import { listCacheEntries, readCacheEntry } from './ebuild-cache.js';
import { cpvOf } from './read-repository-ebuilds.js';
import type { EbuildReading } from './read-repository-metadata.js';

export interface CacheUpdate {
  readonly unchanged: number;
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** `isWhole`: what is not among the readings is gone. Throws `WriteError`. */
export async function updateEbuildCache(
  directory: string,
  readings: AsyncIterable<EbuildReading>,
  isWhole: boolean,
): Promise<CacheUpdate> {
  make(directory);
  const left = new Set(listCacheEntries(directory));
  const gone: string[] = [];
  const written: string[] = [];
  let unchanged = 0;
  for await (const reading of readings) {
    const cpv = cpvOf(reading.file);
    const isListed = left.delete(cpv);
    if (reading.outcome === 'refused' && isListed) gone.push(cpv);
    if (reading.outcome !== 'metadata') continue;
    if (isListed && readCacheEntry(directory, cpv)?.text === reading.text) unchanged++;
    else {
      replace(join(directory, cpv), reading.text);
      written.push(cpv);
    }
  }
  if (isWhole) gone.push(...left);
  for (const cpv of gone) remove(directory, cpv);
  return { unchanged, written, removed: gone };
}

function make(directory: string): void {
  try {
    makeDirectory(directory);
  } catch (error) {
    throw asWriteError(directory, error);
  }
}

/** Without waiting for the disk: an entry that a crash swallows is missing or invalid, and made again. */
function replace(path: string, text: string): void {
  const temporary = join(dirname(path), `.binpkg-check.${process.pid}.${randomBytes(6).toString('hex')}`);
  try {
    makeDirectory(dirname(path));
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asWriteError(path, error);
  }
}

function remove(directory: string, cpv: string): void {
  const path = join(directory, cpv);
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw asWriteError(path, error);
  }
  try {
    rmdirSync(dirname(path));
  } catch {
    // There is more in the category.
  }
}
