import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/format-error.js';
import {
  decodeRange,
  findOddByte,
  isUtf8,
  MAX_INDEX_BYTES,
  openIndexText,
} from '../../../src/formats/packages-index/packages-index-text.js';

const encode = (text: string) => new TextEncoder().encode(text);

describe('openIndexText', () => {
  it('keeps character and byte offsets the same, whatever the bytes', () => {
    const bytes = encode('CPV: ü漢😀\nUSE: a\n');
    const { text, plain } = openIndexText(bytes);
    expect(text).toHaveLength(bytes.length);
    expect(text.indexOf('USE')).toBe(bytes.indexOf('U'.charCodeAt(0)));
    expect(text.split('\n')[0]).toBe('CPV: ?????????');
    expect(plain).toBe(false);
  });

  it.each(['CPV: a\n', ''])('%j is plain', text => {
    expect(openIndexText(encode(text))).toMatchObject({ text, plain: true });
  });

  it.each(['\r', '\0', 'é'])('%j is not plain', character => {
    const source = openIndexText(encode(`ab${character}c${character}`));
    expect(source.plain).toBe(false);
    expect(findOddByte(source, 0)).toBe(2);
    expect(findOddByte(source, source.bytes.length)).toBe(source.bytes.length);
  });

  it('finds a byte above 127 wherever it stands', () => {
    for (let at = 0; at < 40; at++) {
      for (let start = 0; start < 4; start++) {
        const bytes = new Uint8Array(new ArrayBuffer(64), start, 40).fill(0x61);
        bytes[at] = 0x80;
        expect(findOddByte(openIndexText(bytes), 0)).toBe(at);
      }
    }
  });

  it('refuses more bytes than the limit', () => {
    expect(() => openIndexText(new Uint8Array(MAX_INDEX_BYTES + 1))).toThrow(FormatError);
  });
});

describe('decodeRange and isUtf8', () => {
  it('decode a part, and see what is no UTF-8', () => {
    const bytes = new Uint8Array([0x61, 0xc3, 0xbc, 0xff, 0x62]);
    expect([decodeRange(bytes, 1, 3), isUtf8(bytes, 1, 3)]).toEqual(['ü', true]);
    expect([decodeRange(bytes, 0, 5), isUtf8(bytes, 0, 5)]).toEqual(['aü\ufffdb', false]);
    // A replacement character that was written is no fault.
    expect(isUtf8(encode('\ufffd'), 0, 3)).toBe(true);
  });
});
