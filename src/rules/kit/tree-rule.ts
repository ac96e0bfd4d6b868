// What rules on the ebuild repository have in common: who maintains the package concerned.

import type { BinaryPackage } from '../../model/package.js';
import { maintainersOf } from '../../model/repository/maintainers.js';
import type { Tree } from '../../model/repository/tree.js';

/** The engine runs no rule that needs a tree without one. */
export function requireTree(tree: Tree | null): Tree {
  if (tree === null) throw new TypeError('a rule that needs a tree was run without one');
  return tree;
}

/** The row of a message that names them. */
export const MAINTAINER_ROW = { 'kept by': '{maintainers}' } as const;

/** For the data of a finding. */
export function maintainersFor(tree: Tree, pkg: BinaryPackage) {
  return { maintainers: maintainersOf(tree, pkg) };
}
