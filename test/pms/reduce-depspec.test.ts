import { describe, expect, it } from 'vitest';
import { formatDepspec } from '../../src/pms/depspec.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';
import {
  evaluateAtom,
  isConditionMet,
  isMetWhenEmpty,
  type Reduction,
  reduceDepspec,
  withUse,
} from '../../src/pms/reduce-depspec.js';
import { readFixture } from './read-fixture.js';

interface Row {
  readonly text: string;
  readonly use: readonly string[];
  readonly eapi?: string;
  readonly reduced: string;
}

function reduce(text: string, reduction: Reduction): string {
  return formatDepspec(reduceDepspec(parseDepspec(text), reduction).nodes, atom => atom.text);
}

describe('reduceDepspec', () => {
  it.each(readFixture<{ reduced: readonly Row[] }>('depspecs').reduced)(
    '$text with $use is $reduced',
    row => {
      const { text, use, reduced, ...eapi } = row;
      expect(reduce(text, { use: new Set(use), ...eapi })).toBe(reduced);
    },
  );

  it('gives back a specification that is reduced already', () => {
    const spec = parseDepspec('a/b || ( c/d e/f )');
    expect(reduceDepspec(spec, { use: new Set(['x']) })).toBe(spec);
    const reduced = reduceDepspec(parseDepspec('x? ( a/b )'), {});
    expect(reduced.reduced).toBe(true);
    expect(reduceDepspec(reduced, {})).toBe(reduced);
  });

  it('keeps the places of what is left', () => {
    const { nodes } = reduceDepspec(parseDepspec('x? ( a/b ) || ( c/d[x?] e/f )'), { use: new Set(['x']) });
    expect(nodes.map(({ start, end }) => [start, end])).toEqual([
      [5, 8],
      [11, 29],
    ]);
  });

  it('decides conditions as told', () => {
    const text = 'x? ( a/b ) !x? ( c/d ) y? ( e/f[z?] )';
    const x = new Set(['x']);
    expect(reduce(text, { match: 'all' })).toBe('a/b c/d e/f[z?]');
    expect(reduce(text, { match: 'none', use: new Set(['x', 'y']) })).toBe('');
    expect(reduce(text, { use: x, masked: x })).toBe('c/d');
    expect(reduce(text, { forced: x })).toBe('a/b');
    expect(reduce(text, { match: 'all', masked: x })).toBe('c/d e/f[z?]');
    expect(reduce(text, { match: 'all', forced: x })).toBe('a/b e/f[z?]');
  });

  it('keeps groups of REQUIRED_USE that cannot be met, and drops those that always are', () => {
    const left = (text: string, eapi: string) => {
      const spec = parseDepspec(text, { kind: 'required-use' });
      return formatDepspec(reduceDepspec(spec, { eapi }).nodes, ({ flag }) => flag);
    };
    expect(left('^^ ( x? ( a ) )', '8')).toBe('^^ ( )');
    expect(left('^^ ( x? ( a ) )', '6')).toBe('');
    expect(left('?? ( x? ( a ) )', '8')).toBe('');
    expect(left('|| ( ?? ( x? ( a ) ) b )', '8')).toBe('');
    expect(left('^^ ( a b ) ?? ( c )', '8')).toBe('^^ ( a b ) ?? ( c )');
  });

  it('is nothing where all is gone', () => {
    expect(reduce('x? ( a/b ) ( y? ( c/d ) )', {})).toBe('');
  });
});

describe('isConditionMet', () => {
  it('follows the sign of the condition', () => {
    const use = new Set(['x']);
    expect(isConditionMet({ flag: 'x', negated: false }, { use })).toBe(true);
    expect(isConditionMet({ flag: 'x', negated: true }, { use })).toBe(false);
    expect(isConditionMet({ flag: 'y', negated: true }, { use })).toBe(true);
  });
});

describe('isMetWhenEmpty', () => {
  it('changes with EAPI 7 for two kinds of groups', () => {
    expect([isMetWhenEmpty('any-of', '6'), isMetWhenEmpty('any-of', '7'), isMetWhenEmpty('any-of')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isMetWhenEmpty('exactly-one-of', '6'), isMetWhenEmpty('exactly-one-of', '7')]).toEqual([
      true,
      false,
    ]);
    expect([isMetWhenEmpty('at-most-one-of', '6'), isMetWhenEmpty('at-most-one-of', '9')]).toEqual([
      true,
      true,
    ]);
  });
});

describe('evaluateAtom and withUse', () => {
  it('change text and USE dependencies together', () => {
    const atom = evaluateAtom(parseAtom('>=a/b-1:0/2=::r[x?,!y=,z]'), new Set(['x', 'y']));
    expect(atom.text).toBe('>=a/b-1:0/2=::r[x,-y,z]');
    expect(parseAtom(atom.text)).toEqual(atom);
    expect(withUse(parseAtom('a/b[x]'), []).text).toBe('a/b');
  });

  it('give back an atom without conditions', () => {
    const atom = parseAtom('a/b[x,-y]');
    expect(evaluateAtom(atom, new Set())).toBe(atom);
  });
});
