// The `=` slot operators in a package's runtime dependencies: recorded (`:S/SS=`) or left bare (`:=`).

import { type Atom, isBuiltSlotOperator } from '../pms/atom.js';
import type { DependencyClass } from '../pms/dependency-class.js';
import { type BinaryPackage, RUNTIME_CLASSES } from './package.js';
import { remember } from './remember.js';
import { atomsOf, type Item, itemsOf, textOf } from './requirements.js';
import type { Universe } from './universe.js';

export interface SlotOperatorUse {
  readonly class: DependencyClass;
  readonly atom: Atom;
  /** The top-level item that holds the atom, as written. */
  readonly item: string;
  readonly built: boolean;
}

type Found = Omit<SlotOperatorUse, 'class'>;

/** All of them in RDEPEND, PDEPEND and IDEPEND, members of groups too, blockers not. */
export function* slotOperatorsOf(universe: Universe, pkg: BinaryPackage): Generator<SlotOperatorUse> {
  for (const dependencyClass of RUNTIME_CLASSES) {
    const nodes = itemsOf(universe, pkg, dependencyClass);
    // Instances of an index share most dependency texts, and with them these lists.
    const found = remember(universe, slotOperatorsOf, nodes, () =>
      search(nodes, pkg.record[dependencyClass]),
    );
    for (const use of found) yield { class: dependencyClass, ...use };
  }
}

function search(nodes: readonly Item[], text: string): readonly Found[] {
  const found: Found[] = [];
  for (const node of nodes) {
    for (const atom of atomsOf(node)) {
      if (atom.blocker === null && atom.slotOperator === '=')
        found.push({ atom, item: textOf(node, text), built: isBuiltSlotOperator(atom) });
    }
  }
  return found;
}
