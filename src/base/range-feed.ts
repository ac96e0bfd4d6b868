// Runs a reader that only moves forward on bytes that arrive piece by piece (a decompressor's output), keeping no more
// of them than the reader has asked for.

import type { RangeReader, RangeRequest } from './byte-range.js';

export class RangeFeed<T> {
  #reader: RangeReader<T>;
  #step: IteratorResult<RangeRequest, T>;
  /** Bytes that have arrived so far. */
  #position = 0;
  /** Room for the range asked for, once a part of it has arrived. */
  #buffer: Uint8Array | null = null;
  #held = 0;

  constructor(reader: RangeReader<T>) {
    this.#reader = reader;
    this.#step = reader.next();
  }

  /** Pieces that come after the reader is done are ignored. */
  push(piece: Uint8Array): void {
    let used = 0;
    while (!this.#step.done && used < piece.length) {
      const { offset, length, into, isLent } = this.#step.value;
      const here = this.#position + used;
      if (offset + this.#held > here) {
        // Bytes that nobody asked for.
        used = Math.min(piece.length, used + (offset + this.#held - here));
        continue;
      }
      if (offset + this.#held < here) throw new Error('a reader of a stream asked for bytes that are gone');
      const taken = Math.min(length - this.#held, piece.length - used);
      const bytes = piece.subarray(used, used + taken);
      used += taken;
      if (taken === length && into === undefined) {
        this.#answer(isLent === true ? bytes : bytes.slice());
        continue;
      }
      this.#buffer ??= into ?? new Uint8Array(length);
      this.#buffer.set(bytes, this.#held);
      this.#held += taken;
      if (this.#held === length) this.#answer(this.#buffer);
    }
    this.#position += piece.length;
  }

  /** Tells the reader that nothing follows, and gives its result. */
  end(): T {
    while (!this.#step.done) this.#answer((this.#buffer ?? new Uint8Array(0)).subarray(0, this.#held));
    return this.#step.value;
  }

  #answer(bytes: Uint8Array): void {
    this.#buffer = null;
    this.#held = 0;
    this.#step = this.#reader.next(bytes);
  }
}
