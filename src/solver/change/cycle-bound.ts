// Packages that cannot be merged into an empty root without a cycle that Portage refuses, whatever is chosen on the way.
//
// Each of them has an item all of whose candidates are such packages again, so that in any state that holds it a walk along these
// items never ends: it comes into a cycle. The items are such that no walk goes on for ever without passing a slot operator `=`:
// then one is in the cycle, and the cycle is refused.

import { getOrMake } from '../../base/get-or-make.js';
import { isOffered } from '../../model/newest.js';
import type { PackageId } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import { type Item, isBlocker, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';

/** An item that leads into the cycle. */
export interface Way {
  readonly item: Item;
  /** All offered packages that satisfy it. */
  readonly candidates: readonly PackageId[];
  /** By candidate: 1 where it is bound by a slot operator `=`, however it is chosen. */
  readonly isBuilt: Uint8Array;
}

interface Ways {
  /** By id: the items that are met before the package is merged. */
  readonly before: readonly (readonly Way[])[];
  /** By id: those of PDEPEND. No cycle is closed by them, but they lead into one as the others do. */
  readonly later: readonly (readonly Way[])[];
}

/** By id: the way into a refused cycle, or null where the package may do without one. */
export function cycleBoundWays(universe: Universe): readonly (Way | null)[] {
  return remember(universe, cycleBoundWays, cycleBoundWays, () => {
    const ways = listWays(universe);
    const bound = findCore(ways.before);
    const leads = ({ candidates }: Way) => candidates.every(id => bound[id] !== null);
    const all = ways.before.map((list, id) => [...list, ...(ways.later[id] as readonly Way[])]);
    bindAll(bound, all, [...all.keys()], leads);
    return bound;
  });
}

/** The greatest set in which each package has a way to others of it, with ever another slot operator ahead. */
function findCore(ways: readonly (readonly Way[])[]): (Way | null)[] {
  let core: readonly boolean[] = ways.map(list => list.length > 0);
  for (;;) {
    const bound = ways.map((): Way | null => null);
    // From slot operators backwards: without one a way leads only to what has been reached.
    const leads = ({ candidates, isBuilt }: Way) =>
      candidates.every((id, at) => bound[id] !== null || (isBuilt[at] === 1 && core[id] === true));
    const members = [...ways.keys()].filter(id => core[id]);
    if (bindAll(bound, ways, members, leads) === 0) return bound;
    core = bound.map(way => way !== null);
  }
}

/** Gives ways to as many of the packages as can have one, and says how many have none. */
function bindAll(
  bound: (Way | null)[],
  ways: readonly (readonly Way[])[],
  ids: readonly number[],
  leads: (way: Way) => boolean,
): number {
  let open = ids.filter(id => bound[id] === null);
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter(id => {
      bound[id] = ways[id]?.find(leads) ?? null;
      return bound[id] === null;
    });
  }
  return open.length;
}

/** The atoms and choices between atoms. Choices with brackets are left out: with fewer ways fewer packages are bound. */
function listWays(universe: Universe): Ways {
  const known = new Map<Item, Way | null>();
  const before = universe.packages.map((): Way[] => []);
  const later = universe.packages.map((): Way[] => []);
  for (const pkg of universe.packages) {
    if (!isOffered(pkg)) continue;
    for (const { class: dependencyClass, node } of requirementsOf(universe, pkg)) {
      const way = getOrMake(known, node, () => wayOf(universe, node));
      // What satisfies itself need not go on.
      if (way !== null && !way.candidates.includes(pkg.id))
        (dependencyClass === 'PDEPEND' ? later : before)[pkg.id]?.push(way);
    }
  }
  return { before, later };
}

/** Null for a choice with brackets. */
export function wayOf(universe: Universe, item: Item): Way | null {
  const atoms: Atom[] = [];
  for (const node of item.type === 'any-of' ? item.children : [item]) {
    if (node.type !== 'leaf') return null;
    if (!isBlocker(node)) atoms.push(node.value);
  }
  const isBuilt = new Map<PackageId, boolean>();
  for (const atom of atoms) {
    for (const pkg of universe.matches(atom)) {
      if (isOffered(pkg)) isBuilt.set(pkg.id, atom.slotOperator === '=' && (isBuilt.get(pkg.id) ?? true));
    }
  }
  return {
    item,
    candidates: [...isBuilt.keys()],
    isBuilt: Uint8Array.from(isBuilt.values(), Number),
  };
}

/** The packages whose ways lead, sooner or later, through one of the items asked for. */
export function waysThrough(
  ways: readonly (Way | null)[],
  isAsked: (item: Item) => boolean,
): ReadonlySet<PackageId> {
  const users = new Map<PackageId, PackageId[]>();
  const found = new Set<PackageId>();
  for (const [at, way] of ways.entries()) {
    if (way === null) continue;
    const id = at as PackageId;
    if (isAsked(way.item)) found.add(id);
    for (const candidate of way.candidates) getOrMake(users, candidate, (): PackageId[] => []).push(id);
  }
  // A set takes in what is added to it on the way.
  for (const id of found) for (const user of users.get(id) ?? []) found.add(user);
  return found;
}
