import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../src/pms/version.js';
import { isVersionPrefix } from '../../src/pms/version-prefix.js';

function isPrefix(prefix: string, version: string): boolean {
  return isVersionPrefix(parseVersion(prefix), parseVersion(version));
}

describe('isVersionPrefix', () => {
  it.each([
    ['1', '1'],
    ['1', '01.2'],
    ['1.2', '1.2.3-r4'],
    ['1.2', '1.2b_p1'],
    ['1.2', '1.2_alpha'],
    ['1.2a', '1.2a_p'],
    ['1.2_p', '1.2_p7_rc'],
    ['1.2_p0', '1.2_p'],
    ['1.02', '1.020'],
    ['1_rc1_p', '1_rc1_p2'],
    ['1-r0', '1'],
  ])('%s* has %s', (prefix, version) => {
    expect(isPrefix(prefix, version)).toBe(true);
  });

  it.each([
    ['1', '10'],
    ['1.2', '1'],
    ['1.2', '1.02'],
    ['1.2', '1.20'],
    ['1.2a', '1.2'],
    ['1.2a', '1.2b'],
    ['1.2a', '1.2.3'],
    ['1.2_p', '1.2_pre'],
    ['1.2_p', '1.2'],
    ['1.2_p', '1.2a_p'],
    ['1.2_p1', '1.2_p10'],
    ['1_rc_p', '1_rc1_p'],
    ['1-r1', '1-r10'],
    ['1-r1', '1.1-r1'],
  ])('%s* has not %s', (prefix, version) => {
    expect(isPrefix(prefix, version)).toBe(false);
  });
});
