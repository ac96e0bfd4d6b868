import { expect, it } from 'vitest';
import { unmetUseDependencies } from '../../src/pms/match-atom.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { formatUseDependencies } from '../../src/pms/use-dependency.js';
import { candidate } from './read-fixture.js';

it.each([
  ['a/b[x,-y]', 'a/b-1[x,-y]', '', ''],
  ['a/b[x,-y]', 'a/b-1[-x,-y]', '', '[x]'],
  ['a/b[x,-y,z]', 'a/b-1[-x,y,z]', '', '[x,-y]'],
  ['a/b[x?,y=]', 'a/b-1[-x,-y]', 'x y', '[x?,y=]'],
  ['a/b[x?,y=]', 'a/b-1[-x,-y]', '', ''],
  ['a/b[x?]', 'a/b-1', '', '[x?]'],
  ['a/b[x(-)?,y(+)]', 'a/b-1', '', ''],
  ['a/b', 'a/b-1', '', ''],
])('%s in %s for a parent with "%s" lacks %s', (atom, pkg, parent, expected) => {
  const use = new Set(parent.split(' '));
  expect(formatUseDependencies(unmetUseDependencies(parseAtom(atom), candidate(pkg), use))).toBe(expected);
});
