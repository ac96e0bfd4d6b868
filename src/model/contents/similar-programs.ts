// Programs that are named like one which is not there: with another version, or in another directory.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import type { FileOwners } from './file-owners.js';

const VERSION = /[-.]?[0-9][0-9.]*$/;
// Of a member only the path comes after a space and before a NUL; hundreds of megabytes are searched as one text each.
const PROGRAM = /(?<= )(?:\/usr|\/opt)?\/s?bin\/([^/\0]+)(?=\0)/g;

const known = new WeakMap<FileOwners, ReadonlyMap<string, ReadonlySet<string>>>();

/** Where they are in the root, in the order of their versions. */
export function similarPrograms(owners: FileOwners, name: string): readonly string[] {
  const stem = stemOf(name);
  const found = stem === '' ? [] : (programsByStem(owners).get(stem) ?? []);
  return [...found].sort((a, b) => compareText(sortable(a), sortable(b)));
}

/** All programs there are: many scripts may ask for many that are not. */
function programsByStem(owners: FileOwners): ReadonlyMap<string, ReadonlySet<string>> {
  const before = known.get(owners);
  if (before !== undefined) return before;
  const programs = new Map<string, Set<string>>();
  for (const members of owners.texts())
    for (const [path, name = ''] of members.matchAll(PROGRAM))
      getOrMake(programs, stemOf(name), () => new Set<string>()).add(owners.pathOf(path));
  known.set(owners, programs);
  return programs;
}

function stemOf(name: string): string {
  return name.replace(VERSION, '');
}

/** `python3.9` before `python3.12`. */
function sortable(path: string): string {
  return path.replace(/[0-9]+/g, digits => digits.padStart(8, '0'));
}
