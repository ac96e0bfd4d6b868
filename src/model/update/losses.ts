// What an update of one installed package takes away from others that are installed: libraries by name, or a recorded sub-slot.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import { mayHaveKept } from '../linking/unrecorded.js';
import { isOffered, isSuperseded } from '../newest.js';
import type { BinaryPackage, Soname } from '../package.js';
import { remember } from '../remember.js';
import { atomsOf, type Item, itemHolds, requirementsOf } from '../requirements.js';
import { slotOperatorsOf } from '../slot-operators.js';
import type { Standing } from '../standing.js';
import type { Universe } from '../universe.js';

export interface Loss {
  readonly soname: Soname;
  /** Installed packages that need it. */
  readonly users: readonly BinaryPackage[];
  /** Another package on offer that has it; null where none does. */
  readonly other: BinaryPackage | null;
}

/** Libraries that `from` is the only one to have on the baseline, that others there need and that `to` does not have. */
export function lossesOf(
  universe: Universe,
  standing: Standing,
  from: BinaryPackage,
  to: BinaryPackage,
): readonly Loss[] {
  if (mayHaveKept(universe, to)) return [];
  const kept = new Set(to.provides);
  const losses: Loss[] = [];
  for (const soname of new Set(from.provides)) {
    if (kept.has(soname) || standing.providersOf(soname).length > 1) continue;
    const users = standing.usersOf(soname).filter(user => user !== from);
    if (users.length === 0) continue;
    const other = universe.packages.find(
      pkg => isOffered(pkg) && !isSuperseded(universe, pkg) && pkg.provides.includes(soname),
    );
    losses.push({ soname, users, other: other ?? null });
  }
  return losses;
}

export interface Departure {
  readonly user: BinaryPackage;
  readonly atom: Atom;
}

/** Installed packages that were built for the sub-slot which `to` leaves. */
export function departuresFrom(
  universe: Universe,
  standing: Standing,
  from: BinaryPackage,
  to: BinaryPackage,
): readonly Departure[] {
  if (from.slot.subSlot === to.slot.subSlot) return [];
  const recorded = recordedOn(universe, standing).get(from.cpn) ?? [];
  return recorded.filter(({ user, atom }) => {
    const matching = universe.matches(atom);
    return user !== from && matching.includes(from) && !matching.includes(to);
  });
}

function recordedOn(universe: Universe, standing: Standing): ReadonlyMap<string, readonly Departure[]> {
  return remember(universe, recordedOn, standing, () => {
    const byName = new Map<string, Departure[]>();
    for (const user of standing.installed) {
      for (const { atom, built } of slotOperatorsOf(universe, user))
        if (built) getOrMake(byName, formatCpn(atom), (): Departure[] => []).push({ user, atom });
    }
    return byName;
  });
}

/** Whether a dependency of `user` holds with `from` and not with `to` in its place: what Portage minds, and holds `to` back for. */
export function isBound(
  universe: Universe,
  standing: Standing,
  user: BinaryPackage,
  from: BinaryPackage,
  to: BinaryPackage,
): boolean {
  const afterwards = (atom: Atom) =>
    universe.matches(atom).some(pkg => pkg === to || (pkg !== from && standing.has(pkg)));
  for (const { node } of requirementsOf(universe, user))
    if (mentions(node, from.cpn) && standing.holds(node) && !itemHolds(node, afterwards)) return true;
  return false;
}

function mentions(node: Item, cpn: string): boolean {
  for (const atom of atomsOf(node)) if (formatCpn(atom) === cpn) return true;
  return false;
}
