import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../../src/base/byte-reader.js';
import { decodeLzma } from '../../../src/load/decompress/lzma.js';
import { concat } from '../../support/write-tar.js';

/** `b'hello hello hello'`, and nothing, by Python's lzma.compress(..., format=FORMAT_RAW, lc=3, lp=0, pb=2). */
const HELLO = '00341949ee8de94f7f35c5a3ffff78a40000';
const EMPTY = '0083fffbffffc0000000';

function decode(hex: string, dictionary = 1 << 16): string {
  const pieces: Uint8Array[] = [];
  const reader = new ByteReader(new Uint8Array(Buffer.from(hex, 'hex')), 'lzip', 6);
  decodeLzma(reader, dictionary, piece => pieces.push(piece.slice()));
  expect(reader.remaining).toBe(0);
  return new TextDecoder().decode(concat(pieces));
}

describe('decodeLzma', () => {
  it('decodes up to the end marker', () => {
    expect(decode(HELLO)).toBe('hello hello hello');
    expect(decode(EMPTY)).toBe('');
  });

  it('refuses a match that reaches before the dictionary', () => {
    expect(decode(HELLO, 6)).toBe('hello hello hello');
    expect(() => decode(HELLO, 5)).toThrow('a match begins before the data');
  });

  it('refuses a stream that does not begin with zero', () => {
    expect(() => decode(`01${HELLO.slice(2)}`)).toThrow('(offset 7)');
  });
});
