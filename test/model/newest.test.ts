import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { hasNewer, isSuperseded } from '../../src/model/newest.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

const invalid = (version: string) => `CPV: app-misc/a-${version}\nEAPI: 99\n`;
const valid = (version: string) => `CPV: app-misc/a-${version}\nEAPI: 8\n`;

describe('a package that no client takes', () => {
  const of = (...entries: readonly string[]) => {
    const universe = readScenario(`[binhost]\n${entries.join('\n')}`);
    const pkg = universe.judged.find(({ eapi }) => eapi === '99');
    if (pkg === undefined) throw new Error('one is of a strange EAPI');
    return [isSuperseded(universe, pkg), hasNewer(universe, pkg)];
  };

  it('is left aside by all, and told as superseded only where something newer is here', () => {
    expect(of(invalid('2'))).toEqual([true, false]);
    expect(of(invalid('2'), valid('1'))).toEqual([true, false]);
    expect(of(invalid('2'), valid('3'))).toEqual([true, true]);
  });
});

describe('a build that clients pass over for an older one', () => {
  it('is told of that which they take, so that no newer one seems to be here', () => {
    const build = (id: number) => `CPV: app-misc/a-1\nBUILD_ID: ${id}\n`;
    const universe = readScenario(`[binhost]\n${build(2)}\n${build(1)}`);
    const { findings } = check(universe, [], RULES, { only: ['build-order-untrue'] });
    expect(findings.map(({ subject }) => [subject.buildId, subject.superseded])).toEqual([[1, false]]);
  });
});
