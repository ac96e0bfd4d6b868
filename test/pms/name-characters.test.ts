import { describe, expect, it } from 'vitest';
import {
  DIGIT,
  FLAG_CHARACTER,
  FLAG_START,
  isIn,
  isName,
  KEYWORD_CHARACTER,
  NAME_CHARACTER,
  NAME_START,
  PACKAGE_CHARACTER,
  REPOSITORY_CHARACTER,
  skip,
  skipDigits,
} from '../../src/pms/name-characters.js';

const ALPHANUMERIC = /[A-Za-z0-9]/;

describe('isIn', () => {
  // PMS 3.1, as regular expressions.
  it.each([
    ['first of a name', NAME_START, /[A-Za-z0-9_]/],
    ['name', NAME_CHARACTER, /[A-Za-z0-9+_.-]/],
    ['package', PACKAGE_CHARACTER, /[A-Za-z0-9+_-]/],
    ['repository', REPOSITORY_CHARACTER, /[A-Za-z0-9_-]/],
    ['keyword', KEYWORD_CHARACTER, /[A-Za-z0-9_-]/],
    ['first of a flag', FLAG_START, ALPHANUMERIC],
    ['flag', FLAG_CHARACTER, /[A-Za-z0-9+_@-]/],
    ['digit', DIGIT, /[0-9]/],
  ])('%s', (_, mask, pattern) => {
    for (let code = 0; code < 300; code++)
      expect(isIn(mask, code)).toBe(pattern.test(String.fromCharCode(code)));
    expect(isIn(mask, Number.NaN)).toBe(false);
  });
});

describe('ranges', () => {
  it('end where the alphabet or the range does', () => {
    expect([
      skip(DIGIT, '12a', 0, 3),
      skip(DIGIT, '123', 1, 2),
      skipDigits('12a', 0, 3),
      skipDigits('123', 0, 2),
      skipDigits('/:', 0, 2),
    ]).toEqual([2, 2, 2, 2, 0]);
  });

  it('hold a name only as a whole', () => {
    expect([
      isName(NAME_START, NAME_CHARACTER, 'a.b'),
      isName(NAME_START, NAME_CHARACTER, '.b'),
      isName(NAME_START, NAME_CHARACTER, ''),
    ]).toEqual([true, false, false]);
    expect(isName(NAME_START, NAME_CHARACTER, 'a b', 0, 1)).toBe(true);
    expect(isName(NAME_START, NAME_CHARACTER, 'a b', 0, 2)).toBe(false);
  });
});
