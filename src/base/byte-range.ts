// Random access without input or output: a reader is a generator that asks for ranges of bytes and is given them, so
// that one piece of code reads from memory, from a file and, by HTTP Range, from far away.

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export interface RangeRequest extends ByteRange {
  /** Room that the answer may use, of the length asked for; the answer may as well be other bytes. */
  readonly into?: Uint8Array;
  /** The answer is done with before anything else is asked for: it may be bytes that change then. */
  readonly isLent?: boolean;
}

/** Yields the ranges it needs; each answer is shorter than asked for only where the input ends. */
export type RangeReader<T> = Generator<RangeRequest, T, Uint8Array>;

/** No reader asks for more than this at once. */
export const MAX_RANGE = 1 << 20;

/** All bytes of a range of any length, in bounded requests; fewer where the input ends. */
export function* readBytes(offset: number, length: number): RangeReader<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let received = 0;
  while (received < length) {
    const wanted = Math.min(length - received, MAX_RANGE);
    const piece = yield { offset: offset + received, length: wanted };
    pieces.push(piece);
    received += piece.length;
    if (piece.length < wanted) break;
  }
  return joinBytes(pieces, received);
}

/** Runs a reader to its end, with `answer` for each range. */
export function answerRanges<T>(reader: RangeReader<T>, answer: (range: ByteRange) => Uint8Array): T {
  let step = reader.next();
  while (!step.done) step = reader.next(answer(step.value));
  return step.value;
}

/** Runs a reader on bytes in memory. */
export function readFromBytes<T>(reader: RangeReader<T>, bytes: Uint8Array): T {
  return answerRanges(reader, ({ offset, length }) => bytes.subarray(offset, offset + length));
}

/** One array of `length` bytes from several; a single piece is not copied. */
export function joinBytes(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const all = new Uint8Array(length);
  let position = 0;
  for (const piece of pieces) {
    all.set(piece, position);
    position += piece.length;
  }
  return all;
}
