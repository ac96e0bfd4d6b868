import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

function judge(text: string, portage?: string) {
  const policy = { kernel: null, isa: null, ...(portage === undefined ? {} : { portage }) };
  const { findings } = check(readScenario(text), [], RULES, { only: ['client-floor'], policy });
  return findings.map(({ severity, subject, data }) => [
    severity,
    subject.cpv,
    data['floor'],
    data['count'] ?? null,
    data['steps'],
  ]);
}

/** At noon of that day in UTC. */
const at = (day: string) => Date.parse(`${day}T12:00:00Z`) / 1000;
const index = (day: string, ...packages: readonly string[]) =>
  `[binhost]\nVERSION: 0\nTIMESTAMP: ${at(day)}\n\n${packages.join('\n\n')}\n`;
const pkg = (name: string, eapi: string, extension = 'gpkg.tar') =>
  `CPV: x/${name}-1\nEAPI: ${eapi}\nPATH: x/${name}-1.${extension}`;

describe('without a promise', () => {
  it('an index of one kind, or of EAPIs that everybody knows, is no news', () => {
    expect(judge(index('2026-12-01', pkg('a', '8'), pkg('b', '7')))).toEqual([]);
    expect(judge(index('2026-12-01', pkg('a', '9'), pkg('b', '9')))).toEqual([]);
    expect(
      judge(index('2024-06-01', pkg('a', '8', 'xpak'), pkg('b', '7', 'xpak'), pkg('c', '5', 'xpak'))),
    ).toEqual([]);
  });

  it('an EAPI that some packages have is news for a year', () => {
    const text = (day: string) => index(day, pkg('a', '9'), pkg('b', '8'), pkg('c', '8'));
    expect(judge(text('2026-12-01'))).toEqual([['info', null, '3.0.76', 1, ['EAPI 9 needs 3.0.76 (1)']]]);
    expect(judge(text('2027-02-01'))).toEqual([]);
  });

  it('a format that only some packages have is news, whenever', () => {
    const text = index('2027-02-01', pkg('a', '8'), pkg('b', '8'), pkg('c', '8', 'xpak'));
    expect(judge(text)).toEqual([['info', null, '3.0.31', 2, ['gpkg needs 3.0.31 (2)']]]);
    const both = index('2026-12-01', pkg('a', '8'), pkg('b', '9', 'xpak'), pkg('c', '8', 'xpak'));
    expect(judge(both)).toEqual([
      ['info', null, '3.0.76', 1, ['EAPI 9 needs 3.0.76 (1)', 'gpkg needs 3.0.31 (1)']],
    ]);
  });

  it('the day is that of the newest package where the header has none, and today where nothing tells', () => {
    const packages = `${pkg('a', '8', 'xpak')}\nBUILD_TIME: ${at('2021-11-01')}\n\n${pkg('b', '7', 'xpak')}`;
    expect(judge(`[binhost]\n${packages}\n`)[0]?.[2]).toBe('3.0.19');
    expect(judge(`[binhost]\n${pkg('a', '9')}\n\n${pkg('b', '8')}\n`)).toEqual([]);
  });

  it('what no client whatever takes asks for nothing', () => {
    expect(judge(index('2026-12-01', pkg('a', '99', 'xpak'), pkg('b', '8')))).toEqual([]);
  });
});

describe('a promise', () => {
  const text = index('2026-12-01', pkg('a', '9'), pkg('b', '7'), pkg('c', '6', 'xpak'));

  it('is broken by each package that needs more', () => {
    expect(judge(text, '3.0.30')).toEqual([
      ['error', 'x/a-1', '3.0.76', null, ['EAPI 9', 'gpkg']],
      ['error', 'x/b-1', '3.0.31', null, ['gpkg']],
    ]);
    expect(judge(text, '3.0.75').map(([, cpv]) => cpv)).toEqual(['x/a-1']);
  });

  it('that holds leaves nothing to say', () => {
    expect(judge(text, '3.0.76')).toEqual([]);
    expect(judge(text, '3.0.81.3')).toEqual([]);
  });
});
