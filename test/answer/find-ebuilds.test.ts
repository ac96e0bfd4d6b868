import { describe, expect, it } from 'vitest';
import { findEbuilds } from '../../src/answer/find-ebuilds.js';
import { cpvOf } from '../../src/answer/metadata.js';

const FILES = ['x/a 1', 'x/a 2-r1', 'x/b 1', 'y/b 1'].map(text => {
  const [, category = '', pn = '', version = ''] = /^(.*)\/(.*) (.*)$/.exec(text) ?? [];
  return { category, pn, version };
});
const find = (words: string) => findEbuilds(FILES, words).files.map(cpvOf);
const problem = (kind: string, more: object) =>
  expect.objectContaining({ problem: expect.objectContaining({ kind, ...more }) });

describe('ebuilds that words mean', () => {
  it('are those of an atom, a version or a bare name', () => {
    expect(find('x/a')).toEqual(['x/a-1', 'x/a-2-r1']);
    expect(find('x/a-2-r1')).toEqual(['x/a-2-r1']);
    expect(find('>=a-2')).toEqual(['x/a-2-r1']);
    expect(findEbuilds(FILES, 'x/a-1').atom).toBeNull();
    expect(findEbuilds(FILES, 'x/a:3').atom?.text).toBe('x/a:3');
  });

  it('are none where nothing is meant, and what is wrong is data', () => {
    expect(() => find('>x/a-9')).toThrow(problem('no-ebuild-match', { there: ['x/a-1', 'x/a-2-r1'] }));
    expect(() => find('x/aa')).toThrow(problem('no-ebuild', { name: 'x/aa', nearest: 'x/a' }));
    expect(() => find('other')).toThrow(problem('no-ebuild-name', { name: 'other', nearest: null }));
    expect(() => find('b')).toThrow(problem('several-categories', { names: ['x/b', 'y/b'] }));
    expect(() => find('a[')).toThrow(problem('no-atom', { words: 'a[' }));
  });
});
