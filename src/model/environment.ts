// The environment a package was built for, as far as its entry tells: CHOST, C library, kernel, architecture.

import { getOrMake } from '../base/get-or-make.js';
import type { BinaryPackage } from './package.js';
import type { Source } from './source.js';
import type { Universe } from './universe.js';

/** Named values of one package; a dimension that the entry does not tell is left out. */
export type Environment = ReadonlyMap<string, string>;

/** USE_EXPAND variables whose flags Portage sets from the profile, so that all packages of one builder share them. */
const PREFIXES = ['elibc_', 'kernel_', 'userland_'] as const;

export function environmentOf(universe: Universe, pkg: BinaryPackage): Environment {
  const { header } = universe.sources[pkg.source] as Source;
  const byUse = getOrMake(known, header, () => new Map<ReadonlySet<string>, Environment>());
  const shared = byUse.get(pkg.use);
  if (shared !== undefined && (shared.get('CHOST') ?? '') === pkg.record.CHOST) return shared;
  const environment = readEnvironment(header, pkg);
  byUse.set(pkg.use, environment);
  return environment;
}

/** Packages of one USE, whose sets are shared, nearly always share the rest too. */
const known = new WeakMap<ReadonlyMap<string, string>, Map<ReadonlySet<string>, Environment>>();

function readEnvironment(header: ReadonlyMap<string, string>, pkg: BinaryPackage): Environment {
  const values = new Map<string, string>();
  if (pkg.record.CHOST !== '') values.set('CHOST', pkg.record.CHOST);
  for (const prefix of PREFIXES) {
    const flags = [...pkg.use].filter(flag => flag.startsWith(prefix)).sort();
    if (flags.length > 0)
      values.set(prefix.slice(0, -1).toUpperCase(), flags.map(flag => flag.slice(prefix.length)).join(' '));
  }
  const arches = (header.get('USE_EXPAND_VALUES_ARCH') ?? '').split(/\s+/).filter(arch => pkg.use.has(arch));
  if (arches.length > 0) values.set('ARCH', arches.join(' '));
  return values;
}

/** The commonest value of each dimension among the judged packages; of equals the first in text order. */
export function prevailingEnvironment(universe: Universe): Environment {
  const counts = new Map<string, Map<string, number>>();
  for (const pkg of universe.judged) {
    for (const [dimension, value] of environmentOf(universe, pkg)) {
      const values = getOrMake(counts, dimension, () => new Map<string, number>());
      values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  const prevailing = new Map<string, string>();
  for (const [dimension, values] of counts) {
    const [first] = [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (first !== undefined) prevailing.set(dimension, first[0]);
  }
  return prevailing;
}
