// Clauses of three and more literals, and learned ones of any length, in one table.
//
//   | word | holds                                                                                    |
//   |------|------------------------------------------------------------------------------------------|
//   | 0    | number of literals                                                                       |
//   | 1    | number of trace words                                                                    |
//   | 2    | tag: the constraint it stands for; -1 for a list of candidates; -2 - LBD for a learned one |
//   | 3    | where it moves to when the table is compacted                                            |
//   | 4... | literals, then the trace: what a learned clause was derived from                         |

import { IntStack } from './int-stack.js';

export const HEADER = 4;
export const TAG = 2;
export const DEFINITION = -1;
const FORWARD = 3;
const REMOVED = -(2 ** 31);

/** Position 0 is never a clause: a reason of 0 means none. */
const FIRST = 1;

export class ClauseArena {
  readonly words = new IntStack();

  constructor() {
    this.words.push(0);
  }

  add(literals: ArrayLike<number>, count: number, tag: number, trace: readonly number[]): number {
    const { words } = this;
    words.reserve(HEADER + count + trace.length);
    const ref = words.size;
    words.push(count);
    words.push(trace.length);
    words.push(tag);
    words.push(0);
    for (let i = 0; i < count; i++) words.push(literals[i]!);
    for (const word of trace) words.push(word);
    return ref;
  }

  /** The clause stays readable until the table is compacted. */
  remove(ref: number): void {
    this.words.data[ref + TAG] = REMOVED;
  }

  isRemoved(ref: number): boolean {
    return this.words.data[ref + TAG] === REMOVED;
  }

  /** Settles where every clause that stays will stand; all references must then go through `forward` before `compact`. */
  planMoves(): void {
    const { data, size } = this.words;
    let end = FIRST;
    for (let ref = FIRST; ref < size; ref += this.#lengthOf(ref)) {
      if (this.isRemoved(ref)) continue;
      data[ref + FORWARD] = end;
      end += this.#lengthOf(ref);
    }
  }

  forward(ref: number): number {
    return this.words.data[ref + FORWARD]!;
  }

  compact(): void {
    const { data, size } = this.words;
    let end = FIRST;
    for (let ref = FIRST; ref < size; ) {
      const length = this.#lengthOf(ref);
      if (!this.isRemoved(ref)) {
        data.copyWithin(end, ref, ref + length);
        end += length;
      }
      ref += length;
    }
    this.words.size = end;
  }

  #lengthOf(ref: number): number {
    const { data } = this.words;
    return HEADER + data[ref]! + data[ref + 1]!;
  }
}
