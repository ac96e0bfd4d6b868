import { describe, expect, it } from 'vitest';
import { findRegularExpression } from '../../../src/ebuild/pattern/regular-expression.js';
import { BadExpression } from '../../../src/ebuild/pattern/regular-expression-reader.js';
import { startStopwatch } from '../../support/stopwatch.js';

const find = (expression: string, text: string) => findRegularExpression(expression, text, () => {});

describe('findRegularExpression', () => {
  it.each([
    ['b', 'abc', ['b']],
    ['foo|foobar', 'foobar', ['foobar']],
    ['(a|ab)(c|bcd)', 'abcd', ['abcd', 'a', 'bcd']],
    ['^(.*)X', 'aXbX', ['aXbX', 'aXb']],
    ['a(b)?c', 'ac', ['ac', '']],
    ['a{2,3}', 'aaaa', ['aaa']],
    ['[[:alpha:]_]+$', '1a_', ['a_']],
    ['\\.\\$', '.$', ['.$']],
    ['\\bb', 'a b', ['b']],
    ['()', 'x', ['', '']],
  ])('%s in %j', (expression, text, groups) => {
    expect(find(expression, text)).toEqual(groups);
  });

  it('is null where there is none', () => {
    expect(find('^b', 'ab')).toBeNull();
    expect(find('a$', 'ab')).toBeNull();
  });

  it.each(['[a', '(a', '*a', 'a|*b', 'a{2,1}', 'a{x', '^*', 'a\\', '[[:nope:]]', '[b-a]'])(
    '%s is none',
    text => {
      expect(() => find(text, 'a')).toThrow(BadExpression);
    },
  );

  it('does not explode', () => {
    const took = startStopwatch();
    expect(find('^(a+)+(a+)+(a+)+b$', 'a'.repeat(3_000))).toBeNull();
    expect(took()).toBeLessThan(5_000);
  });
});
