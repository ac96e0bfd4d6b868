import { describe, expect, it } from 'vitest';
import { collapseWhitespace } from '../../src/base/collapse-whitespace.js';

describe('collapseWhitespace', () => {
  it.each([
    ['', ''],
    [' ', ''],
    ['a', 'a'],
    ['a\n', 'a'],
    ['\n\ta \t b\r\n', 'a b'],
    ['a\x1c\x1f\x85\xa0\u2003\u3000b', 'a b'],
    // Python does not count these as white space.
    ['a\ufeff\u200b b', 'a\ufeff\u200b b'],
  ])('%j becomes %j', (text, expected) => {
    expect(collapseWhitespace(text)).toBe(expected);
  });
});
