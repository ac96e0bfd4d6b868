// The packages that a client can take from a binhost without building anything for them: taken themselves, and so is all that they need at
// run time. What is listed in getbinpkg-include (Portage 3.0.78) ought to be such a set.

import type { Atom } from '../../pms/atom.js';
import type { BinaryPackage } from '../package.js';
import { atomsOf, itemHolds, type Requirement, requirementsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import type { Choice, Chooser } from './hit-rate.js';

/** A package that is taken, and the need for which the client would build something. */
interface Unsafe {
  readonly package: BinaryPackage;
  readonly need: Requirement;
}

export interface SafeSubset {
  /** Of the targets and all they need, in the order in which they are met. */
  readonly safe: readonly BinaryPackage[];
  readonly unsafe: readonly Unsafe[];
}

/** The largest set of taken packages each need of which a package of the set meets, what is provided, or what a baseline has. */
export function findSafeSubset(universe: Universe, chooser: Chooser, choices: readonly Choice[]): SafeSubset {
  const members = reach(universe, chooser, choices, () => true);
  const unsafe = new Map<BinaryPackage, Requirement>();
  const slots = new Map<string, Requirement>();
  const isMet = (atom: Atom) => {
    if (chooser.view.provides(atom)) return true;
    const { taken } = chooser.choose(atom);
    if (taken !== null && !unsafe.has(taken)) return true;
    return universe.matches(atom).some(pkg => pkg.role === 'installed');
  };
  for (let before = -1; before !== unsafe.size; ) {
    before = unsafe.size;
    for (const pkg of members) {
      if (unsafe.has(pkg)) continue;
      // The list names slots, not versions: who lets one in lets in the other.
      const need = slots.get(slotOf(pkg)) ?? unmetNeed(universe, pkg, isMet);
      if (need === null) continue;
      unsafe.set(pkg, need);
      slots.set(slotOf(pkg), need);
    }
  }
  return {
    safe: [...reach(universe, chooser, choices, pkg => !unsafe.has(pkg))],
    unsafe: [...unsafe].map(([pkg, need]) => ({ package: pkg, need })),
  };
}

function slotOf({ cpn, slot }: BinaryPackage): string {
  return `${cpn}:${slot.slot}`;
}

function unmetNeed(
  universe: Universe,
  pkg: BinaryPackage,
  isMet: (atom: Atom) => boolean,
): Requirement | null {
  for (const need of requirementsOf(universe, pkg)) if (!itemHolds(need.node, isMet)) return need;
  return null;
}

/** What the targets and their needs take, as far as `counts` lets it. */
function reach(
  universe: Universe,
  chooser: Chooser,
  choices: readonly Choice[],
  counts: (pkg: BinaryPackage) => boolean,
): ReadonlySet<BinaryPackage> {
  const members = new Set<BinaryPackage>();
  const add = ({ taken }: Choice) => {
    if (taken !== null && counts(taken)) members.add(taken);
  };
  choices.forEach(add);
  for (const pkg of members)
    for (const { node } of requirementsOf(universe, pkg))
      for (const atom of atomsOf(node)) if (atom.blocker === null) add(chooser.choose(atom));
  return members;
}

/**
 * The list of names that lets the safe packages in and no others of those known: `cat/pkg`, or `cat/pkg:slot` where other packages of the
 * name that a client would take are not safe.
 */
export function includeList({ safe, unsafe }: SafeSubset): readonly string[] {
  const mixed = new Set(unsafe.map(({ package: pkg }) => pkg.cpn));
  const names = safe.map(pkg => (mixed.has(pkg.cpn) ? slotOf(pkg) : pkg.cpn));
  return [...new Set(names)].sort();
}
