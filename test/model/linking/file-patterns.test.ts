import { describe, expect, it } from 'vitest';
import { matchesPatterns, readPatterns } from '../../../src/model/linking/file-patterns.js';
import { startStopwatch } from '../../support/stopwatch.js';

const matches = (patterns: string, text: string) => matchesPatterns(readPatterns(patterns), text);

describe('file patterns', () => {
  it.each([
    ['libc.so.6', 'libc.so.6', true],
    ['libc.so.6', 'libc.so.61', false],
    ['usr/*', 'usr/lib/a/b', true],
    ['/usr/*', 'usr/lib/a', true],
    ['*.so*', 'liba.so.1', true],
    ['a*b*c', 'aXbYbc', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['lib?.so', 'liba.so', true],
    ['lib?.so', 'lib.so', false],
    ['x[0-9a]', 'x7', true],
    ['x[0-9a]', 'xb', false],
    ['x[!0-9]', 'xb', true],
    ['x[]]', 'x]', true],
    ['x[', 'x[', true],
    ['a b', 'b', true],
    ['"a b" c', 'a b', true],
    ["'a*'\\ b", 'aXX b', true],
    ['', '', false],
  ])('%s and %s: %s', (patterns, text, expected) => {
    expect(matches(patterns, text)).toBe(expected);
  });

  it('takes no longer than its text is long', () => {
    const took = startStopwatch();
    expect(matches(`${'*a'.repeat(200)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(took()).toBeLessThan(1_000);
  });
});
