// Which ebuilds a repository has: files `CATEGORY/PN/PN-PVR.ebuild` in its categories (PMS 4.2, 4.3), in the order of their
// names and versions.

import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../base/compare-text.js';
import { compareVersions } from '../../pms/compare-versions.js';
import { isCategory, isPackageName, versionStart } from '../../pms/cpv.js';
import { InputError, reasonOf } from '../file/input-error.js';
import type { LinkedRepository } from './read-repository.js';

export interface EbuildFile {
  readonly category: string;
  readonly pn: string;
  /** PVR */
  readonly version: string;
}

export interface EbuildList {
  readonly ebuilds: readonly EbuildFile[];
  /** Files `*.ebuild` that Portage passes over, below the repository, and why. */
  readonly ignored: readonly { readonly path: string; readonly why: string }[];
}

const EXTENSION = '.ebuild';

/** Category and PF: its name in the cache. */
export function cpvOf({ category, pn, version }: EbuildFile): string {
  return `${category}/${pn}-${version}`;
}

/** Below the repository. */
export function pathOf({ category, pn, version }: EbuildFile): string {
  return `${category}/${pn}/${pn}-${version}${EXTENSION}`;
}

/** Throws `InputError` for a directory that cannot be listed: what is in it would be missing. */
export function listEbuilds(repository: LinkedRepository): EbuildList {
  const { location } = repository;
  const ebuilds: EbuildFile[] = [];
  const ignored: { path: string; why: string }[] = [];
  for (const category of categoriesOf(repository)) {
    for (const pn of directoriesIn(location, category)) {
      const found: EbuildFile[] = [];
      for (const { name } of list(location, `${category}/${pn}`)) {
        if (!name.endsWith(EXTENSION)) continue;
        const pf = name.slice(0, -EXTENSION.length);
        const version = pf.startsWith(`${pn}-`) ? pf.slice(pn.length + 1) : null;
        const isSound =
          version !== null && isPackageName(pn) && versionStart(pf, 0, pf.length) === pn.length + 1;
        if (isSound) found.push({ category, pn, version });
        else ignored.push({ path: `${category}/${pn}/${name}`, why: judgeName(pn, version) });
      }
      // Names would put 1.0-r1 before 1.0, and 10 before 9.
      for (const file of found.sort((a, b) => compareVersions(a.version, b.version))) ebuilds.push(file);
    }
  }
  return { ebuilds, ignored };
}

function judgeName(pn: string, version: string | null): string {
  if (!isPackageName(pn)) return `'${pn}' is no name of a package (PMS 3.1.2)`;
  if (version === null) return `its name does not begin with that of its directory, ${pn}- (PMS 4.3)`;
  return `'${version}' is no version (PMS 3.2)`;
}

/** Its own and its masters'; where nobody lists any, the directories that can be categories. */
function categoriesOf({ location, categories, masters }: LinkedRepository): readonly string[] {
  const lists = [categories, ...masters.map(master => master.categories)].filter(names => names !== null);
  const here = list(location, '').filter(entry => isDirectory(location, '', entry));
  const listed = new Set(lists.flat());
  return here
    .map(({ name }) => name)
    .filter(name =>
      lists.length > 0 ? listed.has(name) : isCategory(name) && (name.includes('-') || name === 'virtual'),
    );
}

function directoriesIn(location: string, below: string): readonly string[] {
  return list(location, below)
    .filter(entry => isDirectory(location, below, entry))
    .map(({ name }) => name);
}

function isDirectory(location: string, below: string, entry: Dirent): boolean {
  if (entry.name.startsWith('.')) return false;
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(join(location, below, entry.name), { throwIfNoEntry: false })?.isDirectory() === true;
}

function list(location: string, below: string): readonly Dirent[] {
  try {
    const entries = readdirSync(join(location, below), { withFileTypes: true });
    return entries.sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    throw new InputError(location, `${below === '' ? 'it' : below} cannot be listed: ${reasonOf(error)}`);
  }
}
