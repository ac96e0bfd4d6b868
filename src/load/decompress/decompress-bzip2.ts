// bzip2, several streams included, through seek-bzip. Of its own streams it reads undefined bytes past the end and takes
// some cuts for an end; ours fail there.

import Bunzip from 'seek-bzip';
import type { ByteSource } from '../file/byte-source.js';
import { SourceReader } from '../file/source-reader.js';
import { damagedInput, type Sink } from './decoder.js';

const PIECE = 1 << 16;

/** Thrown where another stream could begin and none does; bzip2 passes over what follows as well. */
class StreamsEnd extends Error {}

export function decompressBzip2(source: ByteSource, sink: Sink): void {
  const reader = new SourceReader(source, 'bzip2');
  const output = new PieceWriter(sink);
  let streams = 0;
  const input = {
    readByte: () => reader.readU8(),
    /** Only ever asked for the header of a stream. */
    read: (buffer: Uint8Array, at: number, length: number) => {
      const header = reader.readBytes(Math.min(length, reader.remaining));
      if (streams++ > 0 && String.fromCharCode(...header.subarray(0, 3)) !== 'BZh') throw new StreamsEnd();
      buffer.set(header, at);
      return header.length;
    },
    eof: () => false,
  };
  try {
    Bunzip.decode(input, output, true);
  } catch (error) {
    // What the decoder throws has a code; everything else is ours or the sink's.
    if (error instanceof TypeError && 'errorCode' in error) {
      throw damagedInput('bzip2', `the bzip2 data are damaged: ${error.message}`, reader.offset);
    }
    if (!(error instanceof StreamsEnd)) throw error;
  }
  output.flush();
}

/** The decoder writes byte by byte. */
class PieceWriter {
  readonly #sink: Sink;
  readonly #piece = new Uint8Array(PIECE);
  #filled = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  writeByte(byte: number): void {
    this.#piece[this.#filled++] = byte;
    if (this.#filled === PIECE) this.flush();
  }

  flush(): void {
    const ready = this.#piece.subarray(0, this.#filled);
    this.#filled = 0;
    if (ready.length > 0) this.#sink(ready);
  }
}
