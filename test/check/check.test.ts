import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

const universe = readScenario('[binhost]\nCPV: app-misc/a-1\n');

describe('check', () => {
  it('writes down every rule that it leaves out, and counts those that ran', () => {
    const { ran, rulesRun, skipped, notRun } = check(universe, [], RULES, {
      only: ['index-grammar', 'index-header', 'container-invalid'],
      skip: ['index-header'],
    });
    expect(rulesRun).toBe(1);
    expect(ran).toEqual(['index-grammar']);
    expect(notRun).toEqual([{ rule: 'container-invalid', wanted: ['files'] }]);
    expect(skipped).toHaveLength(RULES.length - 2);
    const by = new Map(skipped.map(notice => [notice.rule, notice.by]));
    expect(by.get('index-header')).toBe('skip');
    expect(by.get('unmet-dependency')).toBe('only');
    expect(by.has('index-grammar')).toBe(false);
  });

  it('leaves out nothing unasked', () => {
    const { rulesRun, skipped, notRun } = check(universe, [], RULES);
    expect(skipped).toEqual([]);
    expect(rulesRun + notRun.length).toBe(RULES.length);
    expect(check(universe, [], RULES, { only: [] }).rulesRun).toBe(0);
  });
});
