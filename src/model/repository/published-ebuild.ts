// The ebuild that a published package was built from, as the tree has it now (Portage `depgraph.py:_changed_deps`).

import { getOrMake } from '../../base/get-or-make.js';
import { compareVersions } from '../../pms/compare-versions.js';
import type { BinaryPackage } from '../package.js';
import type { EbuildPackage, UnreadEbuild } from './ebuild-package.js';
import type { Repository, Tree } from './tree.js';

/** That of its own repository; failing that, any of the same version, the one of highest priority. */
export function publishedEbuild(tree: Tree, pkg: BinaryPackage): EbuildPackage | null {
  const named = tree.byCpn.get(pkg.cpn) ?? [];
  const own = named.find(ebuild => ebuild.repo === pkg.repo && ebuild.cpvText === pkg.cpvText);
  if (own !== undefined) return own;
  const version = pkg.cpv.version ?? '0';
  return named.findLast(ebuild => compareVersions(ebuild.cpv.version ?? '0', version) === 0) ?? null;
}

/** An ebuild of that version that is there, but of which nothing is known. */
export function unreadEbuild(tree: Tree, pkg: BinaryPackage): UnreadEbuild | null {
  return tableOf(tree).unread.get(pkg.cpvText) ?? null;
}

/**
 * The repository that a package says it is from; of a package that does not say, the one of lowest priority, to which
 * Portage takes it to belong. Null where that repository is not among those given.
 */
export function repositoryOf(tree: Tree, pkg: BinaryPackage): Repository | null {
  if (pkg.repo === '') return tree.repositories[0] ?? null;
  return tableOf(tree).byName.get(pkg.repo) ?? null;
}

interface Table {
  readonly byName: ReadonlyMap<string, Repository>;
  readonly unread: ReadonlyMap<string, UnreadEbuild>;
}

const tables = new WeakMap<Tree, Table>();

function tableOf(tree: Tree): Table {
  return getOrMake(tables, tree, () => ({
    byName: new Map(tree.repositories.map(repository => [repository.name, repository])),
    unread: new Map(tree.repositories.flatMap(({ unread }) => unread.map(item => [item.cpvText, item]))),
  }));
}
