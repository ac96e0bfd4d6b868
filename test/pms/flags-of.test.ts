import { expect, it } from 'vitest';
import { flagsOf, unknownFlags } from '../../src/pms/flags-of.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';

it('flagsOf finds conditions, REQUIRED_USE items and conditional USE dependencies', () => {
  const spec = parseDepspec('x? ( a/b[c,-d] ) || ( e/f[g?,!h=] !y? ( i/j ) )');
  expect(flagsOf(spec)).toEqual([
    { flag: 'x', start: 0 },
    { flag: 'g', start: 22 },
    { flag: 'h', start: 22 },
    { flag: 'y', start: 34 },
  ]);
  expect(flagsOf(parseDepspec('a? ( !b )', { kind: 'required-use' })).map(({ flag }) => flag)).toEqual([
    'a',
    'b',
  ]);
  expect(flagsOf(parseDepspec('a? ( GPL-2 )', { kind: 'license' })).map(({ flag }) => flag)).toEqual(['a']);
});

it('unknownFlags keeps those outside IUSE', () => {
  const spec = parseDepspec('x? ( a/b ) y? ( c/d )');
  expect(unknownFlags(spec, flag => flag === 'x')).toEqual([{ flag: 'y', start: 11 }]);
});
