// How much hangs on an installed package: the critical programs of a baseline and all that they need to work, without which a client
// cannot go on updating, and the number of packages that depend on each.

import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import { atomsOf, requirementsOf } from '../requirements.js';
import type { Standing } from '../standing.js';
import type { Universe } from '../universe.js';

/** Installed packages of these names, and what satisfies their dependencies and has their libraries, directly or through others. */
export function criticalClosure(
  universe: Universe,
  standing: Standing,
  names: ReadonlySet<string>,
): ReadonlySet<BinaryPackage> {
  const closure = new Set(standing.installed.filter(pkg => names.has(pkg.cpn)));
  for (const pkg of closure) {
    for (const soname of pkg.requires)
      for (const provider of standing.providersOf(soname)) closure.add(provider);
    for (const provider of providersOf(universe, standing, pkg)) closure.add(provider);
  }
  return closure;
}

/** How many installed packages name each one in their dependencies. */
export function dependantsOn(universe: Universe, standing: Standing): ReadonlyMap<BinaryPackage, number> {
  return remember(universe, dependantsOn, standing, () => {
    const counts = new Map<BinaryPackage, number>();
    for (const user of standing.installed) {
      for (const provider of new Set(providersOf(universe, standing, user)))
        counts.set(provider, (counts.get(provider) ?? 0) + 1);
    }
    return counts;
  });
}

function* providersOf(universe: Universe, standing: Standing, user: BinaryPackage): Generator<BinaryPackage> {
  for (const { node } of requirementsOf(universe, user)) {
    for (const atom of atomsOf(node))
      for (const provider of universe.matches(atom)) if (standing.has(provider)) yield provider;
  }
}
