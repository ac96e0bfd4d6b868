import { expect, it } from 'vitest';
import { collapsePath } from '../../src/model/collapse-path.js';

it.each([
  ['/usr//lib/./x/../y/', '/usr/lib/y'],
  ['/../a', '/a'],
  ['../a/..', '..'],
  ['a/..', '.'],
  ['', '.'],
  ['/', '/'],
])('collapsePath of %s is %s', (path, expected) => {
  expect(collapsePath(path)).toBe(expected);
});
