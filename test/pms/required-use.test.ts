import { describe, expect, it } from 'vitest';
import { formatDepspec } from '../../src/pms/depspec.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';
import { isRequiredUseMet, unmetRequiredUse } from '../../src/pms/required-use.js';
import { syntaxErrorOf } from './read-fixture.js';

function isMet(text: string, use: string, eapi?: string): boolean {
  return isRequiredUseMet(text, new Set(use.split(' ')), eapi === undefined ? {} : { eapi });
}

describe('isRequiredUseMet', () => {
  it.each([
    ['a', 'a', 'b'],
    ['!a', '', 'a'],
    ['a? ( b )', 'a b', 'a'],
    ['a? ( b )', '', 'a'],
    ['!a? ( b )', 'a', ''],
    ['|| ( a b )', 'b', ''],
    ['^^ ( a b )', 'b', 'a b'],
    ['^^ ( a b )', 'a', ''],
    ['?? ( a b )', '', 'a b'],
    ['|| ( ( a b ) c )', 'a b', 'a'],
    ['^^ ( a? ( b ) c )', 'a b', 'a b c'],
    ['|| ( a? ( b ) c )', 'c', ''],
    ['|| ( ( a? ( b ) ) c )', 'c', ''],
    ['a? ( || ( b c ) !d )', 'a c', 'a c d'],
  ])('%s: met by "%s", not by "%s"', (text, met, unmet) => {
    expect([isMet(text, met), isMet(text, unmet)]).toEqual([true, false]);
  });

  it('follows the EAPI where conditions leave a group empty', () => {
    expect([
      isMet('|| ( a? ( b ) )', '', '6'),
      isMet('|| ( a? ( b ) )', '', '7'),
      isMet('|| ( a? ( b ) )', ''),
    ]).toEqual([true, false, false]);
    expect([isMet('^^ ( )', '', '6'), isMet('^^ ( )', '', '7'), isMet('?? ( )', '', '8')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('refuses what is no REQUIRED_USE, of the EAPI', () => {
    expect(syntaxErrorOf(() => isMet('a/b', '')).offset).toBe(0);
    expect(syntaxErrorOf(() => isMet('a ?? ( b )', '', '4')).offset).toBe(2);
    expect(isMet('', '')).toBe(true);
  });
});

describe('unmetRequiredUse', () => {
  it.each([
    ['a b c', 'b', 'a c'],
    ['a? ( b c ) !d? ( e )', 'a b d', 'a? ( c )'],
    ['( a ( b c ) )', 'b', 'a c'],
    ['|| ( a b )', '', '|| ( a b )'],
    ['^^ ( ( a b ) ( c ) )', 'a b c', '^^ ( ( a b ) c )'],
    ['|| ( ( a b c ) )', 'b', 'a c'],
    ['a? ( || ( ( b c ) ) )', 'a', 'a? ( b c )'],
    ['^^ ( a? ( b ) c? ( d ) e )', 'a', '^^ ( a? ( b ) e )'],
    ['|| ( a? ( b ) )', '', '|| ( )'],
    ['|| ( a b )', 'a', ''],
  ])('of %s with "%s" is %s', (text, use, expected) => {
    const spec = parseDepspec(text, { kind: 'required-use' });
    const unmet = unmetRequiredUse(spec, new Set(use.split(' ')));
    expect(formatDepspec(unmet, ({ flag, negated }) => (negated ? `!${flag}` : flag))).toBe(expected);
  });
});
