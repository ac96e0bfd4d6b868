import { describe, expect, it } from 'vitest';
import { isWildcardName, matchesWildcard, parseWildcardName } from '../../src/pms/wildcard-name.js';
import { syntaxErrorOf } from './read-fixture.js';

describe('matchesWildcard', () => {
  it.each([
    ['*', ''],
    ['*', 'anything'],
    ['a*', 'a'],
    ['a*c', 'abc'],
    ['a*b*c', 'axbxbxc'],
    ['*ab', 'aab'],
    ['ab', 'ab'],
  ])('%s fits %s', (pattern, text) => {
    expect(matchesWildcard(pattern, text)).toBe(true);
  });

  it.each([
    ['ab*ba', 'aba'],
    ['a*c', 'ab'],
    ['a*b*c', 'acb'],
    ['a*bc*c', 'abc'],
    ['ab', 'abc'],
  ])('%s does not fit %s', (pattern, text) => {
    expect(matchesWildcard(pattern, text)).toBe(false);
  });
});

describe('wildcard names', () => {
  it('are told from the asterisk at the end of a version', () => {
    expect(isWildcardName('=a/b-1*', 1, 7, true)).toBe(false);
    expect(isWildcardName('=a/*-1*', 1, 7, true)).toBe(true);
    expect(isWildcardName('a/b*', 0, 4, false)).toBe(true);
    expect(isWildcardName('a/b:*', 0, 3, false)).toBe(false);
  });

  it('are refused where one of the names is', () => {
    expect(syntaxErrorOf(() => parseWildcardName('a**/b', 0, 5, null)).offset).toBe(1);
    expect(syntaxErrorOf(() => parseWildcardName('*/-b', 0, 4, null)).offset).toBe(2);
    expect(syntaxErrorOf(() => parseWildcardName('-*/b', 0, 4, null)).offset).toBe(0);
    expect(syntaxErrorOf(() => parseWildcardName('*b', 0, 2, null)).offset).toBe(0);
  });
});
