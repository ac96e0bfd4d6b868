// The newest instance of each name and slot: what a client that updates everything holds.

import { getOrMake } from '../base/get-or-make.js';
import { type BinaryPackage, type Role, slotKey } from './package.js';
import type { Universe } from './universe.js';

interface Newest {
  readonly bySlot: ReadonlyMap<string, BinaryPackage>;
  /** By package id: 1 for the newest of its slot. */
  readonly isNewest: Uint8Array;
}

const tables = new WeakMap<Universe, Newest>();

/** Newest candidate or background package of a name in a slot; null where the binhosts have none. */
export function newestInSlot(universe: Universe, cpn: string, slot: string): BinaryPackage | null {
  return tableOf(universe).bySlot.get(`${cpn}:${slot}`) ?? null;
}

/** The newest candidate or background package of a name in any slot. */
export function newestOf(universe: Universe, cpn: string): BinaryPackage | null {
  return universe.byCpn.get(cpn)?.findLast(isOffered) ?? null;
}

/** Whether a newer version or build of its name and slot is offered. */
export function isSuperseded(universe: Universe, pkg: BinaryPackage): boolean {
  return tableOf(universe).isNewest[pkg.id] !== 1;
}

/** Offered by a binhost, not merely installed somewhere, and no client but takes it for a package. */
export function isOffered(pkg: BinaryPackage): boolean {
  return isOfBinhost(pkg) && pkg.faults.length === 0;
}

export function isOfBinhost({ role }: { readonly role: Role }): boolean {
  return role === 'candidate' || role === 'background';
}

function tableOf(universe: Universe): Newest {
  return getOrMake(tables, universe, () => {
    const bySlot = new Map<string, BinaryPackage>();
    for (const group of universe.byCpn.values()) {
      for (const pkg of group) if (isOffered(pkg)) bySlot.set(slotKey(pkg), pkg);
    }
    const isNewest = new Uint8Array(universe.packages.length);
    for (const pkg of bySlot.values()) isNewest[pkg.id] = 1;
    return { bySlot, isNewest };
  });
}
