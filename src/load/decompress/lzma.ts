// An LZMA stream with end marker and the fixed parameters of lzip (3 literal context bits, 2 position bits), after the
// LZMA specification of the LZMA SDK. Probabilities are 11-bit numbers that adapt with each decoded bit.

import type { ByteCursor } from '../../base/byte-reader.js';
import { damagedInput, type Sink } from './decoder.js';

const POSITION_STATES = 4;
const STATES = 12;
const END_DISTANCE = 0xffffffff;

/** Decodes up to the end marker; `dictionary` is how far back a match may reach. */
export function decodeLzma(reader: ByteCursor, dictionary: number, sink: Sink): void {
  const coder = new RangeDecoder(reader);
  const window = new OutputWindow(dictionary, sink);
  const literals = probabilities(0x300 * 8);
  const isMatch = probabilities(STATES * POSITION_STATES);
  const isRep = probabilities(STATES);
  const isRepG0 = probabilities(STATES);
  const isRepG1 = probabilities(STATES);
  const isRepG2 = probabilities(STATES);
  const isRep0Long = probabilities(STATES * POSITION_STATES);
  const matchLength = new LengthDecoder();
  const repLength = new LengthDecoder();
  const distances = new DistanceDecoder();
  const reps: [number, number, number, number] = [0, 0, 0, 0];
  let state = 0;

  const copy = (length: number) => {
    if (!window.copy(reps[0] + 1, length)) throw damaged('a match begins before the data', reader);
  };
  for (;;) {
    const position = window.total & (POSITION_STATES - 1);
    const at = state * POSITION_STATES + position;
    if (coder.readBit(isMatch, at) === 0) {
      const base = 0x300 * (window.peek(1) >> 5);
      window.put(
        state < 7
          ? coder.readTree(literals, base, 8)
          : readMatched(coder, literals, base, window.peek(reps[0] + 1)),
      );
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    } else if (coder.readBit(isRep, state) === 0) {
      const length = matchLength.read(coder, position);
      state = state < 7 ? 7 : 10;
      const distance = distances.read(coder, length);
      if (distance === END_DISTANCE) break;
      reps.unshift(distance);
      reps.pop();
      copy(length + 2);
    } else {
      let short = false;
      if (coder.readBit(isRepG0, state) === 0) short = coder.readBit(isRep0Long, at) === 0;
      else {
        const which = coder.readBit(isRepG1, state) === 0 ? 1 : coder.readBit(isRepG2, state) === 0 ? 2 : 3;
        reps.unshift(...reps.splice(which, 1));
      }
      const length = short ? 1 : repLength.read(coder, position) + 2;
      state = short ? (state < 7 ? 9 : 11) : state < 7 ? 8 : 11;
      copy(length);
    }
  }
  coder.finish();
  window.flush();
}

/** A literal after a match is decoded with the byte that the match would have given as a hint. */
function readMatched(coder: RangeDecoder, literals: Uint16Array, base: number, hint: number): number {
  let symbol = 1;
  for (let bit = 7; symbol < 0x100; bit--) {
    const hinted = (hint >> bit) & 1;
    const decoded = coder.readBit(literals, base + ((1 + hinted) << 8) + symbol);
    symbol = (symbol << 1) | decoded;
    if (hinted !== decoded) {
      while (symbol < 0x100) symbol = (symbol << 1) | coder.readBit(literals, base + symbol);
    }
  }
  return symbol & 0xff;
}

function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(1 << 10);
}

class RangeDecoder {
  readonly #reader: ByteCursor;
  #range = 0xffffffff;
  #code = 0;

  constructor(reader: ByteCursor) {
    this.#reader = reader;
    if (reader.readU8() !== 0) throw damaged('the LZMA stream does not begin with zero', reader);
    this.#code = reader.readU32();
  }

  readBit(table: Uint16Array, at: number): 0 | 1 {
    const probability = table[at] ?? 0;
    const bound = (this.#range >>> 11) * probability;
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) this.#range = bound;
    else {
      this.#range -= bound;
      this.#code -= bound;
    }
    table[at] = bit === 0 ? probability + ((2048 - probability) >> 5) : probability - (probability >> 5);
    this.#normalize();
    return bit;
  }

  /** `count` bits, the highest first, each with its own probability by those before. */
  readTree(table: Uint16Array, base: number, count: number): number {
    let symbol = 1;
    for (let i = 0; i < count; i++) symbol = (symbol << 1) | this.readBit(table, base + symbol);
    return symbol - (1 << count);
  }

  /** The same with the lowest first. */
  readReverseTree(table: Uint16Array, base: number, count: number): number {
    let symbol = 1;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const bit = this.readBit(table, base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  readDirect(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = value * 2 + bit;
      this.#normalize();
    }
    return value;
  }

  /** The encoder leaves nothing over. */
  finish(): void {
    if (this.#code !== 0) throw damaged('the LZMA stream does not end as it should', this.#reader);
  }

  #normalize(): void {
    if (this.#range >= 0x1000000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#reader.readU8()) >>> 0;
  }
}

class LengthDecoder {
  readonly #choice = probabilities(2);
  readonly #low = probabilities(POSITION_STATES << 3);
  readonly #middle = probabilities(POSITION_STATES << 3);
  readonly #high = probabilities(256);

  read(coder: RangeDecoder, position: number): number {
    if (coder.readBit(this.#choice, 0) === 0) return coder.readTree(this.#low, position << 3, 3);
    if (coder.readBit(this.#choice, 1) === 0) return 8 + coder.readTree(this.#middle, position << 3, 3);
    return 16 + coder.readTree(this.#high, 0, 8);
  }
}

class DistanceDecoder {
  readonly #slots = probabilities(4 << 6);
  readonly #special = probabilities(128);
  readonly #align = probabilities(16);

  read(coder: RangeDecoder, length: number): number {
    const slot = coder.readTree(this.#slots, Math.min(length, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + coder.readReverseTree(this.#special, base - slot, bits);
    return base + coder.readDirect(bits - 4) * 16 + coder.readReverseTree(this.#align, 0, 4);
  }
}

/** The last bytes written, as far as matches reach, handed on in pieces. */
class OutputWindow {
  readonly #bytes: Uint8Array;
  readonly #sink: Sink;
  #position = 0;
  #flushed = 0;
  total = 0;

  constructor(size: number, sink: Sink) {
    this.#bytes = new Uint8Array(size);
    this.#sink = sink;
  }

  put(byte: number): void {
    this.#bytes[this.#position++] = byte;
    this.total++;
    if (this.#position === this.#bytes.length || this.#position - this.#flushed >= PIECE) this.flush();
  }

  /** The byte so far back; zero before the first. */
  peek(distance: number): number {
    const at = this.#position - distance;
    return this.#bytes[at < 0 ? at + this.#bytes.length : at] ?? 0;
  }

  copy(distance: number, length: number): boolean {
    if (distance > this.total || distance > this.#bytes.length) return false;
    for (let i = 0; i < length; i++) this.put(this.peek(distance));
    return true;
  }

  flush(): void {
    if (this.#position > this.#flushed) this.#sink(this.#bytes.subarray(this.#flushed, this.#position));
    if (this.#position === this.#bytes.length) this.#position = 0;
    this.#flushed = this.#position;
  }
}

const PIECE = 1 << 16;

function damaged(message: string, reader: ByteCursor): Error {
  return damagedInput('lzip', message, reader.offset);
}
