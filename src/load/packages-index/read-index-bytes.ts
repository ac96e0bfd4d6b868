// The bytes of an index file, which may turn out to be anything: a pipe, a directory, a disk image.

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { FormatError } from '../../base/format-error.js';
import { MAX_INDEX_BYTES } from '../../formats/packages-index/packages-index-text.js';

/** Opening a pipe that nobody writes to would wait for ever without this. Not on every system. */
const NO_WAITING = constants.O_NONBLOCK ?? 0;

/** Reads a regular file of at most `MAX_INDEX_BYTES`. */
export async function readIndexBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | NO_WAITING);
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw refuse('file-not-regular', 'This is not a regular file.');
    if (status.size > MAX_INDEX_BYTES) {
      throw refuse(
        'index-too-large',
        `The file has ${status.size} bytes; up to ${MAX_INDEX_BYTES} are read.`,
      );
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function refuse(code: string, message: string): FormatError {
  return new FormatError('packages-index', { code, message, offset: null });
}
