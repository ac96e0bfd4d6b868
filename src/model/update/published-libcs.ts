// The C libraries that earlier generations of a binhost offered.

import { getOrMake } from '../../base/get-or-make.js';
import { LIBC_NAMES } from '../libc.js';
import { comparePreference } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import type { Universe } from '../universe.js';

export interface Generation {
  readonly name: string;
  /** By name of the library, ascending by what Portage prefers. */
  readonly libcs: ReadonlyMap<string, readonly BinaryPackage[]>;
}

/** Published sources in the order given. They provide nothing, so `Universe.byCpn` has none of them. */
export function publishedLibcs(universe: Universe): readonly Generation[] {
  return [...universe.sources.entries()]
    .filter(([, { role }]) => role === 'published')
    .map(([at, { name }]) => {
      const libcs = new Map<string, BinaryPackage[]>();
      for (const pkg of universe.packages) {
        if (pkg.source === at && LIBC_NAMES.includes(pkg.cpn))
          getOrMake(libcs, pkg.cpn, (): BinaryPackage[] => []).push(pkg);
      }
      for (const group of libcs.values()) group.sort(comparePreference);
      return { name, libcs };
    });
}
