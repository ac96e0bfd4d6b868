// The names that a package's run-time dependencies own up to: its own atoms, those in any branch of a choice, and what stands
// behind the virtuals among them.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import type { DependencyClass } from '../../pms/dependency-class.js';
import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import { atomsOf, type Item, itemsOf } from '../requirements.js';
import type { Universe } from '../universe.js';

export interface DeclaredNames {
  /** By category and package name, in the order of the text. */
  readonly atoms: ReadonlyMap<string, readonly Atom[]>;
  /** Virtuals that no package here stands for: nobody knows what is behind them. */
  readonly unknownVirtuals: readonly string[];
}

/** What is there at run time: IDEPEND is only sure to be there while the package is merged. */
const CLASSES = ['RDEPEND', 'PDEPEND'] as const;

export function declaredNames(universe: Universe, pkg: BinaryPackage): readonly DeclaredNames[] {
  return CLASSES.map(dependencyClass => namesIn(universe, pkg, dependencyClass)).filter(
    ({ atoms }) => atoms.size > 0,
  );
}

/** An atom of these that a package of that name and slot answers, whatever its version. */
export function declarationOf(
  declared: readonly DeclaredNames[],
  { cpn, slot }: Pick<BinaryPackage, 'cpn' | 'slot'>,
): Atom | null {
  for (const { atoms } of declared) {
    const found = atoms.get(cpn)?.find(atom => atom.slot === null || atom.slot === slot.slot);
    if (found !== undefined) return found;
  }
  return null;
}

/** Instances of an index share most of their dependency texts, and with them these. */
export function namesIn(
  universe: Universe,
  pkg: BinaryPackage,
  dependencyClass: DependencyClass,
): DeclaredNames {
  const nodes = itemsOf(universe, pkg, dependencyClass);
  return remember(universe, namesIn, nodes, () => collect(universe, nodes));
}

function collect(universe: Universe, nodes: readonly Item[]): DeclaredNames {
  const atoms = new Map<string, Atom[]>();
  const unknownVirtuals: string[] = [];
  const seen = new Set<BinaryPackage>();
  const waiting = [...nodes];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const atom of atomsOf(node)) {
      if (atom.blocker !== null) continue;
      const name = formatCpn(atom);
      getOrMake(atoms, name, () => []).push(atom);
      if (atom.category !== 'virtual') continue;
      const behind = universe.byCpn.get(name) ?? [];
      if (behind.length === 0) unknownVirtuals.push(name);
      for (const pkg of behind) {
        if (seen.has(pkg)) continue;
        seen.add(pkg);
        waiting.push(...itemsOf(universe, pkg, 'RDEPEND'));
      }
    }
  }
  return { atoms, unknownVirtuals };
}
