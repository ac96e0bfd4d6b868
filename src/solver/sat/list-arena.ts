// Many growing lists of whole numbers in one table: a list that is full moves to the end of the table with twice its room.

import { grownLength } from './int-stack.js';

const FIRST_ROOM = 4;

export class ListArena {
  data = new Int32Array(0);
  /** By list: where it starts in `data`, how many numbers it holds. */
  start = new Int32Array(0);
  size = new Int32Array(0);
  #room = new Int32Array(0);
  #lists = 0;
  #end = 0;
  /** Numbers of room that lists have moved away from. */
  #left = 0;

  addLists(count: number): void {
    this.#lists += count;
    if (this.#lists <= this.start.length) return;
    const length = grownLength(this.start.length, this.#lists);
    this.start = lengthen(this.start, length);
    this.size = lengthen(this.size, length);
    this.#room = lengthen(this.#room, length);
  }

  push(list: number, value: number): void {
    const size = this.size[list]!;
    if (size === this.#room[list]!) this.#move(list);
    this.data[this.start[list]! + size] = value;
    this.size[list] = size + 1;
  }

  /** Whether the larger part of the table is room that lists have moved away from. */
  get isWasteful(): boolean {
    return this.#left * 2 > this.#end;
  }

  /** Gives back all room that is not in use; not while a list is being walked. */
  trim(): void {
    let length = 0;
    for (let list = 0; list < this.#lists; list++) length += this.size[list]!;
    const data = new Int32Array(length);
    let end = 0;
    for (let list = 0; list < this.#lists; list++) {
      const start = this.start[list]!;
      const size = this.size[list]!;
      data.set(this.data.subarray(start, start + size), end);
      this.start[list] = end;
      this.#room[list] = size;
      end += size;
    }
    this.data = data;
    this.#end = end;
    this.#left = 0;
  }

  get bytes(): number {
    return this.data.byteLength + this.start.byteLength * 3;
  }

  #move(list: number): void {
    const room = this.#room[list]!;
    const grown = Math.max(FIRST_ROOM, room * 2);
    const start = this.start[list]!;
    // The last list of the table grows where it is.
    const target = room > 0 && start + room === this.#end ? start : this.#end;
    if (target + grown > this.data.length) {
      this.data = lengthen(this.data, grownLength(this.data.length, target + grown));
    }
    if (target !== start) {
      this.data.copyWithin(target, start, start + room);
      this.start[list] = target;
      this.#left += room;
    }
    this.#room[list] = grown;
    this.#end = target + grown;
  }
}

function lengthen(table: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(table);
  return grown;
}
