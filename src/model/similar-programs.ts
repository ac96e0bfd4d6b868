// Programs that are named like one which is not there: with another version, or in another directory.

import { compareText } from '../base/compare-text.js';
import type { FileOwners } from './file-owners.js';

const VERSION = /[-.]?[0-9][0-9.]*$/;

/** Where they are in the root, in the order of their versions. */
export function similarPrograms(owners: FileOwners, name: string): readonly string[] {
  const stem = name.replace(VERSION, '').replace(/[^A-Za-z0-9_]/g, '\\$&');
  if (stem === '') return [];
  // Of a member only the path comes after a space and before a NUL; hundreds of megabytes are searched as one text each.
  const pattern = new RegExp(`(?<= )(?:/usr|/opt)?/s?bin/${stem}[-.]?[0-9.]*(?=\\0)`, 'g');
  const found = new Set<string>();
  for (const members of owners.texts())
    for (const [path] of members.matchAll(pattern)) found.add(owners.pathOf(path));
  return [...found].sort((a, b) => compareText(sortable(a), sortable(b)));
}

/** `python3.9` before `python3.12`. */
function sortable(path: string): string {
  return path.replace(/[0-9]+/g, digits => digits.padStart(8, '0'));
}
