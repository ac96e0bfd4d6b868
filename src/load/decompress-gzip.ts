// gzip (RFC 1952), several members included.

import { createGunzip } from 'node:zlib';
import { damagedInput, type Sink } from './decompress.js';

export async function decompressGzip(bytes: Uint8Array, sink: Sink): Promise<void> {
  const gunzip = createGunzip();
  gunzip.end(bytes);
  const pieces: AsyncIterator<Uint8Array> = gunzip[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await nextPiece(pieces, () => gunzip.bytesWritten);
      if (piece === null) return;
      sink(piece);
    }
  } finally {
    gunzip.destroy();
  }
}

/** Apart from the sink, whose errors are not gzip's. */
async function nextPiece(
  pieces: AsyncIterator<Uint8Array>,
  offset: () => number,
): Promise<Uint8Array | null> {
  try {
    const next = await pieces.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw damagedInput('gzip', `the gzip data are damaged: ${why}`, offset());
  }
}
