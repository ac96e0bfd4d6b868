// Numbers in an ELF file: 32 or 64 bits, either byte order. No offset of the file is trusted. Of a large file only parts
// may be at hand.

import { FormatError } from '../../base/format-error.js';

/** A part of a file. */
export interface ElfPart {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export class ElfBytes {
  readonly size: number;
  readonly is64: boolean;
  readonly isLittle: boolean;
  readonly #parts: readonly ElfPart[];
  #bytes: Uint8Array;
  #view: DataView;
  /** Of the part last looked at. */
  #start: number;

  /** `parts` of a file of `size` bytes, in order, the first of them from its start. */
  constructor(parts: readonly ElfPart[], size: number, is64: boolean, isLittle: boolean) {
    this.#parts = parts;
    this.size = size;
    this.is64 = is64;
    this.isLittle = isLittle;
    this.#bytes = parts[0]?.bytes ?? new Uint8Array(0);
    this.#view = viewOf(this.#bytes);
    this.#start = 0;
  }

  /** Throws a FormatError where the range is not wholly in the file. */
  require(offset: number, length: number, what: string): void {
    if (offset < 0 || length < 0 || offset + length > this.size)
      throw elfError('elf-range', `${what} lies outside of the file`, Math.min(offset, this.size));
  }

  u8(offset: number): number {
    const at = this.#find(offset, 1, 'a byte');
    return this.#view.getUint8(at);
  }

  u16(offset: number): number {
    const at = this.#find(offset, 2, 'a number');
    return this.#view.getUint16(at, this.isLittle);
  }

  u32(offset: number): number {
    const at = this.#find(offset, 4, 'a number');
    return this.#view.getUint32(at, this.isLittle);
  }

  /** An address, offset or size. */
  word(offset: number): number {
    if (!this.is64) return this.u32(offset);
    const at = this.#find(offset, 8, 'a number');
    const value = this.#view.getBigUint64(at, this.isLittle);
    // Nothing in a file is that far away.
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
  }

  slice(offset: number, length: number): Uint8Array {
    const at = this.#find(offset, length, 'a value');
    return this.#bytes.subarray(at, at + length);
  }

  /** Text up to a NUL, within `end`. */
  text(offset: number, end: number): string {
    const at = this.#find(offset, 1, 'a name');
    const bytes = this.#bytes;
    const limit = Math.min(end - offset, LONGEST_NAME) + at;
    let stop = at;
    while (stop < limit && stop < bytes.length && bytes[stop] !== 0) stop++;
    if (stop === bytes.length && this.#start + stop < Math.min(end, this.size)) throw missingPart(offset);
    if (stop === limit || stop === bytes.length) throw elfError('elf-name', 'a name does not end', offset);
    return decoder.decode(bytes.subarray(at, stop));
  }

  /** Where the range stands in the part that holds it, which becomes the one looked at. */
  #find(offset: number, length: number, what: string): number {
    const at = offset - this.#start;
    if (at >= 0 && at + length <= this.#bytes.length) return at;
    this.require(offset, length, what);
    const part = findPart(this.#parts, offset);
    if (part === undefined || offset + length > part.offset + part.bytes.length) throw missingPart(offset);
    this.#bytes = part.bytes;
    this.#view = viewOf(part.bytes);
    this.#start = part.offset;
    return offset - part.offset;
  }
}

/** The last that begins at or before `offset`; a hostile file has thousands. */
function findPart(parts: readonly ElfPart[], offset: number): ElfPart | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle] as ElfPart).offset <= offset) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}

const LONGEST_NAME = 65_536;
const decoder = new TextDecoder();

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function elfError(code: string, message: string, offset: number): FormatError {
  return new FormatError('elf', { code, message, offset, effect: 'harmful' });
}

/** Nothing is wrong with the file. */
function missingPart(offset: number): FormatError {
  const message = 'the file is too large to be kept, and what is needed lies outside of the parts that were';
  return new FormatError('elf', { code: 'elf-too-large', message, offset, effect: 'unchecked' });
}
