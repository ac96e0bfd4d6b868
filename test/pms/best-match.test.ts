import { describe, expect, it } from 'vitest';
import { bestMatch, specificity } from '../../src/pms/best-match.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { candidate } from './read-fixture.js';

const parse = (text: string) => parseAtom(text, { wildcard: true });

describe('bestMatch', () => {
  it.each([
    ['a/b-2', '>=a/b-1 >=a/b-2 <=a/b-9', '>=a/b-2'],
    ['a/b-2', '<=a/b-9 <a/b-3 <a/b-4', '<a/b-3'],
    ['a/b-2', '>=a/b-1 <a/b-3', '>=a/b-1'],
    ['a/b-2', '<=a/b-2 >a/b-1', '<=a/b-2'],
    ['a/b-2', 'a/b =a/b-2* ~a/b-2', '~a/b-2'],
    ['a/b-2', '>=a/b-1 a/b:0 a/b', 'a/b:0'],
    ['a/b-2', '*/* */*:0 a/c', '*/*:0'],
    ['a/b-2', 'a/b a/b', 'a/b'],
  ])('of %s among %s', (pkg, atoms, expected) => {
    expect(bestMatch(atoms.split(' ').map(parse), candidate(pkg))?.text).toBe(expected);
  });

  it('is null where none matches', () => {
    expect(bestMatch([parse('a/c'), parse('>a/b-2')], candidate('a/b-2'))).toBeNull();
    expect(bestMatch([], candidate('a/b-2'))).toBeNull();
  });
});

describe('specificity', () => {
  it('goes from everything to one version', () => {
    const ordered = ['*/*', '*/*:0', '=*/*-*9*', 'a/b', '>a/b-1', 'a/b:0', '=a/b-1*', '~a/b-1', '=a/b-1'];
    const values = ordered.map(text => specificity(parse(text)));
    expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
    expect(specificity(parse('>=a/b-1:0'))).toBe(specificity(parse('a/b:0')));
  });
});
