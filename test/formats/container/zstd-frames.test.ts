import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/format-error.js';
import { findZstdFrames } from '../../../src/formats/container/zstd-frames.js';
import { concat } from '../../support/write-tar.js';

const FIXTURES = new URL('../../../fixtures/formats/compressed/', import.meta.url);
const load = (name: string) => new Uint8Array(readFileSync(new URL(name, FIXTURES)));
const find = (bytes: Uint8Array) => [...findZstdFrames(bytes)];

const TEXT = load('text.zst');
const SKIPPED = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);

describe('findZstdFrames', () => {
  it('finds one frame after the other and passes over those to be skipped', () => {
    expect(find(TEXT)).toMatchObject([{ offset: 0, length: TEXT.length }]);
    const bytes = concat([SKIPPED, TEXT, SKIPPED, TEXT]);
    expect(find(bytes)).toMatchObject([{ offset: 11 }, { offset: 22 + TEXT.length, length: TEXT.length }]);
    expect(find(load('two.zst'))).toHaveLength(2);
  });

  it('reads how far back a frame may refer', () => {
    expect(find(load('long-window.zst'))[0]?.windowSize).toBe(2 ** 31);
    // Magic, a descriptor of one segment, content size 1, one block of one byte.
    const single = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 1, 9, 0, 0, 0x61);
    expect(find(single)).toEqual([
      { offset: 0, length: 10, windowSize: 1, windowOffset: null, contentBound: 1 },
    ]);
    const sized = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x60, 1, 0, 9, 0, 0, 0x61);
    expect(find(sized)[0]?.windowSize).toBe(257);
  });

  it('bounds what a frame can expand to by its blocks', () => {
    // A run of 16, then a compressed block, whose size does not tell.
    const blocks = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0xf8, 0x82, 0, 0, 0x61, 0x15, 0, 0, 1, 2);
    expect(find(blocks)).toMatchObject([{ windowSize: 2 ** 41, contentBound: 16 + (128 << 10) }]);
  });

  it.each([
    ['another magic', concat([TEXT, Uint8Array.of(1, 2, 3, 4)]), TEXT.length],
    ['a reserved bit', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x08), 4],
    ['a reserved block', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 1, 0x07, 0, 0), 6],
    ['a dictionary', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x21, 5, 1), 0],
  ])('refuses %s, at its place', (_, bytes, offset) => {
    expect(() => find(bytes)).toThrow(`(offset ${offset})`);
  });

  it('notices every cut', () => {
    for (let length = 1; length < TEXT.length; length++) {
      expect(() => find(TEXT.subarray(0, length)), `cut at ${length}`).toThrow(FormatError);
    }
    expect(find(new Uint8Array(0))).toEqual([]);
  });
});
