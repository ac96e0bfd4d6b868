// Where the bytes of one file come from: a file descriptor or memory.

import { readSync } from 'node:fs';
import { answerRanges, type RangeReader } from '../../base/byte-range.js';

export interface ByteSource {
  readonly size: number;
  /** Fills `target` from `offset` on; returns the number of bytes, fewer only at the end. */
  readInto(target: Uint8Array, offset: number): number;
}

export function sourceOfFile(descriptor: number, size: number): ByteSource {
  return {
    size,
    readInto(target, offset) {
      let filled = 0;
      while (filled < target.length) {
        const count = readSync(descriptor, target, filled, target.length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return filled;
    },
  };
}

export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    readInto(target, offset) {
      const found = bytes.subarray(offset, offset + target.length);
      target.set(found);
      return found.length;
    },
  };
}

/** Runs a reader on a source. */
export function readSource<T>(source: ByteSource, reader: RangeReader<T>): T {
  return answerRanges(reader, ({ offset, length }) => {
    // Never reserves room for bytes that are not there.
    const target = new Uint8Array(Math.max(0, Math.min(length, source.size - offset)));
    return target.subarray(0, source.readInto(target, offset));
  });
}

/** A part of a source as one of its own. */
export function sliceSource(source: ByteSource, offset: number, length: number): ByteSource {
  const size = Math.max(0, Math.min(length, source.size - offset));
  return {
    size,
    readInto: (target, from) =>
      source.readInto(target.subarray(0, Math.max(0, Math.min(target.length, size - from))), offset + from),
  };
}

/** All bytes of a source in pieces that are only lent: the next takes the place of the one before. */
export function* lentPiecesOf(source: ByteSource, pieceSize = 1 << 16): Generator<Uint8Array> {
  const room = new Uint8Array(Math.min(pieceSize, source.size));
  for (let offset = 0; offset < source.size; ) {
    const target = room.subarray(0, Math.min(pieceSize, source.size - offset));
    const piece = target.subarray(0, source.readInto(target, offset));
    if (piece.length === 0) return;
    yield piece;
    offset += piece.length;
  }
}

/** All bytes of a source in pieces, each its own. */
export function* piecesOf(source: ByteSource, pieceSize = 1 << 16): Generator<Uint8Array> {
  for (let offset = 0; offset < source.size; ) {
    const target = new Uint8Array(Math.min(pieceSize, source.size - offset));
    const piece = target.subarray(0, source.readInto(target, offset));
    if (piece.length === 0) return;
    yield piece;
    offset += piece.length;
  }
}
