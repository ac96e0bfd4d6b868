// Lists of candidates, each kept once: many constraints ask for one of the same few, and then share the variable that
// stands for "one of these". The order within a list is the order of preference.

import { IntStack } from './int-stack.js';

/** Words before the candidates: the variable that stands for the list, and how many there are. */
export const LIST_HEADER = 2;

export class CandidateLists {
  /** Position 0 is never a list. */
  readonly words = new IntStack();
  #buckets = new Int32Array(64);
  #count = 0;

  constructor() {
    this.words.push(0);
  }

  /** Where the list stands, or 0. */
  find(candidates: readonly number[]): number {
    const mask = this.#buckets.length - 1;
    for (let at = hash(candidates, candidates.length, 0) & mask; ; at = (at + 1) & mask) {
      const list = this.#buckets[at]!;
      if (list === 0 || this.#equals(list, candidates)) return list;
    }
  }

  add(candidates: readonly number[], variable: number): number {
    const list = this.words.size;
    this.words.push(variable);
    this.words.push(candidates.length);
    for (const candidate of candidates) this.words.push(candidate);
    this.#count++;
    if (this.#count * 2 > this.#buckets.length) this.#rehash();
    else this.#place(list);
    return list;
  }

  get bytes(): number {
    return this.words.bytes + this.#buckets.byteLength;
  }

  #equals(list: number, candidates: readonly number[]): boolean {
    const { data } = this.words;
    if (data[list + 1] !== candidates.length) return false;
    for (let i = 0; i < candidates.length; i++) {
      if (data[list + LIST_HEADER + i] !== candidates[i]) return false;
    }
    return true;
  }

  #place(list: number): void {
    const { data } = this.words;
    const mask = this.#buckets.length - 1;
    let at = hash(data, data[list + 1]!, list + LIST_HEADER) & mask;
    while (this.#buckets[at] !== 0) at = (at + 1) & mask;
    this.#buckets[at] = list;
  }

  #rehash(): void {
    this.#buckets = new Int32Array(this.#buckets.length * 2);
    const { data, size } = this.words;
    for (let list = 1; list < size; list += LIST_HEADER + data[list + 1]!) this.#place(list);
  }
}

function hash(numbers: ArrayLike<number>, count: number, from: number): number {
  let value = count;
  for (let i = 0; i < count; i++) {
    value = Math.imul(value ^ numbers[from + i]!, 0x9e3779b1);
    value ^= value >>> 15;
  }
  return value >>> 0;
}
