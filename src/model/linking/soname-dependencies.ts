// PROVIDES and REQUIRES as Portage makes them from the ELF files of a package (`_dyn_libs/soname_deps.py`, bin/misc-functions.sh):
// by ABI, without what the package itself provides, and without private libraries that RUNPATH finds.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import { collapsePath } from '../collapse-path.js';
import type { ElfObject } from '../payload.js';
import { matchesPatterns, readPatterns } from './file-patterns.js';

export interface SonameDependencies {
  /** `x86_64: libfoo.so.1`, empty where there is nothing. */
  readonly provides: string;
  readonly requires: string;
}

/** Values of the package's PROVIDES_EXCLUDE and REQUIRES_EXCLUDE. */
export interface SonameExclusions {
  readonly provides?: string | undefined;
  readonly requires?: string | undefined;
}

/** By library: the search paths of each file that needs it. */
type Needs = Map<string, (readonly string[])[]>;

export function sonameDependencies(
  files: readonly ElfObject[],
  exclusions: SonameExclusions = {},
): SonameDependencies {
  const hidden = {
    provides: readPatterns(exclusions.provides ?? ''),
    requires: readPatterns(exclusions.requires ?? ''),
  };
  const required = new Map<string, Needs>();
  const provided = new Map<string, Set<string>>();
  /** Before exclusion. */
  const own = new Map<string, Set<string>>();
  const byName = new Map<string, ElfObject[]>();
  for (const file of files) {
    const { category, path } = file;
    if (category === null) continue;
    getOrMake(byName, nameOf(path), () => []).push(file);
    const soname = sonameOf(file);
    if (soname !== null) {
      getOrMake(own, category, () => new Set()).add(soname);
      if (!matchesPatterns(hidden.provides, path.slice(1)) && !matchesPatterns(hidden.provides, soname))
        getOrMake(provided, category, () => new Set()).add(soname);
    }
    if (file.needed.length === 0 || matchesPatterns(hidden.requires, path.slice(1))) continue;
    const searched = searchedBy(file);
    const needs = getOrMake(required, category, (): Needs => new Map());
    for (const name of file.needed)
      if (!matchesPatterns(hidden.requires, name)) getOrMake(needs, name, () => []).push(searched);
  }
  for (const [category, needs] of required) {
    for (const [name, searches] of needs) {
      const isPrivate = searches.every(searched =>
        (byName.get(name) ?? []).some(
          file => file.category === category && searched.includes(directoryOf(file.path)),
        ),
      );
      if (own.get(category)?.has(name) === true || isPrivate) needs.delete(name);
    }
  }
  return { provides: write(provided), requires: write(required) };
}

/** Portage takes the file name of a shared object that has none. */
export function sonameOf({ soname, isLibrary, path }: ElfObject): string | null {
  if (soname !== null && soname !== '') return soname;
  return isLibrary ? nameOf(path) : null;
}

/** RPATH and RUNPATH as scanelf writes them. */
export function runpathsOf({ rpath, runpath }: Pick<ElfObject, 'rpath' | 'runpath'>): string {
  if (rpath !== null && runpath !== null && rpath !== runpath) return `{${rpath},${runpath}}`;
  return runpath ?? rpath ?? '';
}

/** With `$ORIGIN` resolved; other variables are nothing, as Portage has it. */
export function searchedBy(file: ElfObject): readonly string[] {
  return runpathsOf(file)
    .split(':')
    .filter(path => path !== '')
    .map(path =>
      collapsePath(
        path.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) =>
          (braced ?? bare) === 'ORIGIN' ? directoryOf(file.path) : '',
        ),
      ),
    );
}

function write(names: ReadonlyMap<string, ReadonlySet<string> | Needs>): string {
  return [...names]
    .filter(([, list]) => list.size > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([category, list]) => `${category}: ${[...list.keys()].sort(compareText).join(' ')}`)
    .join(' ');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
