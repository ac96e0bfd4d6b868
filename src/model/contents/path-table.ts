// Paths by their hash, in typed arrays: three million of them fit because none is an object. What a path belongs to is the reader's
// business: an entry is a number, and equal hashes are only very likely equal paths.
//
//   heads[hash]  first path of a bucket    next[entry]  next path of the bucket    same[entry]  next entry of that path

export const NO_ENTRY = -1;

export class PathTable {
  readonly #heads: Int32Array;
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  readonly #next: Int32Array;
  readonly #same: Int32Array;
  #count = 0;

  constructor(size: number) {
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(size + 2)));
    this.#low = new Uint32Array(size);
    this.#high = new Uint32Array(size);
    this.#next = new Int32Array(size);
    this.#same = new Int32Array(size);
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#heads.fill(0);
    this.#count = 0;
  }

  /** The entry made for a path: entries are numbered from 0. */
  put({ low, high }: PathHash): number {
    const entry = this.#count++;
    this.#low[entry] = low;
    this.#high[entry] = high;
    this.#next[entry] = this.#same[entry] = NO_ENTRY;
    const known = this.#find(low, high);
    if (known === NO_ENTRY) {
      const bucket = low & (this.#heads.length - 1);
      this.#next[entry] = (this.#heads[bucket] as number) - 1;
      this.#heads[bucket] = entry + 1;
    } else {
      this.#same[entry] = this.#same[known] as number;
      this.#same[known] = entry;
    }
    return entry;
  }

  /** First entry of a path, or `NO_ENTRY`. */
  first({ low, high }: PathHash): number {
    return this.#find(low, high);
  }

  /** The next entry of the same path, or `NO_ENTRY`. */
  next(entry: number): number {
    return this.#same[entry] as number;
  }

  isFirst(entry: number): boolean {
    return this.#find(this.#low[entry] as number, this.#high[entry] as number) === entry;
  }

  #find(low: number, high: number): number {
    let entry = (this.#heads[low & (this.#heads.length - 1)] as number) - 1;
    while (entry !== NO_ENTRY && (this.#low[entry] !== low || this.#high[entry] !== high))
      entry = this.#next[entry] as number;
    return entry;
  }
}

/** Two multiplicative hashes of UTF-16 units, taken in as many pieces as are at hand: no text is made for a path. */
export class PathHash {
  #low = 0;
  #high = 0;

  get low(): number {
    // The lowest bits choose the bucket: all units must have a say in them.
    return (this.#low ^ (this.#low >>> 15) ^ this.#high) >>> 0;
  }

  get high(): number {
    return this.#high >>> 0;
  }

  start(): this {
    this.#low = 0x2545f491;
    this.#high = 0x41c6ce57;
    return this;
  }

  add(text: string, from = 0, to = text.length): this {
    let [low, high] = [this.#low, this.#high];
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul((high << 7) ^ (high >>> 25) ^ unit, 0x5f356495);
    }
    this.#low = low;
    this.#high = high;
    return this;
  }
}
