// Names of symbol versions, `GLIBCXX_3.4.32`, `BLKID_2_37`, `OPENSSL_1_1_0d`: a family and, of most, a number in it.

import { compareText } from '../../base/compare-text.js';

export interface SymbolVersion {
  readonly text: string;
  /** `GLIBCXX`; the whole name where it ends in no number. */
  readonly family: string;
  /** Empty where it ends in none. */
  readonly numbers: readonly number[];
  /** Letters behind the number. */
  readonly suffix: string;
}

/** Longer names than any real one stand for themselves. */
const LONGEST = 100;

export function parseSymbolVersion(text: string): SymbolVersion {
  const match = text.length > LONGEST ? null : /^(.*?)[_.-]?(\d{1,9}(?:[._]\d{1,9})*)([a-z]?)$/.exec(text);
  if (match === null) return { text, family: text, numbers: [], suffix: '' };
  const [, family = '', numbers = '', suffix = ''] = match;
  return { text, family, numbers: numbers.split(/[._]/).map(Number), suffix };
}

/** Meaningful within a family. */
export function compareSymbolVersions(a: SymbolVersion, b: SymbolVersion): number {
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at++) {
    const difference = (a.numbers[at] ?? -1) - (b.numbers[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return compareText(a.suffix, b.suffix);
}

/** The highest version of a family among names; null where none is of it. */
export function highestInFamily(names: Iterable<string>, family: string): string | null {
  let best: SymbolVersion | null = null;
  for (const name of names) {
    if (!name.startsWith(family)) continue;
    const version = parseSymbolVersion(name);
    if (version.family !== family || version.numbers.length === 0) continue;
    if (best === null || compareSymbolVersions(version, best) > 0) best = version;
  }
  return best?.text ?? null;
}

/** The highest of each family, in the order of first mention. */
export function highestOfFamilies(names: Iterable<string>): readonly SymbolVersion[] {
  const best = new Map<string, SymbolVersion>();
  for (const name of names) {
    const version = parseSymbolVersion(name);
    const known = best.get(version.family);
    if (known === undefined || compareSymbolVersions(version, known) > 0) best.set(version.family, version);
  }
  return [...best.values()];
}
