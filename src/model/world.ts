// What a client has selected: `@world` of the root that it stands in, and with a client's profile `@system` (portage(5): world, world_sets).

import { getOrMake } from '../base/get-or-make.js';
import type { Atom } from '../pms/atom.js';
import type { BinaryPackage } from './package.js';
import type { Place } from './place.js';
import { remember } from './remember.js';
import type { Universe } from './universe.js';

/** Portage: a blocker removes a package of `@selected` only where another that satisfies the atom stays, and one of `@system` never. */
export interface Selection {
  readonly set: '@world' | '@system';
  readonly atom: Atom;
}

/** The atoms of `@world` without `@system`; null where the place is no root with such a file. */
export function worldAt(universe: Universe, place: Place): readonly Atom[] | null {
  const world = place === null ? undefined : universe.sources[place]?.world;
  return world === undefined ? null : world.atoms.map(text => universe.atom(text));
}

export type Selections = ReadonlyMap<BinaryPackage, readonly Selection[]>;

/** By installed package, all that selects it. */
export function selectionsAt(universe: Universe, place: number): Selections {
  return remember(universe, selectionsAt, place, () =>
    selectBy(universe, place, worldAt(universe, place) ?? []),
  );
}

/** As if `@world` had these atoms. */
export function selectBy(universe: Universe, place: number, world: readonly Atom[]): Selections {
  const selections: Selection[] = [
    ...world.map(atom => ({ set: '@world' as const, atom })),
    ...(universe.system ?? []).map(atom => ({ set: '@system' as const, atom })),
  ];
  const byPackage = new Map<BinaryPackage, Selection[]>();
  for (const selection of selections) {
    for (const pkg of universe.matches(selection.atom))
      if (pkg.source === place) getOrMake(byPackage, pkg, (): Selection[] => []).push(selection);
  }
  return byPackage;
}
