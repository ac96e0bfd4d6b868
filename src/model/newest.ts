// The newest instance of each name and slot: what a client that updates everything holds.

import { getOrMake } from '../base/get-or-make.js';
import { compareVersions } from '../pms/compare-versions.js';
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

/** Whether a client that updates everything leaves it aside: a newer one of its name and slot is offered, or no client takes it. */
export function isSuperseded(universe: Universe, pkg: BinaryPackage): boolean {
  return tableOf(universe).isNewest[pkg.id] !== 1;
}

/** Whether a newer version or build of its name and slot is offered; of what no client takes, whether that would be newer. */
export function hasNewer(universe: Universe, pkg: BinaryPackage): boolean {
  const newest = newestInSlot(universe, pkg.cpn, pkg.slot.slot);
  return isSuperseded(universe, pkg) && newest !== null && comparePreference(newest, pkg) > 0;
}

/** Offered by a binhost, not merely installed somewhere, and no client but takes it for a package. */
export function isOffered(pkg: BinaryPackage): boolean {
  return isOfBinhost(pkg) && pkg.faults.length === 0;
}

export function isOfBinhost({ role }: { readonly role: Role }): boolean {
  return role === 'candidate' || role === 'background';
}

/**
 * Ascending by what Portage prefers: version, then BUILD_TIME, then place in the index; BUILD_ID is never compared
 * (`depgraph.py:_iter_match_pkgs`, `dbapi/__init__.py:_cmp_cpv`).
 */
export function comparePreference(a: BinaryPackage, b: BinaryPackage): number {
  const version = compareVersions(a.cpv.version ?? '0', b.cpv.version ?? '0');
  if (version !== 0) return version;
  return a.buildTime - b.buildTime || a.id - b.id;
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
