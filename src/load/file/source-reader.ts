// A cursor over a source of any size that holds only a window of it.

import type { ByteCursor } from '../../base/byte-reader.js';
import { FormatError } from '../../base/format-error.js';
import type { ByteSource } from './byte-source.js';

export class SourceReader implements ByteCursor {
  readonly #source: ByteSource;
  readonly #format: string;
  readonly #windowSize: number;
  #window: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#window.buffer);
  /** Of the window in the source. */
  #start = 0;
  /** In the window; behind its end after a skip. */
  #position = 0;

  constructor(source: ByteSource, format: string, windowSize = WINDOW) {
    this.#source = source;
    this.#format = format;
    this.#windowSize = windowSize;
  }

  get offset(): number {
    return this.#start + this.#position;
  }

  get remaining(): number {
    return this.#source.size - this.offset;
  }

  /** The view is looked up after the bytes are there: filling makes a new one. */
  readU8(): number {
    const at = this.#take(1);
    return this.#view.getUint8(at);
  }

  readU16(littleEndian = false): number {
    const at = this.#take(2);
    return this.#view.getUint16(at, littleEndian);
  }

  readU32(littleEndian = false): number {
    const at = this.#take(4);
    return this.#view.getUint32(at, littleEndian);
  }

  /** Bytes that nothing changes afterwards. */
  readBytes(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#window.subarray(from, from + length);
  }

  skip(length: number): void {
    if (length > this.remaining) throw this.#cut(length);
    this.#position += length;
  }

  /** Bytes that were passed already. */
  readAgain(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array(to - from);
    return bytes.subarray(0, this.#source.readInto(bytes, from));
  }

  #take(length: number): number {
    if (this.#position + length > this.#window.length) this.#fill(length);
    const from = this.#position;
    this.#position += length;
    return from;
  }

  /** A new window each time: what was handed out of the old one stays as it is. */
  #fill(length: number): void {
    if (length > this.remaining) throw this.#cut(length);
    const offset = this.offset;
    const window = new Uint8Array(Math.min(Math.max(length, this.#windowSize), this.remaining));
    this.#window = window.subarray(0, this.#source.readInto(window, offset));
    this.#view = new DataView(window.buffer);
    this.#start = offset;
    this.#position = 0;
    // The file has become shorter while it is read.
    if (this.#window.length < length) throw this.#cut(length);
  }

  #cut(length: number): FormatError {
    return new FormatError(this.#format, {
      code: 'truncated',
      message: `${length} bytes are needed here and ${this.remaining} are left`,
      offset: this.offset,
      effect: 'refused',
    });
  }
}

const WINDOW = 1 << 16;
