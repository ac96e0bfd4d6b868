// XXH32 with seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), the checksum of lz4 frames, piece by piece.

const [P1, P2, P3, P4, P5] = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1] as const;
const STRIPE = 16;

export class Xxh32 {
  readonly #lanes = Int32Array.of(P1 + P2, P2, 0, -P1);
  readonly #rest = new Uint8Array(STRIPE);
  #restLength = 0;
  #total = 0;

  update(bytes: Uint8Array): this {
    this.#total += bytes.length;
    let from = 0;
    if (this.#restLength > 0) {
      from = Math.min(STRIPE - this.#restLength, bytes.length);
      this.#rest.set(bytes.subarray(0, from), this.#restLength);
      this.#restLength += from;
      if (this.#restLength < STRIPE) return this;
      this.#consume(this.#rest, 0);
      this.#restLength = 0;
    }
    for (; from + STRIPE <= bytes.length; from += STRIPE) this.#consume(bytes, from);
    this.#rest.set(bytes.subarray(from));
    this.#restLength = bytes.length - from;
    return this;
  }

  digest(): number {
    const lane = (i: number) => this.#lanes[i] ?? 0;
    let hash = P5 | 0;
    if (this.#total >= STRIPE) {
      hash = rotate(lane(0), 1) + rotate(lane(1), 7) + rotate(lane(2), 12) + rotate(lane(3), 18);
    }
    hash = (hash + this.#total) | 0;
    let i = 0;
    for (; i + 4 <= this.#restLength; i += 4) {
      hash = Math.imul(rotate((hash + Math.imul(readU32(this.#rest, i), P3)) | 0, 17), P4);
    }
    for (; i < this.#restLength; i++) {
      hash = Math.imul(rotate((hash + Math.imul(this.#rest[i] ?? 0, P5)) | 0, 11), P1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), P2);
    hash = Math.imul(hash ^ (hash >>> 13), P3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #consume(bytes: Uint8Array, from: number): void {
    for (let i = 0; i < 4; i++) {
      const mixed = ((this.#lanes[i] ?? 0) + Math.imul(readU32(bytes, from + 4 * i), P2)) | 0;
      this.#lanes[i] = Math.imul(rotate(mixed, 13), P1);
    }
  }
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function readU32(bytes: Uint8Array, at: number): number {
  const byte = (i: number) => bytes[at + i] ?? 0;
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
}
