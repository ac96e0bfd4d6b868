// The C library of a binhost: which package it is, and the floors that Portage writes into RDEPEND.

import type { Atom } from '../pms/atom.js';
import { formatCpn } from '../pms/cpv.js';
import { isOffered } from './newest.js';
import { type BinaryPackage, instanceName } from './package.js';
import { remember } from './remember.js';
import { type Item, itemsOf } from './requirements.js';
import type { Universe } from './universe.js';

/** The packages that `virtual/libc` stands for. */
export const LIBC_NAMES: readonly string[] = ['sys-libs/glibc', 'sys-libs/musl'];

export interface Floor {
  readonly node: Item;
  readonly atom: Atom;
  readonly libc: string;
}

/**
 * The `>=` atoms on a C library at the top level of RDEPEND. Portage from 3.0.57 appends one to every package with ELF files
 * (`doebuild.py:_inject_libc_dep`): the version that was installed on the builder.
 */
export function floorsOf(universe: Universe, pkg: BinaryPackage): readonly Floor[] {
  const nodes = itemsOf(universe, pkg, 'RDEPEND');
  return remember(universe, floorsOf, nodes, () => nodes.flatMap(readFloor));
}

function readFloor(node: Item): readonly Floor[] {
  if (node.type !== 'leaf' || node.value.blocker !== null || node.value.operator !== '>=') return [];
  const libc = formatCpn(node.value);
  return LIBC_NAMES.includes(libc) ? [{ node, atom: node.value, libc }] : [];
}

/** The newest package of a C library that a binhost offers, and what each baseline has of it. */
export function libcHere(
  universe: Universe,
  libc: string,
): { readonly available: string | null; readonly baseline: readonly string[] } {
  const packages = universe.byCpn.get(libc) ?? [];
  const newest = packages.findLast(isOffered);
  return {
    available: newest === undefined ? null : instanceName(newest),
    baseline: packages
      .filter(pkg => pkg.role === 'installed')
      .map(pkg => `${universe.sources[pkg.source]?.name}: ${instanceName(pkg)}`),
  };
}
