import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../src/base/byte-reader.js';
import { FormatError } from '../../src/base/format-error.js';

const BYTES = Uint8Array.of(0xff, 1, 2, 3, 4, 0x80, 0, 0, 1, 9);

describe('ByteReader', () => {
  it('reads numbers in both orders, without sign', () => {
    const reader = new ByteReader(BYTES, 'test');
    expect(reader.readU8()).toBe(255);
    expect(reader.readU16()).toBe(0x0102);
    expect(reader.readU16(true)).toBe(0x0403);
    expect(reader.readU32()).toBe(0x80000001);
    expect(reader.remaining).toBe(1);
    expect(new ByteReader(BYTES.subarray(5), 'test').readU32(true)).toBe(0x01000080);
  });

  it('counts offsets from the start of the whole input', () => {
    const reader = new ByteReader(BYTES, 'test', 100);
    reader.skip(3);
    expect(reader.offset).toBe(103);
    expect([...reader.readBytes(2)]).toEqual([3, 4]);
  });

  it('says where bytes are missing, and stays there', () => {
    const reader = new ByteReader(BYTES, 'test', 100);
    reader.skip(8);
    const read = () => reader.readU32();
    expect(read).toThrow(FormatError);
    expect(read).toThrow('test: 4 bytes are needed here and 2 are left (offset 108)');
    expect(reader.remaining).toBe(2);
  });
});
