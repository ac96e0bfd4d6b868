// A cursor over bytes that never reads past their end: what is missing becomes a format error at its offset.

import { FormatError } from './format-error.js';

/** What readers ask of bytes that come one after the other, wherever they come from. */
export type ByteCursor = Pick<
  ByteReader,
  'offset' | 'remaining' | 'readU8' | 'readU16' | 'readU32' | 'readBytes' | 'skip'
>;

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #format: string;
  readonly #start: number;
  #position = 0;

  /** `start` is the offset of the first byte in the whole input; it only serves error messages and `offset`. */
  constructor(bytes: Uint8Array, format: string, start = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#format = format;
    this.#start = start;
  }

  /** Offset of the next byte in the whole input. */
  get offset(): number {
    return this.#start + this.#position;
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  readU8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  readU16(littleEndian = false): number {
    return this.#view.getUint16(this.#take(2), littleEndian);
  }

  readU32(littleEndian = false): number {
    return this.#view.getUint32(this.#take(4), littleEndian);
  }

  /** A view, not a copy. */
  readBytes(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }

  skip(length: number): void {
    this.#take(length);
  }

  #take(length: number): number {
    const from = this.#position;
    if (length > this.remaining) {
      throw new FormatError(this.#format, {
        code: 'truncated',
        message: `${length} bytes are needed here and ${this.remaining} are left`,
        offset: this.offset,
        effect: 'refused',
      });
    }
    this.#position += length;
    return from;
  }
}
