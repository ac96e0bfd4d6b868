import { describe, expect, it } from 'vitest';
import { decodeLzo1x } from '../../../src/load/decompress/lzo1x.js';

/** The end: a far match of distance 16384 exactly. */
const END = [0x11, 0, 0];
const letters = (text: string) => [...new TextEncoder().encode(text)];

function decode(bytes: readonly number[], length: number): string {
  return new TextDecoder().decode(decodeLzo1x(Uint8Array.from(bytes), length, 50));
}

describe('decodeLzo1x', () => {
  it.each([
    ['literals counted by the first byte', [17 + 5, ...letters('hello'), ...END], 'hello'],
    ['literals counted by an instruction', [2, ...letters('hello'), ...END], 'hello'],
    ['many literals', [0, 2, ...letters('x'.repeat(20)), ...END], 'x'.repeat(20)],
    ['a near match of three', [17 + 4, ...letters('abcd'), 0x40 | (3 << 2), 0, ...END], 'abcdabc'],
    ['a match of eight that overlaps itself', [17 + 4, ...letters('abcd'), 0xe0, 0, ...END], 'abcddddddddd'],
    [
      'a match with a length of its own',
      [17 + 4, ...letters('abcd'), 0x20 | 2, 3 << 2, 0, ...END],
      'abcdabcd',
    ],
    ['a long match', [17 + 4, ...letters('abcd'), 0x20, 1, 3 << 2, 0, ...END], `abcd${'abcd'.repeat(8)}ab`],
    [
      'literals behind a match',
      [17 + 4, ...letters('abcd'), 0x40 | (3 << 2) | 2, 0, ...letters('yz'), ...END],
      'abcdabcyz',
    ],
    ['two bytes behind few literals', [17 + 1, 0x61, 0x00, 0, ...END], 'aaa'],
  ])('decodes %s', (_, bytes, text) => {
    expect(decode(bytes, text.length)).toBe(text);
  });

  it('decodes a match further back than 16384', () => {
    const count = 20_000 - 18;
    const run = [
      0,
      ...Array<number>(Math.floor(count / 255)).fill(0),
      count % 255,
      ...letters('abcd'.repeat(5000)),
    ];
    const bytes = [...run, 0x10 | 2, ((20_000 - 16_384) << 2) & 0xff, (20_000 - 16_384) >> 6, ...END];
    expect(decode(bytes, 20_004).slice(-4)).toBe('abcd');
  });

  it.each([
    ['a match before the data', [17 + 4, ...letters('abcd'), 0x40 | (4 << 2), 0, ...END], 7],
    ['more than it says', [17 + 5, ...letters('hello'), ...END], 4],
    ['less than it says', [17 + 5, ...letters('hello'), ...END], 6],
    ['bytes behind the end', [17 + 5, ...letters('hello'), ...END, 0], 5],
    ['a cut in literals', [17 + 5, ...letters('hel')], 5],
    ['a cut in a length', [0, 0, 0], 5],
    ['no end', [17 + 5, ...letters('hello')], 5],
  ])('refuses a block with %s', (_, bytes, length) => {
    expect(() => decode(bytes, length)).toThrow(/lzop: .*\(offset 5\d\)/);
  });
});
