// Small text files of a directory that has been listed, thousands of them: few system calls, and no trust in what they are.

import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import type { Problem } from '../../base/format-error.js';

/** No key of a package comes near; the limit keeps a stranger's tree from filling the memory. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Most files are read with one call. */
const buffer = Buffer.alloc(64 * 1024);

export interface SmallText {
  /** Null where it cannot be read. */
  readonly text: string | null;
  readonly problem: Problem | null;
}

/** Reads `path`; `listed` is what the directory says of it. */
export function readSmallText(path: string, listed: Dirent): SmallText {
  try {
    // A pipe behind a name would read as empty, or never end.
    if (!listed.isFile() && !(listed.isSymbolicLink() && statSync(path).isFile())) {
      return refuse('file-not-regular', 'This is not a regular file.');
    }
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const text = readWhole(descriptor);
      return text === null
        ? refuse('file-too-large', `The file has more than ${MAX_BYTES} bytes.`)
        : judge(text);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return refuse('file-unreadable', `The file cannot be read: ${reason}.`);
  }
}

function readWhole(descriptor: number): string | null {
  const length = readSync(descriptor, buffer, 0, buffer.length, 0);
  if (length < buffer.length) return buffer.toString('utf8', 0, length);
  return fstatSync(descriptor).size > MAX_BYTES ? null : readFileSync(descriptor, 'utf8');
}

function judge(text: string): SmallText {
  if (!text.includes('\ufffd')) return { text, problem: null };
  const message = 'The file holds bytes that are not UTF-8; Portage replaces them.';
  return { text, problem: { code: 'encoding-invalid', message, offset: null } };
}

function refuse(code: string, message: string): SmallText {
  return { text: null, problem: { code, message, offset: null } };
}
