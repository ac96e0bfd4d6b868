// The blockers in a package's runtime dependencies (PMS 8.3.2).

import type { Atom } from '../pms/atom.js';
import type { DependencyClass } from '../pms/dependency-class.js';
import { type BinaryPackage, RUNTIME_CLASSES } from './package.js';
import { remember } from './remember.js';
import { atomsOf, type Item, itemsOf } from './requirements.js';
import type { Universe } from './universe.js';

export interface Blocker {
  readonly class: DependencyClass;
  readonly atom: Atom;
  readonly strength: 'weak' | 'strong';
}

type Found = Omit<Blocker, 'class'>;

/** All blockers in RDEPEND, PDEPEND and IDEPEND, those in groups too. */
export function* blockersOf(universe: Universe, pkg: BinaryPackage): Generator<Blocker> {
  for (const dependencyClass of RUNTIME_CLASSES) {
    const nodes = itemsOf(universe, pkg, dependencyClass);
    for (const blocker of remember(universe, blockersOf, nodes, () => nodes.flatMap(search)))
      yield { class: dependencyClass, ...blocker };
  }
}

function search(node: Item): readonly Found[] {
  const found: Found[] = [];
  for (const atom of atomsOf(node)) if (atom.blocker !== null) found.push({ atom, strength: atom.blocker });
  return found;
}
