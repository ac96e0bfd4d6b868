import { describe, expect, it } from 'vitest';
import { expandBraces, TooManyWords } from '../../../src/ebuild/syntax/expand-braces.js';

describe('expandBraces', () => {
  it.each([
    ['a', ['a']],
    ['a{b,c}d', ['abd', 'acd']],
    ['{a,{b,c}}x', ['ax', 'bx', 'cx']],
    ['{1..3}', ['1', '2', '3']],
    ['{3..1..2}', ['3', '1']],
    ['{01..3}', ['01', '02', '03']],
    ['{a..e..2}', ['a', 'c', 'e']],
    ['{a}', ['{a}']],
    ['{a,b', ['{a,b']],
    ['{}', ['{}']],
    ['{a,}', ['a', '']],
    ["{'a,b',c}", ["'a,b'", 'c']],
    ['{"a,b",c}', ['"a,b"', 'c']],
    ['{\\,,c}', ['\\,', 'c']],
    ['${x,y}{a,b}', ['${x,y}a', '${x,y}b']],
    ['$(f {a,b}){1,2}', ['$(f {a,b})1', '$(f {a,b})2']],
    ['{1.5..3}', ['{1.5..3}']],
  ])('%s', (text, words) => {
    expect(expandBraces(text, 100)).toEqual(words);
  });

  it('makes no more words than allowed', () => {
    expect(() => expandBraces('{1..101}', 100)).toThrow(TooManyWords);
    expect(() => expandBraces('{1..999999999999}', 100)).toThrow(TooManyWords);
    expect(() => expandBraces('{a,b}'.repeat(40), 100)).toThrow(TooManyWords);
  });
});
