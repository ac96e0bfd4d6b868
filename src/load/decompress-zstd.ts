// zstd (RFC 8878), frame by frame: through node:zlib where it has zstd, else through zstddec's WebAssembly.

import * as zlib from 'node:zlib';
import { findZstdFrames, type ZstdFrame } from '../formats/zstd-frames.js';
import { damagedInput, outputTooLarge, type Sink } from './decompress.js';

/** Decodes one frame; throws a plain Error with the reason where it is damaged. */
export type FrameDecoder = (frame: Uint8Array, sink: Sink) => void | Promise<void>;

export async function decompressZstd(bytes: Uint8Array, sink: Sink, limit: number): Promise<void> {
  // All frames first: damage and cuts are then told before anything is decoded, and with their place.
  const frames = [...findZstdFrames(bytes)];
  if (frames.length === 0) throw damagedInput('zstd', 'there is no zstd frame', 0);
  const decode = await loadDecoder();
  for (const frame of frames) {
    const narrowed = narrowWindow(bytes.subarray(frame.offset, frame.offset + frame.length), frame, limit);
    try {
      await decode(narrowed, sink);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      throw damagedInput('zstd', `the zstd data are damaged: ${error.message}`, frame.offset);
    }
  }
}

/** What a decoder throws, so that errors of the sink can be told apart. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/**
 * No match reaches further back than what has been written, which is never more than the limit. So the window, which
 * decoders reserve and `--ultra` and `--long` raise to gigabytes, is made as small as the content allows.
 */
function narrowWindow(frame: Uint8Array, found: ZstdFrame, limit: number): Uint8Array {
  const needed = Math.min(limit, found.contentBound);
  if (found.windowSize <= needed) return frame;
  if (found.windowOffset === null) {
    if (found.windowSize > limit) throw outputTooLarge('zstd', limit);
    return frame;
  }
  const narrowed = frame.slice();
  const exponent = Math.max(0, Math.ceil(Math.log2(needed)) - SMALLEST_WINDOW);
  narrowed[found.windowOffset - found.offset] = exponent << 3;
  return narrowed;
}

/** As a power of two. */
const SMALLEST_WINDOW = 10;

async function loadDecoder(): Promise<FrameDecoder> {
  return hasNativeZstd() ? decodeNatively : (await import('./zstd-wasm.js')).loadWasmDecoder();
}

interface NativeZstd {
  createZstdDecompress(): NodeJS.ReadWriteStream & { destroy(): void };
}

/** Node 22.15 and later; the types are those of Node 20. */
function hasNativeZstd(): boolean {
  return 'createZstdDecompress' in zlib;
}

async function decodeNatively(frame: Uint8Array, sink: Sink): Promise<void> {
  const stream = (zlib as unknown as NativeZstd).createZstdDecompress();
  stream.end(frame);
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const next = await pieces.next().catch((error: unknown) => {
        throw new FrameError(error instanceof Error ? error.message : String(error));
      });
      if (next.done === true) return;
      sink(next.value);
    }
  } finally {
    stream.destroy();
  }
}
