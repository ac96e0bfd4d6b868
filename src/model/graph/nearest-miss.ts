// Why nothing satisfies a requirement, and which package comes nearest.

import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import { matchesFlag, matchesRepo, matchesSlot, matchesVersion } from '../../pms/match-atom.js';
import { formatUseDependency } from '../../pms/use-dependency.js';
import { type BinaryPackage, instanceName } from '../package.js';
import type { Item } from '../requirements.js';
import type { Universe } from '../universe.js';

/** In the order in which an atom narrows its candidates; a later reason is a nearer miss. */
const MISS_STEPS = ['absent', 'version', 'slot', 'subslot', 'repo', 'use'] as const;
type MissStep = (typeof MISS_STEPS)[number];

export interface Miss {
  readonly reason: MissStep;
  readonly atom: Atom;
  /** The newest package that fails only on `reason`, and what it has there; null where no package has the name. */
  readonly nearest: { readonly cpv: string; readonly differs: string } | null;
}

/** Why none of the packages that `sees` admits matches `atom`. */
export function missOf(universe: Universe, atom: Atom, sees: (pkg: BinaryPackage) => boolean): Miss {
  let candidates = (universe.byCpn.get(formatCpn(atom)) ?? []).filter(sees);
  if (candidates.length === 0) return { reason: 'absent', atom, nearest: null };
  for (const step of STEPS) {
    const passing = candidates.filter(pkg => step.passes(atom, pkg));
    if (passing.length === 0) {
      const newest = candidates.at(-1) as BinaryPackage;
      return {
        reason: step.reason,
        atom,
        nearest: { cpv: instanceName(newest), differs: step.differs(atom, newest) },
      };
    }
    candidates = passing;
  }
  // All match one by one: they can only differ in flags that no single package combines, which `use` has said.
  const newest = candidates.at(-1) as BinaryPackage;
  return { reason: 'use', atom, nearest: { cpv: instanceName(newest), differs: 'use' } };
}

interface Step {
  readonly reason: Exclude<MissStep, 'absent'>;
  passes(atom: Atom, pkg: BinaryPackage): boolean;
  differs(atom: Atom, pkg: BinaryPackage): string;
}

const STEPS: readonly Step[] = [
  {
    reason: 'version',
    passes: matchesVersion,
    differs: (_, pkg) => `version ${pkg.cpv.version?.text ?? ''}`,
  },
  {
    reason: 'slot',
    passes: (atom, pkg) => atom.slot === null || atom.slot === pkg.slot.slot,
    differs: (_, pkg) => `slot ${pkg.slot.slot}`,
  },
  {
    reason: 'subslot',
    passes: (atom, pkg) => matchesSlot(atom, pkg.slot),
    differs: (_, pkg) => `slot ${pkg.slot.slot}/${pkg.slot.subSlot}`,
  },
  {
    reason: 'repo',
    passes: matchesRepo,
    differs: (_, pkg) => `repository ${pkg.repo === '' ? 'unknown' : pkg.repo}`,
  },
  {
    reason: 'use',
    passes: (atom, pkg) => atom.use.every(dependency => matchesFlag(dependency, pkg)),
    differs: (atom, pkg) =>
      `not built with ${atom.use
        .filter(dependency => !matchesFlag(dependency, pkg))
        .map(formatUseDependency)
        .join(' ')}`,
  },
];

/** The nearest miss among all atoms of a group: the one that fails last, the first written of equals. */
export function nearestMissOf(
  universe: Universe,
  node: Item,
  sees: (pkg: BinaryPackage) => boolean,
): Miss | null {
  if (node.type === 'leaf') {
    const fails = node.value.blocker === null && !universe.matches(node.value).some(sees);
    return fails ? missOf(universe, node.value, sees) : null;
  }
  let best: Miss | null = null;
  for (const child of node.children) {
    const miss = nearestMissOf(universe, child, sees);
    if (miss !== null && (best === null || MISS_STEPS.indexOf(miss.reason) > MISS_STEPS.indexOf(best.reason)))
      best = miss;
  }
  return best;
}
