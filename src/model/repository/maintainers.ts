// Who maintains a package, as metadata.xml of its repository says.

import type { BinaryPackage } from '../package.js';
import { repositoryOf } from './published-ebuild.js';
import type { Tree } from './tree.js';

/** Addresses in the order of the file; none where nobody maintains it or the repository is not given. */
export function maintainersOf(tree: Tree, pkg: BinaryPackage): readonly string[] {
  const notes = repositoryOf(tree, pkg)?.notes.get(pkg.cpn);
  return notes?.maintainers.map(({ email }) => email) ?? [];
}
