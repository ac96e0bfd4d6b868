// xz, several streams included, through xz-decompress. It reserves at most 64 MiB for a dictionary.

import xz from 'xz-decompress';
import { damagedInput, type Sink, unsupportedInput } from './decompress.js';

/** What xz-embedded calls XZ_UNSUPPORTED_CHECK, MEM_ERROR, MEMLIMIT_ERROR and OPTIONS_ERROR. */
const UNSUPPORTED = new Set(['2', '3', '4', '6']);

export async function decompressXz(bytes: Uint8Array, sink: Sink): Promise<void> {
  let taken = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken === bytes.length) return controller.close();
      const piece = bytes.subarray(taken, taken + PIECE);
      taken += piece.length;
      controller.enqueue(piece);
    },
  });
  const reader = new xz.XzReadableStream(source).getReader();
  try {
    for (;;) {
      const piece = await nextPiece(reader, () => taken);
      if (piece === null) return;
      sink(piece);
    }
  } catch (error) {
    // Frees the decoder, which others wait for.
    await reader.cancel().catch(() => undefined);
    throw error;
  }
}

const PIECE = 1 << 16;

async function nextPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  offset: () => number,
): Promise<Uint8Array | null> {
  try {
    const next = await reader.read();
    return next.done ? null : next.value;
  } catch (error) {
    const code = /error code ([0-9]+)/.exec(error instanceof Error ? error.message : '')?.[1];
    if (code !== undefined && UNSUPPORTED.has(code)) {
      throw unsupportedInput(
        'xz',
        'this xz stream needs a filter, check or dictionary that is not supported',
        0,
      );
    }
    throw damagedInput('xz', 'the xz data are damaged', offset());
  }
}
