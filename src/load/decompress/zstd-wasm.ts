// Drives the WebAssembly of zstddec directly: its own loop never ends on a damaged frame and frees nothing when left.

import { setImmediate } from 'node:timers/promises';
import { ZSTDDecoder } from 'zstddec/stream';
import type { Sink } from './decoder.js';
import { type FrameDecoder, FrameError } from './decoder.js';

interface ZstdExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(size: number): number;
  free(pointer: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): void;
  ZSTD_DStreamOutSize(): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

/** The largest error code of zstd; results above its negative are errors. */
const MAX_ERROR = 120;
const IN_SIZE = 1 << 16;
/** Bytes written between two turns of others. */
const TURN = 8 << 20;
/** ZSTD_error_frameParameter_windowTooLarge, ZSTD_error_memory_allocation. */
const NO_MEMORY: ReadonlySet<number> = new Set([16, 64]);

let loading: Promise<ZstdExports> | null = null;

export async function loadWasmDecoder(): Promise<FrameDecoder> {
  loading ??= loadExports();
  const zstd = await loading;
  return (frame, sink) => decodeFrame(zstd, frame, sink);
}

async function loadExports(): Promise<ZstdExports> {
  let found: ZstdExports | null = null;
  class Opened extends ZSTDDecoder {
    override _init(result: { readonly instance: { readonly exports: unknown } }): void {
      super._init(result);
      found = result.instance.exports as ZstdExports;
    }
  }
  await withoutFetch(() => new Opened().init());
  if (found === null) throw new Error('zstddec was loaded by someone else first');
  return found;
}

/** zstddec decodes its own text by `fetch` where there is one, and in Node that loads a client for HTTP, which takes longer than all the rest. */
function withoutFetch<T>(begin: () => T): T {
  const { fetch } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, 'fetch');
    return begin();
  } finally {
    globalThis.fetch = fetch;
  }
}

/** Structures `ZSTD_inBuffer` and `ZSTD_outBuffer`: pointer, size, position, each u32. */
const BUFFER_BYTES = 12;

async function decodeFrame(zstd: ZstdExports, frame: Iterable<Uint8Array>, sink: Sink): Promise<void> {
  const outSize = zstd.ZSTD_DStreamOutSize();
  const pointers = [IN_SIZE, outSize, BUFFER_BYTES, BUFFER_BYTES].map(size => zstd.malloc(size));
  const [inData = 0, outData = 0, input = 0, output = 0] = pointers;
  const context = zstd.ZSTD_createDCtx();
  // Memory grows while it is used, and every view of it is then gone.
  let last = { bytes: new Uint8Array(zstd.memory.buffer), view: new DataView(zstd.memory.buffer) };
  const memory = () => {
    const { buffer } = zstd.memory;
    if (last.bytes.buffer !== buffer) last = { bytes: new Uint8Array(buffer), view: new DataView(buffer) };
    return last;
  };
  const setBuffer = (buffer: number, data: number, size: number) => {
    const { view } = memory();
    view.setUint32(buffer, data, true);
    view.setUint32(buffer + 4, size, true);
    view.setUint32(buffer + 8, 0, true);
  };
  try {
    let left = 1;
    let written = 0;
    for (const piece of portionsOf(frame)) {
      memory().bytes.set(piece, inData);
      setBuffer(input, inData, piece.length);
      let flushed = false;
      while (!flushed) {
        setBuffer(output, outData, outSize);
        left = zstd.ZSTD_decompressStream(context, output, input) >>> 0;
        if (left > 2 ** 32 - MAX_ERROR)
          throw new FrameError(`error ${2 ** 32 - left} of zstd`, NO_MEMORY.has(2 ** 32 - left));
        const count = memory().view.getUint32(output + 8, true);
        const isTaken = memory().view.getUint32(input + 8, true) === piece.length;
        if (count > 0) sink(memory().bytes.subarray(outData, outData + count));
        if (left === 0 && !isTaken) throw new FrameError('bytes follow the end of the frame');
        // After the end, which may fill the output to its last byte, another call would begin the next frame.
        flushed = left === 0 || (count < outSize && isTaken);
        written += count;
      }
      // Whoever else works on this thread gets a turn.
      if (written >= TURN) {
        await setImmediate();
        written = 0;
      }
    }
    if (left !== 0) throw new FrameError('the frame ends too early');
  } finally {
    zstd.ZSTD_freeDCtx(context);
    for (const pointer of pointers) zstd.free(pointer);
  }
}

function* portionsOf(frame: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of frame)
    for (let from = 0; from < piece.length; from += IN_SIZE) yield piece.subarray(from, from + IN_SIZE);
}
