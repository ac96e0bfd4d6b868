import { describe, expect, it } from 'vitest';
import {
  ArithmeticError,
  type ArithmeticScope,
  evaluateArithmetic,
} from '../../../src/ebuild/shell/arithmetic.js';
import { readNumber, readTokens } from '../../../src/ebuild/shell/arithmetic-tokens.js';

function scopeOf(values: Record<string, string>): ArithmeticScope {
  const key = (name: string, index: string | null) => (index === null ? name : `${name}[${index}]`);
  return {
    read: (name, index) => values[key(name, index)] ?? '',
    write: (name, index, value) => {
      values[key(name, index)] = value;
    },
    spend: () => {},
  };
}

function calculate(text: string, values: Record<string, string> = {}): number {
  return Number(evaluateArithmetic(text, scopeOf(values)));
}

describe('evaluateArithmetic', () => {
  it.each([
    ['', 0],
    [' 7 ', 7],
    ['1+2*3', 7],
    ['2**3**2', 512],
    ['-2**2', 4],
    ['10-2-3', 5],
    ['1?2:0?3:4', 2],
    ['5--3', 8],
    ['1<<4|1', 17],
    ['1,2,3', 3],
    ['!0+!5', 1],
  ])('%s is %i', (text, value) => {
    expect(calculate(text)).toBe(value);
  });

  it('wraps at 64 bits', () => {
    expect(evaluateArithmetic('9223372036854775807+1', scopeOf({}))).toBe(-9223372036854775808n);
    expect(evaluateArithmetic('-9223372036854775807-1', scopeOf({}))).toBe(-9223372036854775808n);
  });

  it('reads variables as expressions of their own', () => {
    expect(calculate('x*2', { x: '1+2' })).toBe(6);
    expect(calculate('a[1]+a[i]', { 'a[1]': '4', 'a[i]': '5' })).toBe(9);
  });

  it('assigns, and adds to the value before', () => {
    const values: Record<string, string> = { x: '1' };
    expect(calculate('x+=x++', values)).toBe(2);
    expect(calculate('y=z=3, y+z', values)).toBe(6);
    expect(values).toEqual({ x: '2', y: '3', z: '3' });
  });

  it('leaves what is not chosen without effect', () => {
    const values: Record<string, string> = {};
    expect(calculate('1 || (x=1), 0 && (y=1), 1 ? 5 : (z=1/0)', values)).toBe(5);
    expect(values).toEqual({});
  });

  it.each(['1+', '1 2', '5=3', '1/0', '2**-1', '08', '2#2', '1?2:x=3', 'a b', ')', '"'])(
    'refuses %s',
    text => {
      expect(() => calculate(text)).toThrow(ArithmeticError);
    },
  );

  it('ends where expressions refer to each other', () => {
    expect(() => calculate('x', { x: 'y', y: 'x' })).toThrow('deeply');
    expect(() => calculate('('.repeat(1_000))).toThrow('deeper');
  });
});

describe('readTokens', () => {
  it('takes two signs for one operator only beside a name', () => {
    const said = (text: string) => readTokens(text).map(token => ('text' in token ? token.text : token.name));
    expect(said('x+++y')).toEqual(['x', '++', '+', 'y']);
    expect(said('1++2')).toEqual(['1', '+', '+', '2']);
    expect(said('- --x')).toEqual(['-', '--', 'x']);
  });

  it('keeps a subscript as text', () => {
    expect(readTokens('a[b[1]]')).toEqual([{ kind: 'name', name: 'a', index: 'b[1]' }]);
    expect(() => readTokens('a[1')).toThrow(ArithmeticError);
  });
});

describe('readNumber', () => {
  it.each([
    ['10', 10],
    ['010', 8],
    ['0x1F', 31],
    ['2#101', 5],
    ['36#Z', 35],
    ['64#_', 63],
  ])('%s is %i', (text, value) => {
    expect(Number(readNumber(text))).toBe(value);
  });
});
