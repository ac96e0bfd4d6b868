import { describe, expect, it } from 'vitest';
import {
  compareSymbolVersions,
  highestInFamily,
  highestOfFamilies,
  parseSymbolVersion,
} from '../../../src/model/linking/symbol-version.js';

describe('parseSymbolVersion', () => {
  it.each([
    ['GLIBCXX_3.4.32', 'GLIBCXX', [3, 4, 32], ''],
    ['BLKID_2_37', 'BLKID', [2, 37], ''],
    ['OPENSSL_1_1_0d', 'OPENSSL', [1, 1, 0], 'd'],
    ['OPENSSL_3.0.0', 'OPENSSL', [3, 0, 0], ''],
    ['GLIBC_ABI_DT_RELR', 'GLIBC_ABI_DT_RELR', [], ''],
    ['GLIBC_PRIVATE', 'GLIBC_PRIVATE', [], ''],
    ['libuv1.48', 'libuv', [1, 48], ''],
    ['3', '', [3], ''],
    ['', '', [], ''],
    [`A_${'1'.repeat(200)}`, `A_${'1'.repeat(200)}`, [], ''],
  ])('%s', (text, family, numbers, suffix) => {
    expect(parseSymbolVersion(text)).toEqual({ text, family, numbers, suffix });
  });
});

const compare = (a: string, b: string) =>
  Math.sign(compareSymbolVersions(parseSymbolVersion(a), parseSymbolVersion(b)));

describe('compareSymbolVersions', () => {
  it.each([
    ['GLIBC_2.9', 'GLIBC_2.10', -1],
    ['GLIBC_2.2', 'GLIBC_2.2.5', -1],
    ['OPENSSL_1_1_0', 'OPENSSL_1_1_0d', -1],
    ['OPENSSL_1_1_1', 'OPENSSL_1_1_0d', 1],
    ['OPENSSL_3.0.0', 'OPENSSL_1_1_1', 1],
    ['BLKID_2_37', 'BLKID_2.37', 0],
  ])('%s and %s', (a, b, order) => {
    expect([compare(a, b), compare(b, a)]).toEqual([order, 0 - order]);
  });
});

describe('families', () => {
  it('have a highest version each', () => {
    const names = ['GLIBC_2.9', 'GLIBC_PRIVATE', 'GLIBC_2.10', 'GLIBCXX_3.4', 'GLIBC_2.2.5'];
    expect(highestOfFamilies(names).map(({ text }) => text)).toEqual([
      'GLIBC_2.10',
      'GLIBC_PRIVATE',
      'GLIBCXX_3.4',
    ]);
    expect(highestInFamily(names, 'GLIBC')).toBe('GLIBC_2.10');
    expect(highestInFamily(names, 'CXXABI')).toBeNull();
    expect(highestInFamily(names, 'GLIBC_PRIVATE')).toBeNull();
  });
});
