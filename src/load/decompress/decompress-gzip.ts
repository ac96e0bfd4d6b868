// gzip (RFC 1952), several members included.

import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type ByteSource, piecesOf } from '../file/byte-source.js';
import { damagedInput, type Sink } from './decoder.js';

export async function decompressGzip(source: ByteSource, sink: Sink): Promise<void> {
  const gunzip = createGunzip();
  const input = Readable.from(piecesOf(source)).on('error', error => gunzip.destroy(error));
  input.pipe(gunzip);
  const pieces: AsyncIterator<Uint8Array> = gunzip[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await nextPiece(pieces, () => gunzip.bytesWritten);
      if (piece === null) return;
      sink(piece);
    }
  } finally {
    input.destroy();
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
