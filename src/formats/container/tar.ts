// Members of a tar archive one after the other, with GNU long names and pax headers applied. Only headers are asked for;
// contents where the caller wants them. An archive ends where Python's tarfile, and so Portage, sees its end.

import { MAX_RANGE, type RangeReader, type RangeRequest, readBytes } from '../../base/byte-range.js';
import { type Effect, FormatError, type Problem } from '../../base/format-error.js';
import { BLOCK, isZeroBlock, readTarHeader, readText, type TarHeader } from './tar-header.js';
import { readPaxRecords } from './tar-pax.js';

/** `other` is any type that POSIX does not define; readers take it for a file. */
export type TarKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'device' | 'fifo' | 'other';

export interface TarEntry {
  readonly ended: false;
  /** A directory's name has no slash at its end. */
  readonly name: string;
  readonly linkName: string;
  readonly kind: TarKind;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  /** Of the first header that belongs to the member. */
  readonly offset: number;
  readonly dataOffset: number;
  /** Names of its extended attributes; absent where it has none. */
  readonly attributes?: readonly string[];
}

export interface TarEnd {
  readonly ended: true;
  /** Of the zero block, of the end of the input, or of the header that cannot be read. */
  readonly offset: number;
  /** What ends it: a zero block, the end of the input, or a damaged header, which the client takes for an end. */
  readonly by: 'zero-block' | 'input' | 'damage';
  readonly problem: Problem | null;
}

const KINDS: Readonly<Record<string, TarKind>> = {
  '0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '5': 'directory',
  '6': 'fifo',
};

/** PATH_MAX of Linux: longer names cannot be unpacked. */
const MAX_NAME = 4096;
const MAX_PAX = 1 << 20;
const LONGEST_SIZE = 24;

/** What long name and pax headers say about the member after them. */
interface Extension {
  offset: number | null;
  readonly values: Map<string, string>;
  readonly attributes: string[];
}

type ExtensionKey = 'path' | 'linkpath' | 'size';

export class TarCursor {
  /** Of the next header. */
  #offset = 0;
  /** Of the first header of the last member. */
  #member = 0;
  /** The archive is known to reach this far. */
  #seen = 0;
  readonly #size: number;
  readonly #global = new Map<string, string>();

  /** `size` of the archive in bytes, where it is known. */
  constructor(size = Number.POSITIVE_INFINITY) {
    this.#size = size;
  }

  /** The next member, or where the archive ends. Throws where the client would fail as well. */
  *next(): RangeReader<TarEntry | TarEnd> {
    const extension: Extension = { offset: null, values: new Map(), attributes: [] };
    for (;;) {
      const offset = this.#offset;
      const block = yield* this.#readBlock();
      const end = findEnd(block, offset, extension);
      if (end !== null) return end;
      const header = readHeader(block, offset, extension);
      if ('ended' in header) return header;
      this.#offset += BLOCK;
      if ('LKxgX'.includes(header.type)) yield* this.#extend(header, offset, extension);
      else return this.#finish(header, offset, extension);
    }
  }

  /** The contents of the member just read. */
  *read(entry: TarEntry): RangeReader<Uint8Array> {
    const bytes = yield* readBytes(entry.dataOffset, padded(entry.size));
    this.#seen = entry.dataOffset + bytes.length;
    if (bytes.length < padded(entry.size)) throw cutError(entry.offset);
    return bytes.subarray(0, entry.size);
  }

  /** A stretch of the contents of the member just read; stretches are asked for in ascending order. */
  *readPart(entry: TarEntry, { offset: from, length, ...how }: RangeRequest): RangeReader<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, entry.size - from));
    const bytes =
      wanted < length || length > MAX_RANGE
        ? yield* readBytes(entry.dataOffset + from, wanted)
        : yield { offset: entry.dataOffset + from, length, ...how };
    this.#seen = entry.dataOffset + from + bytes.length;
    if (bytes.length < wanted) throw cutError(entry.offset);
    return bytes;
  }

  /** Data that were skipped must be there: as in Python, the byte before the next header is asked for too. */
  *#readBlock(): RangeReader<Uint8Array> {
    const before = this.#seen < this.#offset ? 1 : 0;
    const bytes = yield { offset: this.#offset - before, length: BLOCK + before, isLent: true };
    if (bytes.length < before) throw cutError(this.#member);
    this.#seen = this.#offset - before + bytes.length;
    return bytes.subarray(before);
  }

  *#extend(header: TarHeader, offset: number, extension: Extension): RangeReader<void> {
    const limit = 'LK'.includes(header.type) ? MAX_NAME + 1 : MAX_PAX;
    if (header.size < 0 || header.size > limit) throw sizeError(offset, String(header.size));
    const data = yield* readBytes(this.#offset, padded(header.size));
    if (data.length < padded(header.size)) throw cutError(offset);
    this.#offset += data.length;
    this.#seen = this.#offset;
    extension.offset ??= offset;
    // Of several headers that name one member the first counts, as in Python, which applies them from the inside out.
    const set = (values: Map<string, string>, key: string, value: string) => {
      if (value.length > MAX_NAME)
        throw tarError('tar-name-too-long', 'this name is too long for any path', offset);
      if (value.includes('\0')) throw tarError('tar-name-nul', 'this name has a NUL in it', offset);
      values.set(key, value);
    };
    const setOnce = (key: string, value: string) => {
      if (!extension.values.has(key)) set(extension.values, key, value);
    };
    if (header.type === 'L') setOnce('path', readText(data, 0, data.length));
    else if (header.type === 'K') setOnce('linkpath', readText(data, 0, data.length));
    else {
      for (const [key, value] of readPaxRecords(data.subarray(0, header.size), offset + BLOCK)) {
        if (key === 'sparse') throw sparseError(offset);
        if (key === 'attribute') {
          // A global header has those of all members, which nobody writes.
          if (header.type !== 'g') extension.attributes.push(value);
          continue;
        }
        if (header.type === 'g') set(this.#global, key, value);
        else setOnce(key, value);
      }
    }
  }

  #finish(header: TarHeader, offset: number, extension: Extension): TarEntry {
    const extended = (key: ExtensionKey) => extension.values.get(key) ?? this.#global.get(key);
    const kind = KINDS[header.type] ?? 'other';
    const sizeText = extended('size') ?? String(header.size);
    const size = /^[0-9]+$/.test(sizeText) ? Number(sizeText) : Number.NaN;
    const dataOffset = this.#offset;
    if (header.type === 'S') throw sparseError(offset);
    const skipped = hasContents(kind) ? padded(size) : 0;
    if (!Number.isSafeInteger(size)) throw sizeError(offset, sizeText);
    this.#member = extension.offset ?? offset;
    if (dataOffset + skipped > this.#size) throw cutError(this.#member);
    this.#offset += skipped;
    const name = extended('path') ?? header.name;
    return {
      ended: false,
      name: kind === 'directory' ? name.replace(/\/+$/, '') : name,
      linkName: extended('linkpath') ?? header.linkName,
      kind,
      size,
      mode: header.mode,
      uid: header.uid,
      gid: header.gid,
      mtime: header.mtime,
      offset: this.#member,
      dataOffset,
      ...(extension.attributes.length === 0 ? {} : { attributes: extension.attributes }),
    };
  }
}

/** Links, directories and devices have none, whatever their size says. */
export function hasContents(kind: TarKind): boolean {
  return kind === 'file' || kind === 'other';
}

function findEnd(block: Uint8Array, offset: number, extension: Extension): TarEnd | null {
  const whole = block.length === BLOCK;
  if (whole && !isZeroBlock(block)) return null;
  const partial = !whole && block.length > 0;
  const problem: Problem | null = partial
    ? {
        code: 'tar-header-truncated',
        message: `the input ends ${block.length} bytes into a header`,
        offset,
        effect: 'refused',
      }
    : null;
  if (extension.offset !== null) throw orphanError(extension.offset);
  if (problem !== null && offset === 0) throw new FormatError('tar', problem);
  return { ended: true, offset, by: whole ? 'zero-block' : partial ? 'damage' : 'input', problem };
}

/** Python's tarfile ends an archive without a word at a bad header, except at the first and after an extension. */
function readHeader(block: Uint8Array, offset: number, extension: Extension): TarHeader | TarEnd {
  try {
    return readTarHeader(block, offset);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    if (extension.offset !== null) throw orphanError(extension.offset);
    if (offset === 0) throw error;
    return { ended: true, offset, by: 'damage', problem: error.problem };
  }
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function tarError(code: string, message: string, offset: number, effect: Effect = 'refused'): FormatError {
  return new FormatError('tar', { code, message, offset, effect });
}

function cutError(offset: number): FormatError {
  return tarError('tar-truncated', 'the archive ends before the contents of this member do', offset);
}

/** Its digits come from a text of any length. */
function sizeError(offset: number, size: string): FormatError {
  return tarError('tar-size', `a member of ${size.slice(0, LONGEST_SIZE)} bytes cannot be`, offset);
}

function sparseError(offset: number): FormatError {
  return tarError('tar-sparse', 'sparse members are not read', offset, 'harmful');
}

function orphanError(offset: number): FormatError {
  return tarError('tar-extension-orphan', 'no readable header follows this long name or pax header', offset);
}
