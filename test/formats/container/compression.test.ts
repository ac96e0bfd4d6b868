import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  COMPRESSIONS,
  type Compression,
  detectCompression,
  EXTENSIONS,
  findHeadDefect,
  HEAD_LENGTH,
  isProbed,
} from '../../../src/formats/container/compression.js';
import { toBytes } from '../../support/write-tar.js';

const FIXTURES = new URL('../../../fixtures/formats/compressed/', import.meta.url);
const headOf = (name: string) =>
  new Uint8Array(readFileSync(new URL(name, FIXTURES)).subarray(0, HEAD_LENGTH));

describe.each(COMPRESSIONS)('%s', kind => {
  const head = headOf(`text${EXTENSIONS[kind]}`);

  it('is known by its first bytes', () => {
    expect(detectCompression(head)).toBe(kind);
    expect(findHeadDefect(kind, head)).toBeNull();
    expect(isProbed(kind, head)).toBe(true);
  });

  it('is not known by a part of its magic', () => {
    expect(detectCompression(head.subarray(0, 1))).toBeNull();
  });
});

describe('detectCompression', () => {
  it('knows the old form of lz4 and frames that zstd skips', () => {
    expect(detectCompression(headOf('legacy.lz4'))).toBe('lz4');
    expect(detectCompression(Uint8Array.of(0x5d, 0x2a, 0x4d, 0x18, 0, 0, 0, 0))).toBe('zstd');
    expect(detectCompression(Uint8Array.of(0x6d, 0x2a, 0x4d, 0x18, 0, 0, 0, 0))).toBeNull();
  });

  it('knows nothing else', () => {
    expect(detectCompression(toBytes('metadata/PF'))).toBeNull();
    expect(detectCompression(new Uint8Array(0))).toBeNull();
  });
});

describe('findHeadDefect', () => {
  const DAMAGE: readonly [Compression, number, number][] = [
    ['bzip2', 3, 0x30],
    ['bzip2', 4, 0x8d],
    ['gzip', 2, 7],
    ['gzip', 3, 0x20],
    ['zstd', 4, 0x08],
    ['lz4', 4, 0x00],
    ['lzip', 4, 2],
    ['xz', 7, 0x10],
  ];
  it.each(DAMAGE)('%s: sees byte %i being %i', (kind, at, value) => {
    const head = headOf(`text${EXTENSIONS[kind]}`);
    head[at] = value;
    expect(findHeadDefect(kind, head)).toBeTypeOf('string');
  });
});

describe('isProbed', () => {
  it('knows which forms Portage does not look for in an xpak', () => {
    expect(isProbed('bzip2', toBytes('BZh1'))).toBe(false);
    expect(isProbed('zstd', Uint8Array.of(0x50, 0x2a, 0x4d, 0x18))).toBe(false);
  });
});
