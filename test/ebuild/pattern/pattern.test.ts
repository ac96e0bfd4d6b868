import { describe, expect, it } from 'vitest';
import {
  compilePattern,
  matchEnds,
  matchesPattern,
  quotePattern,
  suffixStarts,
} from '../../../src/ebuild/pattern/pattern.js';

const free = () => {};

describe('matchesPattern', () => {
  it.each([
    ['a*c', 'abc'],
    ['?b?', 'abc'],
    ['[a-c][!x]', 'bz'],
    ['[]x]', ']'],
    ['[[:digit:]-]', '-'],
    ['@(a|bc)d', 'bcd'],
    ['+(ab)', 'abab'],
    ['*(a|b)', ''],
    ['?(x)y', 'y'],
    ['!(a)', 'aa'],
    ['\\*', '*'],
    ['[x', '[x'],
    ['+(a', '+(a'],
  ])('%s takes %j', (pattern, text) => {
    expect(matchesPattern(compilePattern(pattern), text, free)).toBe(true);
  });

  it.each([
    ['a*c', 'ab'],
    ['?', ''],
    ['[!a]', 'a'],
    ['+(ab)', ''],
    ['!(a)', 'a'],
    ['\\*', 'a'],
  ])('%s does not take %j', (pattern, text) => {
    expect(matchesPattern(compilePattern(pattern), text, free)).toBe(false);
  });

  it('takes groups for text without extglob', () => {
    expect(matchesPattern(compilePattern('+(a)', false), '+(a)', free)).toBe(true);
    expect(matchesPattern(compilePattern('+(a)', false), 'aa', free)).toBe(false);
  });

  it('takes what is quoted as it is', () => {
    const text = '*?[a]\\@(b|c)!(d)^-{}';
    expect(matchesPattern(compilePattern(quotePattern(text)), text, free)).toBe(true);
  });

  it('looks at no more than length squared times pattern', () => {
    let steps = 0;
    const text = 'a'.repeat(300);
    matchesPattern(compilePattern('+(+(a|aa)|+(a))b'), text, count => {
      steps += count;
    });
    expect(steps).toBeLessThan(300 * 300 * 10);
  });
});

describe('matchEnds and suffixStarts', () => {
  it('tell all places', () => {
    expect(matchEnds(compilePattern('a*'), 'aab', 0, free)).toEqual([1, 2, 3]);
    expect(suffixStarts(compilePattern('*b'), 'aab', free)).toEqual([0, 1, 2]);
    expect(matchEnds(compilePattern('b'), 'aab', 0, free)).toEqual([]);
  });
});
