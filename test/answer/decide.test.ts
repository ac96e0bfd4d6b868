import { describe, expect, it } from 'vitest';
import { decide, type Threshold } from '../../src/answer/decide.js';
import type { Severity } from '../../src/rules/kit/finding.js';

describe('pass, fail or undecided', () => {
  it.each<[readonly Severity[], boolean, Threshold, string]>([
    [[], false, 'error', 'pass'],
    [[], true, 'error', 'undecided'],
    [['error'], false, 'error', 'fail'],
    // What is wrong is wrong, whatever did not run.
    [['error'], true, 'error', 'fail'],
    [['warning', 'info'], false, 'error', 'pass'],
    [['warning', 'info'], true, 'error', 'undecided'],
    [['info', 'warning'], true, 'warning', 'fail'],
    [['info'], true, 'warning', 'undecided'],
    [['info'], true, 'info', 'fail'],
    [['error', 'info'], false, 'never', 'pass'],
    [['error'], true, 'never', 'undecided'],
  ])('%j, incomplete: %s, from %s on: %s', (found, isIncomplete, failOn, decision) => {
    expect(decide({ found, isIncomplete }, failOn)).toBe(decision);
  });

  it('fails on errors unless told otherwise', () => {
    expect(decide({ found: ['warning'], isIncomplete: false })).toBe('pass');
    expect(decide({ found: ['error'], isIncomplete: false })).toBe('fail');
  });
});
