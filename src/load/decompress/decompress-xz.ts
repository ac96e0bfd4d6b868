// xz, several streams included, through xz-decompress. It reserves at most 64 MiB for a dictionary.

import xz from 'xz-decompress';
import { type ByteSource, piecesOf } from '../file/byte-source.js';
import { damagedInput, type Sink, unsupportedInput } from './decoder.js';

/** What xz-embedded calls XZ_UNSUPPORTED_CHECK, MEM_ERROR, MEMLIMIT_ERROR and OPTIONS_ERROR. */
const UNSUPPORTED = new Set(['2', '3', '4', '6']);

export async function decompressXz(source: ByteSource, sink: Sink): Promise<void> {
  let taken = 0;
  const pieces = piecesOf(source);
  const input = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = pieces.next();
      if (next.done === true) return controller.close();
      taken += next.value.length;
      controller.enqueue(next.value);
    },
  });
  const reader = new xz.XzReadableStream(input).getReader();
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
