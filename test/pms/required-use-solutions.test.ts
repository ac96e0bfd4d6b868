import { describe, expect, it } from 'vitest';
import { parseDepspec } from '../../src/pms/parse-depspec.js';
import { requiredUseSolutions } from '../../src/pms/required-use-solutions.js';

function solve(text: string, flags: string, eapi = '8'): string[] {
  const spec = parseDepspec(text, { kind: 'required-use', emptyGroups: true });
  return [...requiredUseSolutions(spec, flags.split(' '), { eapi })].map(use => [...use].join(' '));
}

describe('requiredUseSolutions', () => {
  it.each([
    ['^^ ( a b )', 'a b', ['b', 'a']],
    ['a? ( b )', 'a b', ['', 'b', 'a b']],
    ['a !a', 'a', []],
    ['', 'a', ['', 'a']],
    ['?? ( a b c )', 'a b c', ['', 'c', 'b', 'a']],
    ['|| ( a? ( b ) )', 'a b', ['a b']],
    ['|| ( ( a? ( b ) ) c )', 'a b c', ['c', 'b c', 'a c', 'a b', 'a b c']],
  ])('of %s over %s', (text, flags, expected) => {
    expect(solve(text, flags).sort()).toEqual([...expected].sort());
  });

  it('keeps flags that are not asked about off', () => {
    expect(solve('a', 'b')).toEqual([]);
    expect(solve('!a b', 'b b')).toEqual(['b']);
  });

  it('finds a first answer among many flags at once', () => {
    const flags = Array.from({ length: 200 }, (_, i) => `f${i}`);
    const spec = parseDepspec(`^^ ( ${flags.join(' ')} ) f7? ( f9 )`, { kind: 'required-use' });
    const first = requiredUseSolutions(spec, flags).next().value;
    expect([...(first ?? [])]).toEqual(['f199']);
  });
});
