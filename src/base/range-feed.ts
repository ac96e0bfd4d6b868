// Runs a reader that only moves forward on bytes that arrive piece by piece (a decompressor's output), keeping no more
// of them than the reader has asked for.

import { joinBytes, type RangeReader } from './byte-range.js';

export class RangeFeed<T> {
  #reader: RangeReader<T>;
  #step: IteratorResult<{ readonly offset: number; readonly length: number }, T>;
  /** Bytes that have arrived so far. */
  #position = 0;
  /** The part of the range asked for that has arrived. */
  #pieces: Uint8Array[] = [];
  #held = 0;

  constructor(reader: RangeReader<T>) {
    this.#reader = reader;
    this.#step = reader.next();
  }

  /** Pieces that come after the reader is done are ignored. */
  push(piece: Uint8Array): void {
    let used = 0;
    while (!this.#step.done && used < piece.length) {
      const { offset, length } = this.#step.value;
      const here = this.#position + used;
      if (offset + this.#held > here) {
        // Bytes that nobody asked for.
        used = Math.min(piece.length, used + (offset + this.#held - here));
        continue;
      }
      if (offset + this.#held < here) throw new Error('a reader of a stream asked for bytes that are gone');
      const taken = Math.min(length - this.#held, piece.length - used);
      this.#pieces.push(piece.slice(used, used + taken));
      this.#held += taken;
      used += taken;
      if (this.#held === length) this.#answer();
    }
    this.#position += piece.length;
  }

  /** Tells the reader that nothing follows, and gives its result. */
  end(): T {
    while (!this.#step.done) this.#answer();
    return this.#step.value;
  }

  #answer(): void {
    const bytes = joinBytes(this.#pieces, this.#held);
    this.#pieces = [];
    this.#held = 0;
    this.#step = this.#reader.next(bytes);
  }
}
