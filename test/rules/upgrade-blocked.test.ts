import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { loadUniverse } from '../../src/load/load-universe.js';
import { RULES } from '../../src/rules/index.js';
import { realData } from '../support/real-data.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';

const ID = 'upgrade-blocked';
const dataOf = (name: string) =>
  runFixture(ID, name).result.findings.find(({ rule }) => rule === ID)?.data ?? {};

describe.each(fixturesOf(ID))('%s', name => {
  const { found, expected } = runFixture(ID, name);

  it('yields exactly its findings, each under its cause', () => {
    expectFindings(found, expected);
  });
});

describe('data', () => {
  it('name what has to be rebuilt: only packages without a build for the newer one', () => {
    const data = dataOf('icu.txt');
    expect(data).toMatchObject({ baseline: 'stage3', from: 'dev-libs/icu-73', to: 'dev-libs/icu-74' });
    expect(data['rebuild']).toEqual(['dev-db/sqlite-3', 'dev-libs/boost-1']);
    expect(data['flag']).toBe('--ignore-built-slot-operator-deps=y');
  });

  it('name a smallest set of packages in the way, with their atoms', () => {
    const blockedBy = dataOf('icu.txt')['blockedBy'] as readonly { package: string; item: string }[];
    expect(new Set(blockedBy.map(({ item }) => item))).toEqual(new Set(['dev-libs/icu:0/73=']));
    expect(new Set(blockedBy.map(one => one.package)).size).toBe(1);
  });

  it('give no flag where none helps', () => {
    const data = dataOf('perl.txt');
    expect(data['flag']).toBeNull();
    expect(data['rebuild']).toEqual(['dev-perl/URI-5', 'virtual/perl-Encode-3']);
  });
});

describe('the text', () => {
  it('tells it once, what is graver than it on its own, and what is not under it', async () => {
    const text = await runFixture(ID, 'icu.txt').render();
    expect(text).toContain(
      [
        'warning  "stage3" cannot be updated to dev-libs/icu-74: packages need',
        '       dev-libs/icu-73 · 1 package [upgrade-blocked]',
        '       rebuild   dev-db/sqlite-3, dev-libs/boost-1',
      ].join('\n'),
    );
    expect(text.match(/^error /gm)).toHaveLength(1);
    expect(text).toContain('error  dev-libs/icu-74 cannot be installed from "stage3" · 1 package');
    expect(text).not.toContain('error  dev-lang/node-2');
  });
});

const INDICES = realData('indices');

/** What the second index of a pair holds against clients that have the first. */
async function blockedIn(pair: string) {
  const { universe } = await loadUniverse({
    source: `${INDICES}/${pair}-b/Packages`,
    installed: [{ name: 'a', path: `${INDICES}/${pair}-a/Packages` }],
    indexOnly: true,
  });
  return check(universe, [], RULES, { only: [ID] }).findings.map(({ message, data }) => ({
    ...{ message, from: data['from'], to: data['to'], blockedBy: data['because'] },
    rebuild: data['rebuild'] as readonly string[],
  }));
}

describe.skipIf(INDICES === null)('real pairs', () => {
  it('icu 74 waits for the 16 packages that have builds for 73 only', async () => {
    const [icu, ...rest] = await blockedIn('p08-icu-73-74-arm-2024-04');
    expect(rest).toEqual([]);
    expect(icu).toMatchObject({ message: 'flag', from: 'dev-libs/icu-73.2-1', to: 'dev-libs/icu-74.2-1' });
    expect(icu?.rebuild).toHaveLength(16);
    expect(icu?.rebuild).toContain('dev-libs/libxml2-2.12.5');
  });

  it('perl 5.38 waits for modules and virtuals', async () => {
    const [perl, ...rest] = await blockedIn('p06-perl-5.36-5.38-arm-2023-09');
    expect(rest).toEqual([]);
    expect(perl).toMatchObject({ message: 'held', to: 'dev-lang/perl-5.38.0-r1-1' });
    const names = (start: string) => perl?.rebuild.filter(name => name.startsWith(start)).length;
    expect([names('dev-perl/'), names('virtual/perl-')]).toEqual([54, 16]);
  });

  it('glibc 2.33 waits for a virtual that needs libcrypt in glibc', async () => {
    const [glibc, ...rest] = await blockedIn('p15-glibc-2.31-2.33-x86-2022-11');
    expect(rest).toEqual([]);
    expect(glibc).toMatchObject({ message: 'held', to: 'sys-libs/glibc-2.33-r14-1' });
    expect(glibc?.rebuild).toEqual(['virtual/libcrypt-1-r1']);
  });
});
