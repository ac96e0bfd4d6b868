import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FormatError, type Problem } from '../../../src/base/format-error.js';
import { COMPRESSIONS, type Compression, EXTENSIONS } from '../../../src/formats/container/compression.js';
import { decompress } from '../../../src/load/decompress/decompress.js';
import { writeCompressed } from '../../support/write-compressed.js';
import { concat } from '../../support/write-tar.js';

const FIXTURES = new URL('../../../fixtures/formats/compressed/', import.meta.url);
const load = (name: string) => new Uint8Array(readFileSync(new URL(name, FIXTURES)));
const TEXT = load('text');
const LIMIT = 1 << 20;

/** What comes out, or the problem that stops it. */
async function run(kind: Compression, bytes: Uint8Array, limit = LIMIT): Promise<Uint8Array | Problem> {
  const pieces: Uint8Array[] = [];
  try {
    await decompress(kind, bytes, limit, piece => pieces.push(piece.slice()));
  } catch (error) {
    if (error instanceof FormatError) return error.problem;
    throw error;
  }
  return concat(pieces);
}

describe.each(COMPRESSIONS)('%s', kind => {
  const packed = load(`text${EXTENSIONS[kind]}`);
  // These two take milliseconds to begin.
  const step = kind === 'bzip2' || kind === 'xz' ? 7 : 1;

  it('gives the text back', async () => {
    expect(await run(kind, packed)).toEqual(TEXT);
  });

  it('reads several streams in a row', async () => {
    expect(await run(kind, load(`two${EXTENSIONS[kind]}`))).toEqual(TEXT);
  });

  it('never gives more than the limit', async () => {
    expect(await run(kind, packed, TEXT.length)).toEqual(TEXT);
    expect(await run(kind, packed, TEXT.length - 1)).toMatchObject({
      code: 'output-too-large',
      effect: 'harmful',
    });
  });

  it('lets errors of the sink pass, and works afterwards', async () => {
    const stop = new Error('enough');
    const act = decompress(kind, packed, LIMIT, () => {
      throw stop;
    });
    await expect(act).rejects.toBe(stop);
    expect(await run(kind, packed)).toEqual(TEXT);
  });

  it('notices every cut', async () => {
    for (let length = 0; length < packed.length; length += length < 16 ? 1 : step) {
      const found = await run(kind, packed.subarray(0, length));
      // gzip has no sign of its own that nothing follows an empty input.
      if (length === 0 && kind === 'gzip') continue;
      expect(found, `cut at ${length}`).toMatchObject({ code: 'compressed-damaged', effect: 'refused' });
      expect((found as Problem).offset).toBeLessThanOrEqual(length);
    }
  });

  it('never fails in another way, and never gives other text, whatever byte is flipped', async () => {
    for (let at = 0; at < packed.length; at += at < 16 ? 1 : step) {
      const damaged = packed.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const found = await run(kind, damaged);
      if (found instanceof Uint8Array) expect(found, `flipped at ${at}`).toEqual(TEXT);
      else expect(found.code).toMatch(/^(compressed-damaged|compression-unsupported|output-too-large)$/);
    }
  });
});

describe('what is not supported', () => {
  it.each([
    ['xz', 'sha256.xz'],
    ['lz4', 'legacy.lz4'],
  ] as const)('%s: %s', async (kind, name) => {
    expect(await run(kind, load(name))).toMatchObject({
      code: 'compression-unsupported',
      effect: 'unchecked',
    });
  });
});

describe('bzip2', () => {
  it('passes over what follows the last stream, as bzip2 does', async () => {
    expect(await run('bzip2', concat([load('text.bz2'), Uint8Array.of(1, 2, 3)]))).toEqual(TEXT);
  });
});

describe('zstd', () => {
  it('reads frames that want a window of gigabytes', async () => {
    expect(await run('zstd', load('long-window.zst'))).toEqual(TEXT);
  });

  it('reads long streams in many pieces', async () => {
    const bytes = Uint8Array.from({ length: 700_000 }, (_, i) => (i * i) >> 7);
    const found = await run('zstd', await writeCompressed('zstd', bytes));
    expect(found instanceof Uint8Array && Buffer.compare(found, bytes) === 0).toBe(true);
  });

  it('refuses a frame that announces more than the limit without decoding it', async () => {
    // One segment of 2^40 bytes.
    const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0);
    expect(await run('zstd', frame)).toMatchObject({ code: 'output-too-large' });
  });
});

describe('a bomb', () => {
  it.each(['gzip', 'zstd'] as const)('%s: costs no more than the limit', async kind => {
    const bomb = await writeCompressed(kind, new Uint8Array(96 << 20));
    let seen = 0;
    const act = decompress(kind, bomb, 8 << 20, piece => {
      seen += piece.length;
    });
    await expect(act).rejects.toThrow('expand to more than');
    expect(seen).toBeLessThanOrEqual(8 << 20);
  });
});
