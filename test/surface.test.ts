// The doors of the package (`exports` in package.json) and what others rely on behind them (`contract.md`).

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PACKAGE = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
};

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  '.': [
    ...['check', 'explain', 'buildUniverse', 'RULES', 'instanceName', 'explainPackage', 'decide'],
    ...['answerInstallable', 'answerUpgrade', 'answerHitRate', 'answerDivergence'],
    ...['answerImpact', 'answerGraph', 'answerMetadata'],
  ],
  './node': [
    'loadUniverse',
    'readPackageFile',
    'readIndexFile',
    'makeIndex',
    'readVdb',
    'InputError',
    'loadClient',
    'loadTree',
    'evaluateOnThreads',
  ],
  './pms': [
    'parseVersion',
    'compareVersions',
    'formatVersion',
    'parseCpv',
    'parseAtom',
    'matchesAtom',
    'parseDepspec',
    'reduceDepspec',
    'isRequiredUseMet',
    'PmsSyntaxError',
  ],
  './formats': [
    'readPackagesIndex',
    'writePackagesIndex',
    'readMd5CacheEntry',
    'writeMd5CacheEntry',
    'readXpak',
    'writeXpak',
    'readGpkg',
    'FormatError',
  ],
  './rules': ['RULES', 'defineRule'],
  './report': ['REPORTERS'],
};

describe.each(Object.keys(NEEDED))('door %s', door => {
  it('opens and has what others rely on', async () => {
    const target = PACKAGE.exports[door];
    if (typeof target !== 'object') throw new Error(`package.json has no door ${door}`);
    const module = (await import(new URL(`../${target.default}`, import.meta.url).href)) as Record<
      string,
      unknown
    >;
    expect(Object.keys(module)).toEqual(expect.arrayContaining([...(NEEDED[door] as readonly string[])]));
  });
});

describe('the shapes of the contract', () => {
  it('pms', async () => {
    const pms = await import('../src/pms/index.js');
    const cpv = pms.parseCpv('dev-lang/perl-5.40.0-r1');
    expect([cpv.category, cpv.package, cpv.version === null ? null : pms.formatVersion(cpv.version)]).toEqual(
      ['dev-lang', 'perl', '5.40.0-r1'],
    );
    expect(pms.parseCpv('dev-lang/perl').version).toBeNull();
    expect(pms.compareVersions('1.0', pms.parseVersion('1.0-r1'))).toBe(-1);
    const candidate = {
      cpv,
      slot: { slot: '0', subSlot: '5.40' },
      use: new Set(['ssl']),
      iuse: new Set(['ssl', 'doc']),
      iuseEffective: new Set<string>(),
      repo: 'gentoo',
    };
    expect(pms.matchesAtom(pms.parseAtom('>=dev-lang/perl-5.40:0/5.40=[ssl,-doc]'), candidate)).toBe(true);
    expect(pms.matchesAtom(pms.parseAtom('dev-lang/perl:0/5.38='), candidate)).toBe(false);
    expect(pms.isRequiredUseMet('^^ ( a b )', new Set(['a']))).toBe(true);
    expect(pms.reduceDepspec(pms.parseDepspec('a? ( x/y )'), { use: new Set() }).nodes).toEqual([]);
    expect(() => pms.parseAtom('not an atom')).toThrow(pms.PmsSyntaxError);
    try {
      pms.parseDepspec('x/y ( z');
    } catch (error) {
      expect(error).toMatchObject({ text: 'x/y ( z', offset: expect.any(Number), rule: expect.any(String) });
    }
  });
});
