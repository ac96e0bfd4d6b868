// Packages that work with what is installed in a slot and not with what would replace it: they have to be rebuilt first.

import { getOrMake } from '../../base/get-or-make.js';
import { isOffered } from '../../model/newest.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Place } from '../../model/place.js';
import { atomsOf, type Item, itemHolds, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { formatCpn } from '../../pms/cpv.js';
import { seeFrom } from '../kit/see-from.js';

/** The newest of each name and slot of which no instance works with `heir` in its slot, though one did before; by name. */
export function packagesBoundAgainst(
  universe: Universe,
  heir: BinaryPackage,
  place: Place,
): readonly BinaryPackage[] {
  const rival = (pkg: BinaryPackage) => pkg !== heir && isSameSlot(pkg, heir);
  const sees = seeFrom(universe, place);
  const breaks = (node: Item) =>
    mentions(node, heir.cpn) &&
    itemHolds(node, atom => universe.matches(atom).some(sees)) &&
    !itemHolds(node, atom => universe.matches(atom).some(pkg => sees(pkg) && !rival(pkg)));
  const known = new Map<Item, boolean>();
  const isBound = (pkg: BinaryPackage) =>
    [...requirementsOf(universe, pkg)].some(({ node }) => getOrMake(known, node, () => breaks(node)));
  const bound: BinaryPackage[] = [];
  for (const group of slotsOf(universe, sees)) {
    const newest = group.findLast(isOffered) ?? (group.at(-1) as BinaryPackage);
    if (!isSameSlot(newest, heir) && isBound(newest) && group.every(isBound)) bound.push(newest);
  }
  return bound;
}

function isSameSlot(a: BinaryPackage, b: BinaryPackage): boolean {
  return a.cpn === b.cpn && a.slot.slot === b.slot.slot;
}

function mentions(node: Item, cpn: string): boolean {
  for (const atom of atomsOf(node)) if (formatCpn(atom) === cpn) return true;
  return false;
}

function* slotsOf(
  universe: Universe,
  sees: (pkg: BinaryPackage) => boolean,
): Generator<readonly BinaryPackage[]> {
  for (const cpn of [...universe.byCpn.keys()].sort()) {
    const slots = new Map<string, BinaryPackage[]>();
    for (const pkg of universe.byCpn.get(cpn) ?? [])
      if (sees(pkg)) getOrMake(slots, pkg.slot.slot, (): BinaryPackage[] => []).push(pkg);
    yield* slots.values();
  }
}
