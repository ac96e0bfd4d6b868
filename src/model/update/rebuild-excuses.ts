// What makes a client with the tree take another build of a version that it has (`depgraph.py:_slot_operator_update_probe`,
// `_select_pkg_highest_available_imp`; measured): what it has lacks something, no longer fits, or is asked for with what it has not.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import { isOffered } from '../newest.js';
import { type BinaryPackage, slotKey } from '../package.js';
import { remember } from '../remember.js';
import { atomsOf, type Item, requirementsOf } from '../requirements.js';
import { slotOperatorsOf } from '../slot-operators.js';
import type { Standing } from '../standing.js';
import type { Universe } from '../universe.js';

/**
 * Packages of which each, where it is there, makes a client take `rebuild` in the place of `installed`; null where nothing else has to be
 * there, because what is installed lacks something already. News that its dependencies hold back come where somebody else asks for them.
 */
export function rebuildExcuses(
  universe: Universe,
  standing: Standing,
  rebuild: BinaryPackage,
  installed: BinaryPackage,
): ReadonlySet<BinaryPackage> | null {
  const items = [...requirementsOf(universe, installed)].map(({ node }) => node);
  if (items.some(node => !standing.holds(node))) return null;
  const isSeen = (pkg: BinaryPackage) => isOffered(pkg) || standing.has(pkg);
  const askers = askersOn(universe, standing);
  const excuses = new Set<BinaryPackage>();
  /** Who asks for `wanted` and is not content with `held`. */
  const excuse = (wanted: BinaryPackage, held: BinaryPackage) => {
    for (const { user, atom } of askers.get(wanted.cpn) ?? []) {
      const fitting = universe.matches(atom);
      if (user !== rebuild && user !== installed && fitting.includes(wanted) && !fitting.includes(held))
        excuses.add(user);
    }
  };
  excuse(rebuild, installed);
  for (const node of items)
    for (const [held, other] of endingsOf(universe, standing, node)) excuse(other, held);
  for (const { atom, built } of slotOperatorsOf(universe, installed)) {
    if (!built) continue;
    const fitting = new Set(universe.matches(atom));
    for (const other of universe.byCpn.get(formatCpn(atom)) ?? [])
      if (other.slot.slot === atom.slot && !fitting.has(other) && isSeen(other)) excuses.add(other);
  }
  return excuses;
}

/** News of the slot of what meets an item, with which the item would not hold; after what is there. */
function* endingsOf(
  universe: Universe,
  standing: Standing,
  node: Item,
): Generator<readonly [held: BinaryPackage, other: BinaryPackage]> {
  const fitting = new Set([...atomsOf(node)].flatMap(atom => universe.matches(atom)));
  for (const held of fitting) {
    if (!standing.has(held)) continue;
    for (const other of universe.byCpn.get(held.cpn) ?? [])
      if (isOffered(other) && slotKey(other) === slotKey(held) && !fitting.has(other)) yield [held, other];
  }
}

interface Asker {
  readonly user: BinaryPackage;
  readonly atom: Atom;
}

/** By name of what they ask for. */
function askersOn(universe: Universe, standing: Standing): ReadonlyMap<string, readonly Asker[]> {
  return remember(universe, askersOn, standing, () => {
    const askers = new Map<string, Asker[]>();
    for (const user of universe.packages) {
      if (!isOffered(user) && !standing.has(user)) continue;
      for (const { node } of requirementsOf(universe, user))
        for (const atom of atomsOf(node))
          if (atom.blocker === null)
            getOrMake(askers, formatCpn(atom), (): Asker[] => []).push({ user, atom });
    }
    return askers;
  });
}
