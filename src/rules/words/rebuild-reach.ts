// How rebuilds of installed packages reach a client that updates what those use.

import { isOffered, isSuperseded } from '../../model/newest.js';
import type { BinaryPackage } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import { atomsOf, itemHolds, requirementsOf } from '../../model/requirements.js';
import { slotOperatorsOf } from '../../model/slot-operators.js';
import type { Universe } from '../../model/universe.js';
import { formatCpn } from '../../pms/cpv.js';
import { matchesAtom } from '../../pms/match-atom.js';
import type { Reach } from '../kit/finding.js';

/** Of all of them: by the weakest way that one of them has. Null where there are none. */
export function reachOfAll(
  universe: Universe,
  users: readonly BinaryPackage[],
  from: BinaryPackage,
  to: BinaryPackage,
): Reach | null {
  const ways = new Set(users.map(user => reachOf(universe, user, from, to)));
  return (['revision', 'asked', 'operator'] as const).find(way => ways.has(way)) ?? null;
}

/** By what of its dependencies no longer fits where `to` takes the place of `from`. */
function reachOf(universe: Universe, user: BinaryPackage, from: BinaryPackage, to: BinaryPackage): Reach {
  for (const { atom, built } of slotOperatorsOf(universe, user))
    if (built && matchesAtom(atom, from) && !matchesAtom(atom, to)) return 'operator';
  for (const { node } of requirementsOf(universe, user)) {
    if (![...atomsOf(node)].some(atom => formatCpn(atom) === to.cpn)) continue;
    const holdsWith = (pkg: BinaryPackage) => itemHolds(node, atom => matchesAtom(atom, pkg));
    if (holdsWith(from) && !holdsWith(to)) return isAskedFor(universe, from, to) ? 'asked' : 'revision';
  }
  return 'revision';
}

/** Whether a newest package needs the update. */
function isAskedFor(universe: Universe, from: BinaryPackage, to: BinaryPackage): boolean {
  return remember(universe, isAskedFor, `${from.id} ${to.id}`, () =>
    universe.packages.some(
      pkg =>
        isOffered(pkg) &&
        !isSuperseded(universe, pkg) &&
        [...requirementsOf(universe, pkg)].some(({ node }) =>
          [...atomsOf(node)].some(
            atom => formatCpn(atom) === to.cpn && matchesAtom(atom, to) && !matchesAtom(atom, from),
          ),
        ),
    ),
  );
}
