// A table of whole numbers that grows at its end.

/** Growing by half keeps the unused part small in tables of many megabytes. */
export function grownLength(length: number, needed: number): number {
  return Math.max(needed, length + (length >> 1), 16);
}

export class IntStack {
  data = new Int32Array(0);
  size = 0;

  push(value: number): void {
    if (this.size === this.data.length) this.reserve(1);
    this.data[this.size++] = value;
  }

  /** Makes room for more numbers without adding them. */
  reserve(more: number): void {
    const needed = this.size + more;
    if (needed <= this.data.length) return;
    const grown = new Int32Array(grownLength(this.data.length, needed));
    grown.set(this.data.subarray(0, this.size));
    this.data = grown;
  }

  /** Gives back all room that is not in use. */
  trim(): void {
    this.data = this.data.slice(0, this.size);
  }

  get bytes(): number {
    return this.data.byteLength;
  }
}
