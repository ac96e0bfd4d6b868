import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { isSuperseded, newestInSlot, newestOf } from '../../src/model/newest.js';
import { instanceName } from '../../src/model/package.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

function unmet(text: string) {
  return check(readScenario(text), [], RULES, { only: ['unmet-dependency'] }).findings;
}

describe('roles', () => {
  const needy = '[binhost]\nCPV: app-misc/a-1\nRDEPEND: dev-libs/b\n';

  it('judges candidates only: what a background binhost lacks is not reported', () => {
    expect(
      unmet('[binhost]\nCPV: app-misc/a-1\n[with]\nCPV: app-misc/c-1\nRDEPEND: dev-libs/gone\n'),
    ).toEqual([]);
  });

  it('lets a background binhost satisfy', () => {
    expect(unmet(needy)).toHaveLength(1);
    expect(unmet(`${needy}[with]\nCPV: dev-libs/b-1\n`)).toEqual([]);
  });

  it('lets a baseline satisfy', () => {
    expect(unmet(`${needy}[installed]\nCPV: dev-libs/b-1\n`)).toEqual([]);
  });

  it('asks every baseline: one that lacks the provider is named', () => {
    const [finding, ...others] = unmet(
      `${needy}[installed stage3]\nCPV: dev-libs/b-1\n[installed bare]\nCPV: dev-libs/c-1\n`,
    );
    expect(others).toEqual([]);
    expect(finding?.data).toMatchObject({ reason: 'absent', baselines: ['bare'] });
  });

  it('shows the nearest miss of the baseline that fails, not of one that does not', () => {
    const [finding] = unmet(
      `[binhost]\nCPV: app-misc/a-1\nRDEPEND: >=dev-libs/b-2\n[installed new]\nCPV: dev-libs/b-2\n[installed old]\nCPV: dev-libs/b-1\n`,
    );
    expect(finding?.data).toMatchObject({
      reason: 'version',
      nearest: { cpv: 'dev-libs/b-1' },
      baselines: ['old'],
    });
  });

  it('does not let packages of an earlier generation satisfy', () => {
    expect(unmet(`${needy}[published]\nCPV: dev-libs/b-1\n`)).toHaveLength(1);
  });

  it('asks brackets inside a choice as a whole', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: || ( ( dev-libs/b dev-libs/c ) dev-libs/d )\n\nCPV: dev-libs/b-1\n';
    expect(unmet(text)[0]?.data).toMatchObject({
      reason: 'any-of',
      item: '|| ( ( dev-libs/b dev-libs/c ) dev-libs/d )',
    });
    expect(unmet(`${text}\nCPV: dev-libs/c-1\n`)).toEqual([]);
  });

  it('tells an item that is written twice once', () => {
    const findings = unmet('[binhost]\nCPV: app-misc/a-1\nRDEPEND: dev-libs/b dev-libs/b\n');
    expect(findings).toHaveLength(1);
  });
});

describe('the newest of a slot', () => {
  it('is the highest version, whatever BUILD_TIME and order say', () => {
    const universe = readScenario(
      '[binhost]\nCPV: app-misc/a-2\nBUILD_TIME: 1\n\nCPV: app-misc/a-1\nBUILD_TIME: 9\n',
    );
    expect(newestInSlot(universe, 'app-misc/a', '0')?.cpvText).toBe('app-misc/a-2');
  });

  it('of equal versions is the latest build; BUILD_ID is never compared', () => {
    const universe = readScenario(
      '[binhost]\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 9\n\nCPV: app-misc/a-1\nBUILD_ID: 2\nBUILD_TIME: 5\n',
    );
    expect(newestInSlot(universe, 'app-misc/a', '0')?.buildId).toBe(1);
  });

  it('of equal BUILD_TIME is the later entry', () => {
    const universe = readScenario(
      '[binhost]\nCPV: app-misc/a-1\nBUILD_ID: 2\n\nCPV: app-misc/a-1\nBUILD_ID: 1\n',
    );
    expect(newestInSlot(universe, 'app-misc/a', '0')?.buildId).toBe(1);
  });

  it('is kept for each slot, and others are superseded', () => {
    const universe = readScenario(
      '[binhost]\nCPV: dev-lang/python-3.12.1\nSLOT: 3.12\n\nCPV: dev-lang/python-3.13.0\nSLOT: 3.13\n\nCPV: dev-lang/python-3.12.0\nSLOT: 3.12\n',
    );
    expect(newestOf(universe, 'dev-lang/python')?.slot.slot).toBe('3.13');
    expect(universe.judged.map(pkg => [instanceName(pkg), isSuperseded(universe, pkg)])).toEqual([
      ['dev-lang/python-3.12.1', false],
      ['dev-lang/python-3.13.0', false],
      ['dev-lang/python-3.12.0', true],
    ]);
  });
});

describe('entries that no package can be made of', () => {
  it.each([
    ['CPV: tmp/artifacts/acct-group/cuse/cuse-0-1\n', 'cpv-invalid'],
    ['CPV: app-misc/a\n', 'cpv-invalid'],
  ])('%j is a finding, not silence', (entry, code) => {
    const result = check(readScenario(`[binhost]\n${entry}`), [], RULES, { only: ['index-grammar'] });
    expect(result.packages).toBe(0);
    expect(result.findings.map(finding => finding.data['code'])).toEqual([code]);
  });
});

describe('USE of a built package', () => {
  const scenario = (eapi: string) =>
    readScenario(
      `[binhost]\nARCH: amd64\nUSE_EXPAND_HIDDEN: ELIBC\n\nCPV: app-misc/a-1\nEAPI: ${eapi}\nIUSE: +ssl\nUSE: ssl amd64 elibc_glibc stray\n`,
    );

  it('counts as it is from EAPI 5 on', () => {
    expect([...(scenario('5').judged[0]?.use ?? [])]).toEqual(['ssl', 'amd64', 'elibc_glibc', 'stray']);
  });

  it('up to EAPI 4 holds flags that have nothing to do with the package, which do not count', () => {
    expect([...(scenario('4').judged[0]?.use ?? [])]).toEqual(['ssl', 'amd64', 'elibc_glibc']);
  });
});
