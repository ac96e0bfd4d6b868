import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FrameError } from '../../../src/load/decompress/decoder.js';
import { loadWasmDecoder } from '../../../src/load/decompress/zstd-wasm.js';
import { writeCompressed } from '../../support/write-compressed.js';

const FIXTURES = new URL('../../../fixtures/formats/compressed/', import.meta.url);
const load = (name: string) => new Uint8Array(readFileSync(new URL(name, FIXTURES)));
const FRAME = load('text.zst');
/** ZSTD_DStreamOutSize */
const OUTPUT = 1 << 17;

describe('the decoder of zstddec', () => {
  it('decodes a frame', async () => {
    const decode = await loadWasmDecoder();
    const pieces: Uint8Array[] = [];
    await decode([FRAME], piece => pieces.push(piece.slice()));
    expect(Buffer.concat(pieces).equals(load('text'))).toBe(true);
  });

  it.each([1, 2, 5])(
    'takes the end of a frame that fills its output %i times to the last byte',
    async times => {
      const decode = await loadWasmDecoder();
      for (const length of [times * OUTPUT - 1, times * OUTPUT, times * OUTPUT + 1]) {
        const bytes = Uint8Array.from({ length }, (_, at) => (at * at) >> 9);
        const pieces: Uint8Array[] = [];
        await decode([await writeCompressed('zstd', bytes)], piece => pieces.push(piece.slice()));
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      }
    },
  );

  it('ends on a damaged frame, on a cut one and on one with more behind it', async () => {
    const decode = await loadWasmDecoder();
    const attempt = async (frame: Uint8Array) => decode([frame], () => undefined);
    const damaged = FRAME.slice();
    damaged.fill(0xee, 40, 60);
    await expect(attempt(damaged)).rejects.toThrow(FrameError);
    await expect(attempt(FRAME.subarray(0, 100))).rejects.toThrow('ends too early');
    await expect(attempt(Uint8Array.from([...FRAME, 1, 2, 3, 4, 5]))).rejects.toThrow(FrameError);
  });

  it('gives its memory back, however a frame ends', async () => {
    const decode = await loadWasmDecoder();
    const damaged = load('long-window.zst');
    // A window of 8 MiB.
    damaged[5] = 13 << 3;
    damaged.fill(0xee, 100, 110);
    const growth = async (rounds: number) => {
      const before = process.memoryUsage().external;
      for (let i = 0; i < rounds; i++) {
        await expect(async () => decode([damaged], () => undefined)).rejects.toThrow(FrameError);
      }
      return process.memoryUsage().external - before;
    };
    await growth(2);
    expect(await growth(30)).toBeLessThan(32 << 20);
  });
});
