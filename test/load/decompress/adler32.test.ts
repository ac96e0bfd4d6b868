import { expect, it } from 'vitest';
import { adler32 } from '../../../src/load/decompress/adler32.js';
import { toBytes } from '../../support/write-tar.js';

it('adler32 agrees with known values, also where sums would overflow', () => {
  expect(adler32(toBytes('Wikipedia'))).toBe(0x11e60398);
  expect(adler32(new Uint8Array(0))).toBe(1);
  // Computed with Python's zlib.adler32.
  expect(adler32(new Uint8Array(1_000_000).fill(255))).toBe(0x3843e1be);
});
