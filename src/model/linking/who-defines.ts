// What is nearest to a version of symbols that clients do not find, and who has it where they do not look.

import { isOffered, isSuperseded } from '../newest.js';
import { instanceName } from '../package.js';
import { baselinesOf } from '../place.js';
import { standingOn } from '../standing.js';
import type { Universe } from '../universe.js';
import { defines, type Library, librariesOf } from './payload-libraries.js';
import { compareSymbolVersions, highestInFamily, parseSymbolVersion } from './symbol-version.js';

export interface Definers {
  /** Name of the package that the library is of. */
  readonly owner: string;
  /** Names of all that have it. */
  readonly owners: ReadonlySet<string>;
  /** The library that clients get whose versions go highest. */
  readonly nearest: { readonly cpv: string; readonly differs: string } | null;
  /** Superseded instances, baselines, and packages whose library is where only they find it. */
  readonly elsewhere: readonly string[];
  /** Names of the baselines that lack it; empty where none is declared. */
  readonly baselines: readonly string[];
}

export function whoDefines(universe: Universe, abi: string, soname: string, version: string): Definers {
  const libraries = librariesOf(universe, abi, soname);
  const isCurrent = ({ package: pkg }: Library) => isOffered(pkg) && !isSuperseded(universe, pkg);
  const standings = baselinesOf(universe).map(place => standingOn(universe, place));
  const current = libraries.filter(isCurrent);
  const held = libraries.filter(({ package: pkg }) => standings.some(standing => standing.has(pkg)));
  const seen = current.length > 0 ? current : held;
  const open = seen.filter(({ isPublic }) => isPublic);
  const nearest = nearestOf(open.length > 0 ? open : seen, version);
  const elsewhere = libraries.filter(library => defines(library, version));
  return {
    owner: (nearest ?? libraries[0])?.package.cpn ?? soname,
    owners: new Set(libraries.map(({ package: pkg }) => pkg.cpn)),
    nearest:
      nearest === null ? null : { cpv: sayWhere(universe, nearest), differs: sayHighest(nearest, version) },
    elsewhere: [...new Set(elsewhere.map(library => sayWhere(universe, library)))],
    baselines: standings
      .filter(standing => !elsewhere.some(({ package: pkg }) => standing.has(pkg)))
      .map(({ name }) => name),
  };
}

function nearestOf(libraries: readonly Library[], version: string): Library | null {
  const { family } = parseSymbolVersion(version);
  let best: Library | null = null;
  let highest = '';
  for (const library of libraries) {
    const here = highestInFamily(library.versions ?? [], family) ?? '';
    const isHigher =
      here !== '' &&
      (highest === '' || compareSymbolVersions(parseSymbolVersion(here), parseSymbolVersion(highest)) >= 0);
    if (best === null || isHigher) [best, highest] = [library, here];
  }
  return best;
}

function sayHighest({ versions }: Library, version: string): string {
  const highest = highestInFamily(versions ?? [], parseSymbolVersion(version).family);
  return highest === null ? `without ${version}` : `up to ${highest}`;
}

/** `sys-devel/gcc-11.3.0-2`, of a baseline with its name. */
function sayWhere(universe: Universe, { package: pkg }: Library): string {
  const name = instanceName(pkg);
  return pkg.role === 'installed' ? `${name} of "${universe.sources[pkg.source]?.name}"` : name;
}
