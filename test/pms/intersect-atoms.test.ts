import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Atom } from '../../src/pms/atom.js';
import { parseCpv } from '../../src/pms/cpv.js';
import { intersects } from '../../src/pms/intersect-atoms.js';
import { type Candidate, matchesAtom } from '../../src/pms/match-atom.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { releaseText, revisionDigits } from '../../src/pms/version.js';
import { runs } from '../support/long.js';
import { atom } from './arbitraries.js';

const parse = (text: string) => parseAtom(text, { wildcard: true });

describe('intersects', () => {
  it.each([
    ['a/b', 'a/b'],
    ['>=a/b-1', '<=a/b-1'],
    ['>a/b-1', '<a/b-1-r2'],
    ['>a/b-1', '<a/b-1_p'],
    ['~a/b-1', '>a/b-1-r7'],
    ['=a/b-1*', '<a/b-1'],
    ['=a/b-1*', '>a/b-1.99999'],
    ['=a/b-1.2*', '=a/b-1*'],
    ['=a/b-1_p*', '=a/b-1_p3*'],
    ['=a/b-1.0', '=a/b-1.00-r0'],
    ['a/b:0', 'a/b:0/5='],
    ['a/b:=', 'a/b:3'],
    ['a/b::r', 'a/b'],
    ['a/b[x]', 'a/b[y]'],
    ['a/b[x(+)]', 'a/b[x(+),y]'],
    ['a/b[-x(-)]', 'a/b[-x]'],
    ['!a/b', 'a/b'],
    ['a*/b', '*c/b'],
    ['a/b*', 'a/*b'],
    ['=a/b-1-2', '=a/b-1'],
    ['=a/b-*9*', '=a/b-9'],
    ['*/*', '>=a/b-1:3[x]'],
  ])('%s and %s', (a, b) => {
    expect([intersects(parse(a), parse(b)), intersects(parse(b), parse(a))]).toEqual([true, true]);
  });

  it.each([
    ['a/b', 'a/c'],
    ['a/b', 'c/b'],
    ['>a/b-1', '<a/b-1-r1'],
    ['>a/b-1', '<=a/b-1'],
    ['>a/b-1-r5', '<a/b-1-r6'],
    ['~a/b-1', '<a/b-1'],
    ['~a/b-1', '~a/b-1.0'],
    ['=a/b-1*', '>=a/b-2'],
    ['=a/b-1*', '<a/b-0.9'],
    ['=a/b-1*', '=a/b-10*'],
    ['=a/b-1.2a*', '=a/b-1.2b*'],
    ['=a/b-1_rc*', '>=a/b-1'],
    ['a/b:0', 'a/b:1'],
    ['a/b:0/1', 'a/b:0/2='],
    ['a/b::r', 'a/b::s'],
    ['a/b[x]', 'a/b[-x]'],
    ['a/b[x(-)]', 'a/b[-x(+)]'],
    ['a/b[x,-x]', 'a/b'],
    ['a*/b', 'b*/b'],
    ['*-a/b', '*-b/b'],
    ['a/b', 'a/c*'],
    ['=a/b-1-2', '=a/b-1-3'],
    ['=a/b-*9*', '=a/b-8'],
  ])('not %s and %s', (a, b) => {
    expect([intersects(parse(a), parse(b)), intersects(parse(b), parse(a))]).toEqual([false, false]);
  });

  it('agrees with a search among packages around both', () => {
    fc.assert(
      fc.property(atom, atom, (x, y) => {
        const [a, b] = [parse(x), parse(y)];
        const witness = packagesAround(a, b).find(pkg => matchesAtom(a, pkg) && matchesAtom(b, pkg));
        expect([x, y, intersects(a, b)]).toEqual([x, y, witness !== undefined]);
      }),
      runs(1500),
    );
  });
});

/** Versions at, just below and just above those asked for, in every slot, repository and USE that the atoms can name. */
function packagesAround(a: Atom, b: Atom): Candidate[] {
  const versions = new Set(['1']);
  for (const version of [a.version, b.version]) {
    if (version === null) continue;
    const release = releaseText(version);
    const next = BigInt(`0${revisionDigits(version)}`) + 1n;
    for (const text of [version.text, release, `${release}_alpha`, `${release}-r${next}`]) versions.add(text);
  }
  const packages: Candidate[] = [];
  const slots = [a, b].filter(({ slot }) => slot !== null);
  const slot = slots.find(({ subSlot }) => subSlot !== null) ?? slots[0];
  const repo = a.repo ?? b.repo ?? 'r';
  for (const version of versions) {
    for (const [iuse, use] of SETTINGS) {
      packages.push({
        cpv: parseCpv(`${a.category}/${a.package}-${version}`),
        slot: { slot: slot?.slot ?? '0', subSlot: slot?.subSlot ?? slot?.slot ?? '0' },
        use: new Set(use),
        iuse: new Set(iuse),
        iuseEffective: new Set(),
        repo,
      });
    }
  }
  return packages;
}

/** IUSE and USE: each of two flags on, off or missing. */
const SETTINGS = ['', 'x', '-x'].flatMap(x =>
  ['', 'y', '-y'].map(y => {
    const known = [x, y].filter(flag => flag !== '');
    return [known.map(flag => flag.replace('-', '')), known.filter(flag => !flag.startsWith('-'))] as const;
  }),
);
