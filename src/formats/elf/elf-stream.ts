// An ELF file read once from its start to its end: a small one whole, of a large one the parts that say what it is and
// what it needs. Program headers stand at the start and tell where those are.

import { type ByteRange, MAX_RANGE, type RangeReader } from '../../base/byte-range.js';
import { type ElfFile, type ElfOptions, readElfParts } from './elf.js';
import type { ElfPart } from './elf-bytes.js';
import { readElfHeader, readElfStart, SEGMENT, type Segment } from './elf-header.js';

/** Files up to this size may be held whole, and of larger ones no more than this is kept. */
const MOST_KEPT = 64 << 20;
/** Not worth to be read in parts. */
const SMALL_FILE = 128 << 10;
/** Of the first segment, which has the tables that linkers write. */
const MOST_FIRST = 32 << 20;
/** Of a note, a name of an interpreter, a dynamic section. */
const MOST_SMALL = 2 << 20;
/** Program headers that are read, in bytes. */
const MOST_HEADERS = 4 << 20;

/** Room for the bytes of one file after the other. */
export class ElfRoom {
  #bytes = new Uint8Array(0);

  get size(): number {
    return this.#bytes.length;
  }

  take(size: number): Uint8Array {
    if (this.#bytes.length < size) this.#bytes = new Uint8Array(Math.max(size, SMALLEST_ROOM));
    return this.#bytes.subarray(0, size);
  }
}

const SMALLEST_ROOM = 1 << 20;

export interface ForwardOptions extends ElfOptions {
  /** As `MOST_KEPT`. */
  readonly limit?: number;
  /** For small files; nothing of the result stays in it. */
  readonly room?: ElfRoom;
}

/**
 * `head`: the first bytes of a file of `size` bytes, which are not asked for again. Throws a FormatError, `elf-too-large`
 * where what is needed does not lie in the parts that are kept.
 */
export function* readElfForward(
  head: Uint8Array,
  size: number,
  { limit = MOST_KEPT, room = new ElfRoom(), ...options }: ForwardOptions = {},
): RangeReader<ElfFile> {
  const start = yield* extend(head, new Uint8Array(headersEnd(head, size)));
  if (size <= limit && (size <= SMALL_FILE || !isSeparate(start, size))) {
    const bytes = yield* extend(start, room.take(size));
    return readElfParts([{ offset: 0, bytes }], size, options);
  }
  const [next, ...others] = missing(wantedOf({ offset: 0, bytes: start }, size, limit), start.length);
  // What adjoins becomes one part: a name may stand across the seam.
  const adjoins = next !== undefined && next.offset === start.length;
  const first = adjoins ? yield* extend(start, new Uint8Array(start.length + next.length)) : start;
  const parts: ElfPart[] = [{ offset: 0, bytes: first }];
  for (const { offset, length } of adjoins || next === undefined ? others : [next, ...others])
    parts.push({ offset, bytes: yield* readAll(offset, length) });
  return readElfParts(parts, size, options);
}

/** Whether code has segments of its own after one without any, which then has the tables: what linkers have written since 2018. */
function isSeparate(start: Uint8Array, size: number): boolean {
  const { segments } = readElfHeader([{ offset: 0, bytes: start }], size);
  const first = segments.find(({ type }) => type === SEGMENT.load);
  return first !== undefined && (first.flags & EXECUTE) === 0;
}

/** What a file with its header in `head` must be read up to for all of its program headers. */
function headersEnd(head: Uint8Array, size: number): number {
  const { table, entrySize, count } = readElfStart([{ offset: 0, bytes: head }], size);
  const end = table + count * entrySize;
  // Further away they are missed, and that is told.
  return end <= size && end <= MOST_HEADERS ? Math.max(end, head.length) : head.length;
}

function wantedOf(first: ElfPart, size: number, limit: number): readonly ByteRange[] {
  const { segments } = readElfHeader([first], size);
  const loads = segments.filter(({ type }) => type === SEGMENT.load);
  const small = segments.filter(({ type }) => SMALL.has(type));
  const rest = loads.slice(1).filter(({ flags }) => (flags & EXECUTE) === 0);
  let room = limit;
  const cut = ({ offset, fileSize }: Segment, most: number): ByteRange => {
    const length = Math.max(0, Math.min(fileSize, most, room, size - offset));
    room -= length;
    return { offset, length };
  };
  return [
    ...small.map(segment => cut(segment, MOST_SMALL)),
    ...loads.slice(0, 1).map(segment => cut(segment, MOST_FIRST)),
    ...rest.map(segment => cut(segment, room)),
  ].filter(({ length }) => length > 0);
}

const EXECUTE = 1;
const SMALL: ReadonlySet<number> = new Set([
  SEGMENT.dynamic,
  SEGMENT.interpreter,
  SEGMENT.note,
  SEGMENT.gnuProperty,
]);

/** In order, where they overlap as one, without what was read already. */
function missing(ranges: readonly ByteRange[], from: number): readonly ByteRange[] {
  const merged: { offset: number; end: number }[] = [];
  for (const { offset, length } of [...ranges].sort((a, b) => a.offset - b.offset)) {
    const [start, end] = [Math.max(offset, from), offset + length];
    const last = merged.at(-1);
    if (end <= start) continue;
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ offset: start, end });
  }
  return merged.map(({ offset, end }) => ({ offset, length: end - offset }));
}

function* extend(head: Uint8Array, bytes: Uint8Array): RangeReader<Uint8Array> {
  bytes.set(head.subarray(0, bytes.length));
  return yield* fill(bytes, 0, head.length);
}

function* readAll(offset: number, length: number): RangeReader<Uint8Array> {
  return yield* fill(new Uint8Array(length), offset, 0);
}

/** Fills `bytes`, which stand at `offset` in the file, from `filled` on; fewer where the file ends. */
function* fill(bytes: Uint8Array, offset: number, filled: number): RangeReader<Uint8Array> {
  let at = filled;
  while (at < bytes.length) {
    const length = Math.min(MAX_RANGE, bytes.length - at);
    const into = bytes.subarray(at, at + length);
    const piece = yield { offset: offset + at, length, into };
    if (piece.buffer !== into.buffer) into.set(piece);
    at += piece.length;
    if (piece.length < length) break;
  }
  return bytes.subarray(0, at);
}
