// Changes to bytes of any kind: numbers that readers stumble over, pieces taken out, doubled, moved, taken from another sample.

const NUMBERS = [
  ...[0n, 1n, 2n, 0x7fn, 0x80n, 0xffn, 0x100n, 0x7fffn, 0x8000n, 0xffffn, 0x7fffffffn, 0x80000000n],
  ...[0xffffffffn, 0x100000000n, 0x7fffffffffffffffn, 0x8000000000000000n, 0xffffffffffffffffn],
];
const MOST_BYTES = 4 << 20;

export function mutateBytes(bytes, random, samples) {
  let changed = Buffer.from(bytes);
  for (let left = 1 + random.below(5); left > 0; left--)
    changed = random.pick(CHANGES)(changed, random, samples);
  return changed.subarray(0, MOST_BYTES);
}

/** A number of so many bytes, in either order, at `at`. */
export function putNumber(bytes, at, size, random) {
  const value = BigInt.asUintN(size * 8, random.pick(NUMBERS) + BigInt(random.below(3) - 1));
  const isBig = random.chance(0.5);
  for (let i = 0; i < size && at + i < bytes.length; i++)
    bytes[at + i] = Number((value >> BigInt(8 * (isBig ? size - 1 - i : i))) & 0xffn);
  return bytes;
}

const CHANGES = [
  (bytes, random) => {
    if (bytes.length > 0) bytes[random.below(bytes.length)] ^= 1 << random.below(8);
    return bytes;
  },
  (bytes, random) => putNumber(bytes, random.below(bytes.length + 1), random.pick([1, 2, 4, 8]), random),
  (bytes, random) => {
    const size = random.pick([1, 2, 4, 8]);
    return putNumber(bytes, random.below(Math.floor(bytes.length / size) + 1) * size, size, random);
  },
  (bytes, random) => cut(bytes, random, piece => Buffer.concat([piece.before, piece.after])),
  (bytes, random) => cut(bytes, random, ({ before, own, after }) => Buffer.concat([before, own, own, after])),
  (bytes, random) => cut(bytes, random, ({ before, own, after }) => Buffer.concat([before, after, own])),
  (bytes, random) =>
    cut(bytes, random, ({ before, own, after }) =>
      Buffer.concat([before, own.fill(random.pick([0, 0xff, 0x20])), after]),
    ),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random, samples) => {
    const other = random.pick(samples);
    const at = random.below(other.length + 1);
    const piece = other.subarray(at, at + random.below(4096));
    const to = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(to)]);
  },
];

function cut(bytes, random, make) {
  const from = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, from + 1 + random.below(random.pick([4, 64, 4096])));
  const own = Buffer.from(bytes.subarray(from, to));
  return make({ before: bytes.subarray(0, from), own, after: bytes.subarray(to) });
}
