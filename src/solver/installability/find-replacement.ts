// What merging a package does to a system that stands: which installed packages use the one it takes the place of, and which of them
// would have a need, or a library that their programs load, no longer met.

import type { BinaryPackage, Soname } from '../../model/package.js';
import { type Item, itemHolds, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { InstalledState } from './installed-state.js';

/** Something that an installed package had before and has not afterwards. */
export interface Breach {
  readonly package: BinaryPackage;
  /** Dependency items as written. */
  readonly items: readonly string[];
  readonly sonames: readonly Soname[];
}

export interface Replacement {
  readonly package: BinaryPackage;
  /** Installed in its slot. */
  readonly replaces: BinaryPackage | null;
  /** Installed packages with a need that, of what is installed, only packages of its name satisfy. */
  readonly users: readonly BinaryPackage[];
  /** What breaks if it is merged and nothing else is; the package itself and what it replaces apart. */
  readonly breaches: readonly Breach[];
}

export function findReplacement(universe: Universe, pkg: BinaryPackage, baseline: number): Replacement {
  const state = new InstalledState(universe, baseline);
  const installed = state.packages;
  const replaces = state.inSlotOf(pkg) ?? null;
  const before = new Set(installed);
  const others = new Set(installed.filter(other => other.cpn !== pkg.cpn));
  const after = new Set([...installed.filter(other => other !== replaces), pkg]);
  const holdsBefore = decider(universe, before);
  const holdsWithoutName = decider(universe, others);
  const holdsAfter = decider(universe, after);
  const lost = lostSonames(installed, after);
  const breaches: Breach[] = [];
  const users: BinaryPackage[] = [];
  for (const user of installed) {
    if (user === replaces) continue;
    const needs = [...requirementsOf(universe, user)].filter(({ node }) => holdsBefore(node));
    if (others.has(user) && needs.some(({ node }) => !holdsWithoutName(node))) users.push(user);
    const items = needs.filter(({ node }) => !holdsAfter(node)).map(({ text }) => text);
    const sonames = user.requires.filter(soname => lost.has(soname));
    if (items.length > 0 || sonames.length > 0)
      breaches.push({ package: user, items: [...new Set(items)], sonames: [...new Set(sonames)] });
  }
  return { package: pkg, replaces, users, breaches };
}

function decider(universe: Universe, state: ReadonlySet<BinaryPackage>): (node: Item) => boolean {
  const answers = new Map<Item, boolean>();
  return node => {
    const known = answers.get(node);
    if (known !== undefined) return known;
    const answer = itemHolds(node, atom => universe.matches(atom).some(pkg => state.has(pkg)));
    answers.set(node, answer);
    return answer;
  };
}

function lostSonames(before: Iterable<BinaryPackage>, after: Iterable<BinaryPackage>): ReadonlySet<Soname> {
  const lost = new Set<Soname>();
  for (const pkg of before) for (const soname of pkg.provides) lost.add(soname);
  for (const pkg of after) for (const soname of pkg.provides) lost.delete(soname);
  return lost;
}
