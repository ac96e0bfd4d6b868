import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/format-error.js';
import { isZeroBlock, readDialect, readTarHeader } from '../../../src/formats/container/tar-header.js';
import { sealHeader, writeTarHeader } from '../../support/write-tar.js';

function problemOf(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof FormatError) return error.problem;
    throw error;
  }
  return null;
}

/** A header with a field overwritten and the checksum made right again. */
function withField(at: number, bytes: ArrayLike<number>): Uint8Array {
  const block = writeTarHeader({ name: 'a', size: 5 });
  block.set(bytes, at);
  return sealHeader(block);
}

const ascii = (text: string) => new TextEncoder().encode(text);

describe('readTarHeader', () => {
  it('reads every field', () => {
    const block = writeTarHeader({ name: 'c', prefix: 'a/b', size: 0o1234, type: '2', linkName: 'target' });
    expect(readTarHeader(block, 0)).toEqual({
      dialect: 'ustar',
      name: 'a/b/c',
      linkName: 'target',
      type: '2',
      size: 0o1234,
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: 1_700_000_000,
    });
  });

  it('tells the dialects apart', () => {
    for (const magic of ['ustar', 'gnu', 'v7'] as const) {
      expect(readDialect(writeTarHeader({ name: 'a' }, magic))).toBe(magic);
    }
  });

  it('takes a name with a slash at its end for a directory in old archives only', () => {
    expect(readTarHeader(writeTarHeader({ name: 'a/', type: '\0' }), 0).type).toBe('5');
    expect(readTarHeader(writeTarHeader({ name: 'a', type: '\0' }), 0).type).toBe('0');
    expect(readTarHeader(writeTarHeader({ name: 'a/', type: '0' }), 0).type).toBe('0');
  });

  it.each([
    ['spaces around', ascii(' 12 \0'), 10],
    ['nothing', new Uint8Array(12), 0],
    ['no terminator', ascii('000000000017'), 15],
    ['base 256', [0x80, 0, 0, 0, 0, 0, 0, 0x2, 0, 0, 0, 0], 2 ** 33],
    ['base 256 below zero', new Uint8Array(12).fill(0xff), -1],
  ])('reads a size written with %s', (_, bytes, size) => {
    expect(readTarHeader(withField(124, bytes), 0).size).toBe(size);
  });

  it.each([
    ['letters', ascii('0000000000z\0'), 'is not octal'],
    ['a sign', ascii('-1\0'), 'is not octal'],
    ['a base 256 number of 88 bits', [0x80, ...new Uint8Array(11).fill(0xff)], 'is too large'],
  ])('refuses a size written with %s, at its place', (_, bytes, message) => {
    const problem = problemOf(() => readTarHeader(withField(124, bytes), 1024));
    expect(problem).toMatchObject({ code: 'tar-header-number', offset: 1024 + 124, effect: 'refused' });
    expect(problem?.message).toContain(message);
  });

  it('refuses a wrong checksum and accepts the sum of signed bytes', () => {
    const block = writeTarHeader({ name: 'ä' });
    const stored = Number.parseInt(String.fromCharCode(...block.subarray(148, 154)), 8);
    block[1] = (block[1] ?? 0) ^ 1;
    expect(problemOf(() => readTarHeader(block, 512))).toMatchObject({
      code: 'tar-header-checksum',
      offset: 512,
    });
    block[1] = (block[1] ?? 0) ^ 1;
    block.set(ascii(`${(stored - 2 * 256).toString(8).padStart(6, '0')}\0 `), 148);
    expect(readTarHeader(block, 0).name).toBe('ä');
  });
});

describe('isZeroBlock', () => {
  it('sees a single bit', () => {
    const block = new Uint8Array(512);
    expect(isZeroBlock(block)).toBe(true);
    block[511] = 1;
    expect(isZeroBlock(block)).toBe(false);
  });
});
