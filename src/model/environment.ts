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

/** What a header says of one profile that no one profile says. */
export interface HeaderFault {
  /** `contradiction`: two things that cannot both be. `repeat`: the same word more than once. `length`: no program can be given it. */
  readonly kind: 'contradiction' | 'repeat' | 'length';
  readonly key: string;
  readonly words: readonly string[];
}

/** Of these a profile has one value. */
const SINGLE = ['ARCH', 'ELIBC', 'KERNEL'] as const;
const LISTS =
  /^(?:USE|IUSE_IMPLICIT|USE_EXPAND(?:_HIDDEN|_IMPLICIT|_UNPREFIXED)?|USE_EXPAND_VALUES_\w+|ARCH|ELIBC|KERNEL)$/;
/** Linux, MAX_ARG_STRLEN: `NAME=value` with the byte that ends it. */
const MOST_BYTES = 128 * 1024;

/** In the order of the header. */
export function headerFaultsOf({ header }: Pick<Source, 'header'>): readonly HeaderFault[] {
  const faults: HeaderFault[] = [];
  for (const [key, value] of header) {
    if (!LISTS.test(key)) continue;
    const words = value.split(/\s+/).filter(word => word !== '');
    const known = new Set(words);
    const repeated = [...known].filter(word => words.indexOf(word) !== words.lastIndexOf(word));
    if (repeated.length > 0) faults.push({ kind: 'repeat', key, words: repeated });
    const both = [...known].filter(word => known.has(`-${word}`)).flatMap(word => [word, `-${word}`]);
    if (both.length > 0) faults.push({ kind: 'contradiction', key, words: both });
    else if ((SINGLE as readonly string[]).includes(key) && known.size > 1)
      faults.push({ kind: 'contradiction', key, words: [...known] });
    if (key.length + 2 + utf8Length(value) > MOST_BYTES) faults.push({ kind: 'length', key, words: [] });
  }
  return faults;
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
