// zstd (RFC 8878), frame by frame: through node:zlib where it has zstd, else through zstddec's WebAssembly.

import { type Duplex, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { findZstdFrames, type ZstdFrame } from '../../formats/container/zstd-frames.js';
import { type ByteSource, lentPiecesOf, piecesOf, sliceSource } from '../file/byte-source.js';
import { SourceReader } from '../file/source-reader.js';
import {
  damagedInput,
  type FrameDecoder,
  FrameError,
  outputTooLarge,
  type Sink,
  unsupportedInput,
} from './decoder.js';

export async function decompressZstd(source: ByteSource, sink: Sink, limit: number): Promise<void> {
  // All frames first: damage and cuts are then told before anything is decoded, and with their place.
  const frames = [...findZstdFrames(new SourceReader(source, 'zstd', BETWEEN))];
  if (frames.length === 0) throw damagedInput('zstd', 'there is no zstd frame', 0);
  const decode = await loadDecoder();
  for (const frame of frames) {
    const window = narrowWindow(frame, limit);
    const packed = sliceSource(source, frame.offset, frame.length);
    try {
      await decode(withWindow(piecesFor(packed), window), sink);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      if (error.lacksMemory)
        throw unsupportedInput('zstd', 'this zstd frame needs more memory than there is', frame.offset);
      throw damagedInput('zstd', `the zstd data are damaged: ${error.message}`, frame.offset);
    }
  }
}

/** Headers of frames and blocks are short, and what stands between them is passed over. */
const BETWEEN = 32;

/**
 * No match reaches further back than what has been written, which is never more than the limit. So the window, which
 * decoders reserve and `--ultra` and `--long` raise to gigabytes, is made as small as the content allows.
 */
function narrowWindow(found: ZstdFrame, limit: number): WindowByte | null {
  const needed = Math.min(limit, found.contentBound);
  if (found.windowSize <= needed) return null;
  if (found.windowOffset === null) {
    if (found.windowSize > limit) throw outputTooLarge('zstd', limit);
    return null;
  }
  const exponent = Math.max(0, Math.ceil(Math.log2(needed)) - SMALLEST_WINDOW);
  return { at: found.windowOffset - found.offset, value: exponent << 3 };
}

/** Where in its frame the window is written, and as what. */
interface WindowByte {
  readonly at: number;
  readonly value: number;
}

/** The decoder of Node keeps pieces while it reads on, the other has done with each at once. */
function piecesFor(packed: ByteSource): Iterable<Uint8Array> {
  return hasNativeZstd() ? piecesOf(packed) : lentPiecesOf(packed);
}

function* withWindow(pieces: Iterable<Uint8Array>, window: WindowByte | null): Generator<Uint8Array> {
  let isFirst = true;
  for (const piece of pieces) {
    if (isFirst && window !== null) piece[window.at] = window.value;
    isFirst = false;
    yield piece;
  }
}

/** As a power of two. */
const SMALLEST_WINDOW = 10;

async function loadDecoder(): Promise<FrameDecoder> {
  return hasNativeZstd() ? decodeNatively : (await import('./zstd-wasm.js')).loadWasmDecoder();
}

interface NativeZstd {
  createZstdDecompress(): Duplex;
}

/** Node 22.15 and later; the types are those of Node 20. */
function hasNativeZstd(): boolean {
  return 'createZstdDecompress' in zlib;
}

async function decodeNatively(frame: Iterable<Uint8Array>, sink: Sink): Promise<void> {
  const stream = (zlib as unknown as NativeZstd).createZstdDecompress();
  const input = Readable.from(frame).on('error', error => stream.destroy(error));
  input.pipe(stream);
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
    input.destroy();
    stream.destroy();
  }
}
