// Payload facts kept from one run to the next, in one file: a package that has been read once is not read again while its size, time
// and digest stay the same. Whatever is damaged is left out and made anew; what others could have written is not believed; what a run that
// was killed had found is taken over.
//
//   first line: name and version of the format
//   line: checksum of the rest (16 hexadecimal digits), size, mtime, digests with commas, facts as JSON

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Payload } from '../../model/payload.js';
import { makeDirectory } from '../../write/make-directory.js';
import { asWriteError } from '../../write/write-error.js';
import { findLeftovers, nameNew } from './cache-leftovers.js';
import { whyNotOurs } from './file-trust.js';

/** What a package file is known by: any of its digests, as `sha1:...`, with its size and time. */
export interface PayloadIdentity {
  readonly size: number;
  /** Whole seconds since the epoch. */
  readonly mtime: number;
  readonly digests: readonly string[];
}

/** To be raised with every change of what facts are or how they are found. */
const VERSION = 4;
const HEADER = `binpkg-check payload facts ${VERSION}\n`;
const NAME = 'payload-facts';
/** Facts used longest ago are dropped beyond this. */
const MOST_BYTES = 1 << 30;
/** Facts of one package beyond this are not kept, ... */
const MOST_LINE = 64 << 20;
/** ... nor written as a line at all where they have more characters in names, each of which may be written as six. */
const MOST_NAMES = 32 << 20;

/** A line in one of the files, without its end. */
interface Line {
  readonly file: number;
  readonly offset: number;
  readonly length: number;
}

/** It takes the place of the old one when it is saved. */
interface NewFile {
  readonly file: number;
  readonly path: string;
  size: number;
}

export class PayloadCache {
  readonly #directory: string;
  readonly #lines = new Map<string, Line>();
  readonly #used = new Set<Line>();
  /** Open: lines stand in them. */
  readonly #files = new Set<number>();
  #new: NewFile | null = null;
  #isDamaged = false;
  /** Of runs that were killed; their lines stand in the next file that is saved. */
  readonly #leftovers: string[] = [];
  /** False where nothing is read or kept there. */
  readonly #isUsed: boolean;
  /** What of it was not believed, and why. */
  readonly refused: readonly string[];

  /** A cache that cannot be read is empty, and one in a directory that others may write is not used at all. */
  constructor(directory: string) {
    this.#directory = directory;
    const status = statSync(directory, { throwIfNoEntry: false });
    const why = status === undefined ? null : whyNotOurs(status);
    this.#isUsed = why === null;
    if (why !== null) {
      this.refused = [`${directory}: ${why}`];
      return;
    }
    const leftovers = findLeftovers(directory, NAME);
    this.refused = [join(directory, NAME), ...leftovers].flatMap(path => {
      const refusal = this.#read(path);
      if (refusal === null && leftovers.includes(path)) this.#leftovers.push(path);
      return refusal === null ? [] : [`${path}: ${refusal}`];
    });
  }

  find({ size, mtime, digests }: PayloadIdentity): Payload | null {
    for (const digest of digests) {
      const line = this.#lines.get(keyOf(size, mtime, digest));
      const payload = line === undefined ? null : readPayload(line);
      if (line !== undefined && payload === null) this.#isDamaged = true;
      if (line === undefined || payload === null) continue;
      this.#used.add(line);
      return payload;
    }
    return null;
  }

  /** Written at once, so that nothing is held; it counts for later runs after `save`. Throws a WriteError. */
  add({ size, mtime, digests }: PayloadIdentity, payload: Payload): void {
    if (!this.#isUsed || payload.members.length > MOST_NAMES) return;
    const rest = Buffer.from(`${size} ${mtime} ${digests.join(',')} ${JSON.stringify(payload)}\n`);
    const sum = Buffer.from(`${sumOf(rest.subarray(0, -1))} `);
    const bytes = Buffer.concat([sum, rest]);
    if (bytes.length > MOST_LINE || digests.length === 0) return;
    this.#write(() => {
      const target = this.#open();
      const { file, size: offset } = target;
      writeAll(file, bytes);
      target.size += bytes.length;
      const line: Line = { file, offset, length: bytes.length - 1 };
      for (const digest of digests) this.#lines.set(keyOf(size, mtime, digest), line);
      this.#used.add(line);
    });
  }

  /** Puts the new file in place of the old one, where anything is new. Throws a WriteError. */
  save(): void {
    this.#write(() => {
      if (this.#new === null && !this.#isDamaged && this.#leftovers.length === 0) return;
      const target = this.#open();
      const lines = new Set([...this.#used, ...this.#lines.values()]);
      for (const { file, offset, length } of lines) {
        if (file === target.file || target.size + length > MOST_BYTES) continue;
        const bytes = readRange(file, offset, length + 1);
        if (!isSound(bytes.subarray(0, length))) continue;
        writeAll(target.file, bytes);
        target.size += bytes.length;
      }
      // Not synced: what a loss of power leaves of it is seen to be damaged, line by line.
      renameSync(target.path, join(this.#directory, NAME));
      this.#new = null;
      for (const path of this.#leftovers.splice(0)) rmSync(path, { force: true });
    });
  }

  /** Lets go of what was not saved. */
  close(): void {
    process.off('exit', this.#saveAtExit);
    for (const file of this.#files) closeSync(file);
    this.#removeNew();
    this.#files.clear();
    this.#lines.clear();
    this.#new = null;
  }

  #removeNew(): void {
    if (this.#new !== null) rmSync(this.#new.path, { force: true });
  }

  /** Where the process is ended, by its user or by a limit of time: the next run goes on from here. */
  readonly #saveAtExit = (): void => {
    try {
      this.save();
    } catch {
      this.#removeNew();
    }
  };

  /** Why it is not believed; null where it is, or is not there. */
  #read(path: string): string | null {
    try {
      // A pipe would wait for its writer.
      const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
      this.#files.add(file);
      const status = fstatSync(file);
      const why = status.isFile() ? whyNotOurs(status) : null;
      if (why === null && status.isFile()) this.#list(file);
      return why;
    } catch {
      return null;
    }
  }

  #open(): NewFile {
    if (this.#new === null) {
      this.#new = openNew(this.#directory);
      process.once('exit', this.#saveAtExit);
    }
    this.#files.add(this.#new.file);
    return this.#new;
  }

  #write(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw asWriteError(join(this.#directory, NAME), error);
    }
  }

  #list(file: number): void {
    const { size } = fstatSync(file);
    if (readRange(file, 0, HEADER.length).toString() !== HEADER) return;
    let start = HEADER.length;
    let head = Buffer.alloc(0);
    for (let at = start; at < size; ) {
      const piece = readRange(file, at, Math.min(PIECE, size - at));
      if (piece.length === 0) return;
      let from = 0;
      for (;;) {
        const end = piece.indexOf(0x0a, from);
        if (head.length < LONGEST_KEY) head = Buffer.concat([head, piece.subarray(from, from + LONGEST_KEY)]);
        if (end === -1) break;
        this.#enter(head.toString('latin1', 0, at + end - start), {
          file,
          offset: start,
          length: at + end - start,
        });
        start = at + end + 1;
        from = end + 1;
        head = Buffer.alloc(0);
      }
      at += piece.length;
    }
  }

  /** The first line of a key counts: it was written last. */
  #enter(head: string, line: Line): void {
    const [, size, mtime, digests] = /^[0-9a-f]{16} ([0-9]+) ([0-9]+) (\S+) /.exec(head) ?? [];
    if (digests === undefined || line.length > MOST_LINE) {
      this.#isDamaged = true;
      return;
    }
    for (const digest of digests.split(',')) {
      const key = keyOf(Number(size), Number(mtime), digest);
      if (!this.#lines.has(key)) this.#lines.set(key, line);
    }
  }
}

const PIECE = 1 << 20;
/** What stands before the facts is shorter. */
const LONGEST_KEY = 2_048;

function keyOf(size: number, mtime: number, digest: string): string {
  return `${size} ${mtime} ${digest}`;
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

function isSound(line: Buffer): boolean {
  return line.toString('latin1', 0, 17) === `${sumOf(line.subarray(17))} `;
}

function readPayload({ file, offset, length }: Line): Payload | null {
  try {
    const line = readRange(file, offset, length);
    return isSound(line) ? (JSON.parse(line.toString('utf8', line.indexOf('{'))) as Payload) : null;
  } catch {
    return null;
  }
}

/** Fewer bytes where the file ends. */
function readRange(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; )
    written += writeSync(file, bytes, written, bytes.length - written);
}

function openNew(directory: string): NewFile {
  makeDirectory(directory, 0o700);
  const path = join(directory, nameNew(NAME));
  const file = openSync(path, 'wx+', 0o600);
  writeAll(file, Buffer.from(HEADER));
  return { file, path, size: HEADER.length };
}
