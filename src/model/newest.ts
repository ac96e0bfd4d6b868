// The newest instance of each name and slot: what a client that updates everything holds.

import type { BinaryPackage } from './package.js';
import type { Universe } from './universe.js';

const tables = new WeakMap<Universe, ReadonlyMap<string, BinaryPackage>>();

/** Newest candidate or background package of a name in a slot; null where the binhosts have none. */
export function newestInSlot(universe: Universe, cpn: string, slot: string): BinaryPackage | null {
  return tableOf(universe).get(`${cpn}:${slot}`) ?? null;
}

/** The newest candidate or background package of a name in any slot. */
export function newestOf(universe: Universe, cpn: string): BinaryPackage | null {
  return universe.byCpn.get(cpn)?.findLast(isOffered) ?? null;
}

/** Whether a newer version or build of its name and slot is offered. */
export function isSuperseded(universe: Universe, pkg: BinaryPackage): boolean {
  return newestInSlot(universe, pkg.cpn, pkg.slot.slot) !== pkg;
}

/** Offered by a binhost, not merely installed somewhere. */
export function isOffered(pkg: BinaryPackage): boolean {
  return pkg.role === 'candidate' || pkg.role === 'background';
}

function tableOf(universe: Universe): ReadonlyMap<string, BinaryPackage> {
  let table = tables.get(universe);
  if (table === undefined) {
    const newest = new Map<string, BinaryPackage>();
    for (const group of universe.byCpn.values()) {
      for (const pkg of group) if (isOffered(pkg)) newest.set(`${pkg.cpn}:${pkg.slot.slot}`, pkg);
    }
    table = newest;
    tables.set(universe, table);
  }
  return table;
}
