import { describe, expect, it } from 'vitest';
import {
  acceptedLicenses,
  expandLicenses,
  isLicenseAccepted,
  missingLicenses,
} from '../../src/pms/license.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';

const GROUPS = new Map([
  ['FREE', ['@GPL', 'MIT']],
  ['GPL', ['GPL-2', 'GPL-3']],
  ['LOOP', ['a', '@KNOT']],
  ['KNOT', ['@LOOP', 'b']],
  ['TAKING', ['c', '-MIT']],
  ['EMPTY', []],
]);

describe('expandLicenses', () => {
  it.each([
    ['@FREE BSD', 'GPL-2 GPL-3 MIT BSD'],
    ['* -@GPL', '* -GPL-2 -GPL-3'],
    ['@LOOP', 'a b'],
    ['-@KNOT', '-a -b'],
    ['@TAKING', 'c'],
    ['@UNKNOWN @EMPTY', '@UNKNOWN @EMPTY'],
    ['-* -x', '-* -x'],
  ])('%s', (tokens, expected) => {
    expect(expandLicenses(tokens.split(' '), GROUPS).join(' ')).toBe(expected);
  });

  it('survives groups that hold each other many times', () => {
    const names = Array.from({ length: 60 }, (_, i) => `G${i}`);
    const groups = new Map(
      names.map(name => [name, names.map(other => `@${other}`).concat(`license-${name}`)]),
    );
    expect(expandLicenses(['@G0'], groups)).toHaveLength(60);
  });
});

describe('acceptedLicenses', () => {
  it('lets later tokens overrule earlier ones', () => {
    expect([...acceptedLicenses(['*', '-MIT'], ['MIT', 'BSD'])]).toEqual(['BSD']);
    expect([...acceptedLicenses(['MIT', '-*', 'BSD', 'other'], ['MIT', 'BSD'])]).toEqual(['BSD']);
    expect([...acceptedLicenses([], ['MIT'])]).toEqual([]);
  });
});

describe('acceptance', () => {
  const missing = (license: string, tokens: string, use = '') => {
    const spec = parseDepspec(license, { kind: 'license' });
    const reduction = { use: new Set(use.split(' ')) };
    const accept = expandLicenses(tokens.split(' '), GROUPS);
    return [isLicenseAccepted(spec, accept, reduction), missingLicenses(spec, accept, reduction).join(' ')];
  };

  it.each([
    ['GPL-2 MIT', '@FREE', '', true, ''],
    ['GPL-2 BSD', '@FREE', '', false, 'BSD'],
    ['|| ( BSD MIT )', '@FREE', '', true, ''],
    ['|| ( BSD ISC )', '@FREE', '', false, 'BSD ISC'],
    ['|| ( ( GPL-2 BSD ) ISC )', '@FREE', '', false, 'BSD ISC'],
    ['|| ( ( GPL-2 MIT ) ISC )', '@FREE', '', true, ''],
    ['x? ( BSD ) MIT', '@FREE', '', true, ''],
    ['x? ( BSD ) MIT', '@FREE', 'x', false, 'BSD'],
    ['|| ( x? ( MIT ) BSD )', '@FREE', '', false, 'BSD'],
    ['|| ( x? ( MIT ) )', '*', '', false, ''],
    ['BSD', '* -@FREE', '', true, ''],
    ['MIT', '* -@FREE', '', false, 'MIT'],
    ['', '-*', '', true, ''],
  ])('LICENSE "%s" under "%s" with "%s"', (license, tokens, use, accepted, names) => {
    expect(missing(license, tokens, use)).toEqual([accepted, names]);
  });
});
