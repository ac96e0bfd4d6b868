// The package files of a source whose payload is wanted, with what each is known by.

import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexEntry } from '../../formats/packages-index/packages-index-keys.js';
import { packagePath } from '../../formats/packages-index/packages-index-keys.js';
import type { PackageFile } from '../../model/package-file.js';
import type { ScannedFile } from './load-payloads.js';
import { identifyPayload, type KnownFile } from './payload-identity.js';

/** Of files that have been read, those that could be. */
export function targetsOfFiles(files: readonly PackageFile[]): readonly ScannedFile[] {
  return files
    .filter(({ md5 }) => md5 !== null)
    .map(({ path, size, mtime, md5, sha1 }) => ({
      path,
      size,
      identity: { size, mtime, digests: [`sha1:${sha1}`, `md5:${md5}`] },
    }));
}

/** Of an index, those that are there. */
export async function targetsOfIndex(
  root: string,
  entries: readonly IndexEntry[],
  isIdentified: boolean,
): Promise<readonly ScannedFile[]> {
  // Of entries with one path the last counts.
  const known = new Map(entries.map(entry => [packagePath(entry), knownBy(entry)]));
  const targets: ScannedFile[] = [];
  for (const [path, file] of known) {
    const status = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (status === undefined) continue;
    const identity = isIdentified ? await identifyPayload(root, path, file) : null;
    targets.push({ path, size: status.size, identity });
  }
  return targets;
}

/** Null where the index does not say all of it. */
function knownBy({ SIZE, _mtime_: mtime, MD5, SHA1 }: IndexEntry): KnownFile | null {
  if (!/^\d+$/.test(SIZE) || !/^\d+$/.test(mtime)) return null;
  const digest = (text: string, length: number) =>
    text.length === length && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : null;
  return { size: Number(SIZE), mtime: Number(mtime), md5: digest(MD5, 32), sha1: digest(SHA1, 40) };
}
