// Whether `--binpkg-changed-deps` rejects a package: what it records against what its ebuild says now, both under its USE
// (Portage `depgraph.py:_changed_deps`). Recorded slots of `:=` and the injected C library do not count.

import { type Atom, isAtom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import type { DependencyClass } from '../../pms/dependency-class.js';
import { type Depspec, type DepspecNode, formatDepspec } from '../../pms/depspec.js';
import { reduceDepspec } from '../../pms/reduce-depspec.js';
import { formatUseDependencies } from '../../pms/use-dependency.js';
import { LIBC_NAMES } from '../libc.js';
import type { BinaryPackage } from '../package.js';
import type { Universe } from '../universe.js';
import type { EbuildPackage } from './ebuild-package.js';

export interface DependencyChange {
  readonly class: DependencyClass;
  /** Items that only the ebuild has; of a mere change of order neither is any. */
  readonly added: readonly string[];
  /** Items that only the package has. */
  readonly removed: readonly string[];
}

/** In Portage's order; with `--with-bdeps=n` the last three alone count. */
const COMPARED_CLASSES: readonly DependencyClass[] = ['BDEPEND', 'DEPEND', 'IDEPEND', 'PDEPEND', 'RDEPEND'];

/** The classes that differ; null where a text of either cannot be read. */
export function changedDependencies(
  universe: Universe,
  pkg: BinaryPackage,
  ebuild: EbuildPackage,
): readonly DependencyChange[] | null {
  const libc = libcOf(universe, pkg);
  const changes: DependencyChange[] = [];
  for (const dependencyClass of COMPARED_CLASSES) {
    const built = readItems(universe, pkg.record[dependencyClass], pkg, pkg.eapi, libc);
    const now = readItems(universe, ebuild.text[dependencyClass], pkg, ebuild.eapi, libc);
    if (built === null || now === null) return null;
    if (built.length === now.length && built.every((item, at) => item === now[at])) continue;
    changes.push({ class: dependencyClass, added: without(now, built), removed: without(built, now) });
  }
  return changes;
}

function readItems(
  universe: Universe,
  text: string,
  { use }: BinaryPackage,
  eapi: string,
  libc: readonly string[],
): readonly string[] | null {
  if (text === '') return [];
  const spec: Depspec<Atom> | null = universe.depspec(text);
  if (spec === null) return null;
  return reduceDepspec(spec, { use, eapi })
    .nodes.filter(node => !isLibc(node, libc))
    .map(sayItem);
}

/** The C library that an installed `virtual/libc` of the client stands for; Portage leaves it out on both sides. */
function libcOf(universe: Universe, pkg: BinaryPackage): readonly string[] {
  const declared = universe.sources[pkg.source]?.header.get('ELIBC') ?? '';
  const named = LIBC_NAMES.filter(name => name === `sys-libs/${declared}`);
  return named.length > 0 ? named : LIBC_NAMES;
}

function isLibc(node: DepspecNode<Atom>, libc: readonly string[]): boolean {
  return node.type === 'leaf' && isAtom(node.value) && libc.includes(formatCpn(node.value));
}

function sayItem(node: DepspecNode<Atom>): string {
  // What a choice without members is recorded as (`dep/__init__.py`, EAPI 7 and later).
  if (node.type === 'any-of' && node.children.length === 0) return '__const__/empty-any-of';
  return formatDepspec([node], sayAtom);
}

/** The atom without the slot that its operator `=` recorded. */
function sayAtom(atom: Atom): string {
  if (atom.slotOperator !== '=' || atom.slot === null) return atom.text;
  const colon = atom.text.indexOf(':');
  const repo = atom.repo === null ? '' : `::${atom.repo}`;
  return `${atom.text.slice(0, colon)}:=${repo}${formatUseDependencies(atom.use)}`;
}

/** The items of `list` that `other` lacks, repeats counted. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const item of other) left.set(item, (left.get(item) ?? 0) + 1);
  return list.filter(item => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}
