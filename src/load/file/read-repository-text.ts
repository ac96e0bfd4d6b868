// Files of an ebuild repository, tens of thousands: few system calls, and no trust in what they are.

import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** Real ebuilds and eclasses are below 200 kB. */
const MAX_BYTES = 4 * 1024 * 1024;
const buffer = Buffer.alloc(64 * 1024);
const NON_BLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A file of a repository that cannot be read; the message says which and why. */
export class UnreadableFile extends Error {
  override readonly name = 'InputError';
}

/**
 * The bytes of a file, good until the next call; null where there is none. Throws `UnreadableFile`: a pipe or a device would never end, and no
 * real file is as large as the limit.
 */
export function readTreeBytes(path: string): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, NON_BLOCKING);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new UnreadableFile(`${path}: cannot be read (${code ?? String(error)})`);
  }
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    if (length > 0 && length < buffer.length) return buffer.subarray(0, length);
    // A pipe reads as empty, a device without end.
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new UnreadableFile(`${path}: is not a regular file`);
    if (stat.size > MAX_BYTES) throw new UnreadableFile(`${path}: has more than ${MAX_BYTES} bytes`);
    return length === 0 ? buffer.subarray(0, 0) : readFileSync(descriptor);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(
      code === 'ESPIPE'
        ? `${path}: is not a regular file`
        : `${path}: cannot be read (${code ?? String(error)})`,
    );
  } finally {
    closeSync(descriptor);
  }
}

/** The same as text. */
export function readTreeText(path: string): string | null {
  const bytes = readTreeBytes(path);
  return bytes === null ? null : bytes.toString('utf8');
}
