// Names of libraries without their versions, and those that others link to.

import { describe, expect, it } from 'vitest';
import { isPublicName, stemOf } from '../../../src/model/linking/soname-stem.js';

describe('stemOf', () => {
  it.each([
    ['libicuuc.so.73', 'libicuuc.so.74'],
    ['libweston-11.so.0', 'libweston-14.so.0'],
    ['libboost_regex.so.1.53.0', 'libboost_regex.so.1.54.0'],
    ['libsystemd-shared-253.so', 'libsystemd-shared-255.so'],
    ['libcrypto.so.1.1', 'libcrypto.so.3'],
  ])('%s is followed by %s', (a, b) => {
    expect(stemOf(a)).toBe(stemOf(b));
  });

  it('tells different libraries apart', () => {
    const names = ['libc.so.6', 'libcrypt.so.1', 'libm.so.6', 'libicuuc.so.73', 'libicui18n.so.73'];
    expect(new Set(names.map(stemOf)).size).toBe(names.length);
  });
});

describe('isPublicName', () => {
  it.each(['libz.so.1', 'libboost_regex.so.1.54.0', 'libgoa-backend-1.0.so.2', 'libstdc++.so.6'])(
    '%s',
    name => {
      expect(isPublicName(name)).toBe(true);
    },
  );

  it.each([
    'pam_unix.so',
    'libsystemd-shared-255.so',
    'plugin.so.1',
    'libwayland-egl.so.1.0.0.debug',
    'libpytalloc-util.cpython-311-aarch64-linux-gnu.so.2',
    `lib${'.so.1'.repeat(100)}`,
  ])('not %s', name => {
    expect(isPublicName(name)).toBe(false);
  });
});
