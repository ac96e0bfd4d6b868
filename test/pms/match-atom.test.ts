import { describe, expect, it } from 'vitest';
import { matchesAtom, matchesVersion } from '../../src/pms/match-atom.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { evaluateAtom } from '../../src/pms/reduce-depspec.js';
import { candidate, readFixture } from './read-fixture.js';

interface Table {
  readonly matching: readonly {
    readonly atom: string;
    readonly matches: readonly string[];
    readonly not: readonly string[];
  }[];
}

function matches(atom: string, pkg: string): boolean {
  return matchesAtom(parseAtom(atom, { wildcard: true }), candidate(pkg));
}

describe('matchesAtom', () => {
  it.each(readFixture<Table>('atoms').matching)('$atom', ({ atom, matches: expected, not }) => {
    expect([...expected, ...not].filter(pkg => matches(atom, pkg))).toEqual(expected);
  });

  it('reads wildcards in names and versions', () => {
    expect(
      ['*/*', 'a*/b', 'a/*b*', '*/*:0', '=*/*-*99*'].every(atom =>
        matches(atom, 'abc/b-1.9999'.replace('abc', 'a')),
      ),
    ).toBe(true);
    expect(['b*/*', 'a/c*', '*/*:1', '=*/*-*98*'].some(atom => matches(atom, 'a/b-1.9999'))).toBe(false);
  });

  it('asks for the build id with = only, as Portage does', () => {
    const built = { ...candidate('a/b-1'), buildId: 3 };
    expect(matchesAtom(parseAtom('=a/b-1-3'), built)).toBe(true);
    expect(matchesAtom(parseAtom('=a/b-1-2'), built)).toBe(false);
    expect(matchesAtom(parseAtom('=a/b-1-3'), candidate('a/b-1'))).toBe(false);
    expect(matchesAtom(parseAtom('>=a/b-1-2'), built)).toBe(true);
  });

  it('lets a package without a version match names only', () => {
    expect(matches('a/b', 'a/b')).toBe(true);
    expect(matchesVersion(parseAtom('>=a/b-0'), candidate('a/b'))).toBe(false);
    expect(matches('=*/*-*9*', 'a/b')).toBe(false);
  });

  it('counts flags of the profile and flags that a package was built with as its own', () => {
    const built = {
      ...candidate('a/b-1'),
      use: new Set(['elibc_glibc']),
      iuseEffective: new Set(['kernel_linux']),
    };
    expect(matchesAtom(parseAtom('a/b[elibc_glibc,-kernel_linux]'), built)).toBe(true);
    expect(matchesAtom(parseAtom('a/b[kernel_linux(+)]'), built)).toBe(false);
    expect(matchesAtom(parseAtom('a/b[-elibc_musl]'), built)).toBe(false);
  });

  it('asks for the flag of a condition that does not hold, unless the atom blocks', () => {
    const without = candidate('a/b-1');
    expect(matchesAtom(evaluateAtom(parseAtom('a/b[x?]'), new Set()), without)).toBe(false);
    expect(matchesAtom(evaluateAtom(parseAtom('a/b[x?]'), new Set()), candidate('a/b-1[-x]'))).toBe(true);
    expect(matchesAtom(evaluateAtom(parseAtom('a/b[x(-)?]'), new Set()), without)).toBe(true);
    expect(matchesAtom(evaluateAtom(parseAtom('!a/b[x?]'), new Set()), without)).toBe(true);
  });
});
