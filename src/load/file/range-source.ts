// A file that is far away, read by parts of it: what has come so far is a source like any other, and tells what it lacks.

import type { ByteRange } from '../../base/byte-range.js';
import type { ByteSource } from './byte-source.js';

/** Thrown where bytes are asked for that have not come yet. */
export class MissingRange extends Error {
  override readonly name = 'MissingRange';
  readonly range: ByteRange;

  constructor(range: ByteRange) {
    super(`bytes ${range.offset} to ${range.offset + range.length - 1} are not there yet`);
    this.range = range;
  }
}

export class RangeSource implements ByteSource {
  readonly size: number;
  #parts: { readonly offset: number; readonly bytes: Uint8Array }[] = [];

  constructor(size: number) {
    this.size = size;
  }

  add(offset: number, bytes: Uint8Array): void {
    this.#parts.push({ offset, bytes });
  }

  /** Throws `MissingRange`. */
  readInto(target: Uint8Array, offset: number): number {
    const wanted = Math.max(0, Math.min(target.length, this.size - offset));
    for (let filled = 0; filled < wanted; ) {
      const at = offset + filled;
      const part = this.#parts.find(({ offset: from, bytes }) => from <= at && at < from + bytes.length);
      if (part === undefined) throw new MissingRange({ offset: at, length: wanted - filled });
      const found = part.bytes.subarray(at - part.offset, at - part.offset + wanted - filled);
      target.set(found, filled);
      filled += found.length;
    }
    return wanted;
  }
}

/** Runs a reader again and again, each time with the bytes that it lacked the time before. */
export async function readWithRanges<T>(
  read: () => Promise<T>,
  fetch: (range: ByteRange) => Promise<void>,
): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof MissingRange)) throw error;
      await fetch(error.range);
    }
  }
}
