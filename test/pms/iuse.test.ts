import { describe, expect, it } from 'vitest';
import { effectiveIuse, iuseNames, parseIuse } from '../../src/pms/iuse.js';
import { syntaxErrorOf } from './read-fixture.js';

describe('parseIuse', () => {
  it('reads flags and their defaults', () => {
    expect(parseIuse(' a +b\n-c ')).toEqual([
      { flag: 'a', default: null },
      { flag: 'b', default: '+' },
      { flag: 'c', default: '-' },
    ]);
    expect(parseIuse('')).toEqual([]);
  });

  it('refuses bad names, and defaults in EAPI 0', () => {
    expect(syntaxErrorOf(() => parseIuse('a ++b')).offset).toBe(2);
    expect(syntaxErrorOf(() => parseIuse('a +')).offset).toBe(2);
    expect(syntaxErrorOf(() => parseIuse('a +b', { eapi: '0' })).offset).toBe(2);
    expect(parseIuse('+b', { eapi: '1' })).toHaveLength(1);
  });
});

describe('iuseNames', () => {
  it('takes any text', () => {
    expect([...iuseNames('a +b -c a (bad) ')]).toEqual(['a', 'b', 'c', '(bad)']);
  });
});

describe('effectiveIuse', () => {
  it('adds up the variables of a profile', () => {
    const header = new Map([
      ['IUSE_IMPLICIT', 'prefix prefix-guest'],
      ['USE_EXPAND', 'ELIBC KERNEL L10N'],
      ['USE_EXPAND_IMPLICIT', 'ARCH ELIBC KERNEL'],
      ['USE_EXPAND_UNPREFIXED', 'ARCH OTHER'],
      ['USE_EXPAND_VALUES_ARCH', 'amd64 x86'],
      ['USE_EXPAND_VALUES_ELIBC', 'glibc  musl'],
      ['USE_EXPAND_VALUES_L10N', 'de'],
      ['USE_EXPAND_VALUES_OTHER', 'other'],
    ]);
    expect([...effectiveIuse(header)].sort()).toEqual([
      'amd64',
      'elibc_glibc',
      'elibc_musl',
      'prefix',
      'prefix-guest',
      'x86',
    ]);
  });

  it('is empty without them', () => {
    expect(effectiveIuse(new Map()).size).toBe(0);
  });
});
