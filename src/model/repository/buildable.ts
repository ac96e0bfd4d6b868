// What could be built from source: ebuilds that an atom names, USE flags free to choose as far as the ebuild has them.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import { matchesRepo, matchesSlot, matchesVersion } from '../../pms/match-atom.js';
import { formatUseDependency, type UseDependency } from '../../pms/use-dependency.js';
import { isOffered } from '../newest.js';
import { type Item, isBlocker, itemHolds } from '../requirements.js';
import type { Universe } from '../universe.js';
import { keywordState } from './ebuild-keywords.js';
import type { EbuildPackage } from './ebuild-package.js';
import type { Tree } from './tree.js';

/** Ebuilds that match and are keyworded for `arch` (null: for any), ascending by version. */
export function ebuildsFor(tree: Tree, atom: Atom, arch: string | null): readonly EbuildPackage[] {
  const known = getOrMake(memory, tree, () => new Map<string, readonly EbuildPackage[]>());
  return getOrMake(known, `${arch} ${atom.text}`, () =>
    (tree.byCpn.get(formatCpn(atom)) ?? []).filter(
      ebuild =>
        STEPS.every(step => step.passes(atom, ebuild)) && keywordState(ebuild.keywords, arch) !== 'none',
    ),
  );
}

const memory = new WeakMap<Tree, Map<string, readonly EbuildPackage[]>>();

/** Whether an item holds with what the binhosts offer and what the tree can build. */
export function isBuildable(universe: Universe, tree: Tree, node: Item, arch: string | null): boolean {
  return itemHolds(
    node,
    atom => universe.matches(atom).some(isOffered) || ebuildsFor(tree, atom, arch).length > 0,
  );
}

interface Step {
  readonly passes: (atom: Atom, ebuild: EbuildPackage) => boolean;
  readonly differs: (atom: Atom, ebuild: EbuildPackage) => string;
}

const STEPS: readonly Step[] = [
  {
    passes: (atom, { cpv }) => matchesVersion(atom, { cpv }),
    differs: (_, { cpv }) => `version ${cpv.version?.text ?? ''}`,
  },
  {
    passes: (atom, { slot }) => matchesSlot(atom, slot),
    differs: (_, { slot }) => `slot ${slot.slot}/${slot.subSlot}`,
  },
  {
    passes: matchesRepo,
    differs: (_, { repo }) => `repository ${repo}`,
  },
  {
    passes: (atom, ebuild) => atom.use.every(dependency => canHave(ebuild, dependency)),
    differs: (atom, ebuild) =>
      `cannot be built with ${atom.use
        .filter(dependency => !canHave(ebuild, dependency))
        .map(formatUseDependency)
        .join(' ')}`,
  },
];

/** Flags of IUSE are free; of others the default of the dependency decides. */
function canHave({ iuse }: EbuildPackage, { flag, default: assumed, requirement }: UseDependency): boolean {
  if (iuse.some(entry => entry === flag || entry === `+${flag}` || entry === `-${flag}`)) return true;
  if (assumed === null) return false;
  if (requirement === 'enabled') return assumed === '+';
  return requirement !== 'disabled' || assumed === '-';
}

/** The ebuild that comes nearest to an item that nothing meets; null where the tree has none of its names. */
export function nearestEbuild(
  tree: Tree,
  node: Item,
  arch: string | null,
): { readonly cpv: string; readonly differs: string } | null {
  if (node.type !== 'leaf') {
    for (const child of node.children) {
      const nearest = isBlocker(child) ? null : nearestEbuild(tree, child, arch);
      if (nearest !== null) return nearest;
    }
    return null;
  }
  let left: readonly EbuildPackage[] = tree.byCpn.get(formatCpn(node.value)) ?? [];
  for (const step of STEPS) {
    const newest = left.at(-1);
    if (newest === undefined) return null;
    left = left.filter(ebuild => step.passes(node.value, ebuild));
    if (left.length === 0) return { cpv: newest.cpvText, differs: step.differs(node.value, newest) };
  }
  const newest = left.at(-1);
  return newest === undefined ? null : { cpv: newest.cpvText, differs: `not keyworded for ${arch}` };
}
