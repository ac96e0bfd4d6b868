// Where a client stands before it installs anything.

import { isOffered } from './newest.js';
import type { BinaryPackage } from './package.js';
import type { Universe } from './universe.js';

/** Position of a baseline among `Universe.sources`; null for an empty root. */
export type Place = number | null;

/** The declared baselines, in the order given. */
export function baselinesOf(universe: Universe): readonly number[] {
  return [...universe.sources.entries()].filter(([, { role }]) => role === 'installed').map(([at]) => at);
}

/** Name of the baseline; null for an empty root. */
export function nameOfPlace(universe: Universe, place: Place): string | null {
  return place === null ? null : (universe.sources[place]?.name ?? null);
}

/** What a client that stands there has or can get. */
export function isSeenFrom(pkg: BinaryPackage, place: Place): boolean {
  return isOffered(pkg) || pkg.source === place;
}
