import { expect, it } from 'vitest';
import { crc32 } from '../../../src/load/decompress/crc32.js';
import { toBytes } from '../../support/write-tar.js';

it('crc32 agrees with the check value of its definition, in one piece and in two', () => {
  expect(crc32(toBytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(toBytes('56789'), crc32(toBytes('1234')))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});
