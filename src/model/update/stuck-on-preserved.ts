// Libraries that a client only preserves, whose users nothing on offer frees of them.

import { sonamesOf } from '../linking/package-sonames.js';
import { isOffered, isSuperseded, newestInSlot } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import { baselinesOf } from '../place.js';
import type { PreservedLibrary } from '../source.js';
import { standingOn } from '../standing.js';
import type { Universe } from '../universe.js';
import { isDowngrade } from './client-mode.js';

export interface StuckUsers {
  /** Name of the baseline. */
  readonly baseline: string;
  readonly library: PreservedLibrary;
  readonly soname: string;
  /** Installed packages that need it and stay, or that are replaced by one that needs it too. */
  readonly users: readonly BinaryPackage[];
}

/**
 * In the order of baselines and their registers; a library of several names there (a file and its link) is told once. A rebuild frees it
 * too: `@preserved-rebuild` takes what is offered.
 */
export function stuckOnPreserved(universe: Universe): readonly StuckUsers[] {
  return baselinesOf(universe).flatMap(place => {
    const preserved = universe.sources[place]?.preserved ?? [];
    if (preserved.length === 0) return [];
    const standing = standingOn(universe, place);
    const offered = new Set<string>();
    for (const pkg of universe.packages) {
      if (standing.has(pkg) || (isOffered(pkg) && !isSuperseded(universe, pkg)))
        for (const { soname } of sonamesOf(universe, pkg).provides) offered.add(soname);
    }
    const needs = (pkg: BinaryPackage, name: string) =>
      sonamesOf(universe, pkg).requires.some(({ soname }) => soname === name);
    return preserved.flatMap((library): readonly StuckUsers[] => {
      const soname = library.path.slice(library.path.lastIndexOf('/') + 1);
      if (offered.has(soname)) return [];
      const users = standing.installed.filter(
        pkg => needs(pkg, soname) && needs(offerFor(universe, pkg), soname),
      );
      return users.length === 0 ? [] : [{ baseline: standing.name, library, soname, users }];
    });
  });
}

function offerFor(universe: Universe, installed: BinaryPackage): BinaryPackage {
  const newest = newestInSlot(universe, installed.cpn, installed.slot.slot);
  return newest === null || isDowngrade(newest, installed) ? installed : newest;
}
