// Opens a package file below a PKGDIR: a regular file that no symbolic link puts elsewhere, or the reason why not.

import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Problem } from '../../base/format-error.js';
import { type ByteSource, sourceOfFile } from './byte-source.js';

export interface OpenedFile {
  readonly source: ByteSource;
  /** Whole seconds since the epoch. */
  readonly mtime: number;
  /** False once it has been written to since it was opened; a file that takes its place is another. */
  isUnchanged(): boolean;
  close(): void;
}

/** `path` comes from an index or a listing and is not trusted. */
export function openPackageFile(root: string, path: string): OpenedFile | Problem {
  try {
    const top = realpathSync(root);
    const real = realpathSync(join(top, path));
    if (!real.startsWith(top.endsWith(sep) ? top : top + sep)) {
      const message = 'the path leads out of the package directory and was not followed';
      return { code: 'file-outside', message, offset: null, effect: 'unchecked' };
    }
    // Before opening: a pipe would wait for its writer, and a device may act on being opened.
    if (!lstatSync(real).isFile()) return notRegular();
    const descriptor = openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const status = fstatSync(descriptor, { bigint: true });
    if (!status.isFile()) {
      closeSync(descriptor);
      return notRegular();
    }
    return {
      source: sourceOfFile(descriptor, Number(status.size)),
      mtime: Number(status.mtimeNs / 1_000_000_000n),
      isUnchanged: () => {
        const { size, mtimeNs } = fstatSync(descriptor, { bigint: true });
        return size === status.size && mtimeNs === status.mtimeNs;
      },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    return unreadable(error);
  }
}

/** The problem that a system error is; anything else is a bug and thrown on. */
export function unreadable(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) throw error;
  const gone = code === 'ENOENT' || code === 'ENOTDIR';
  return {
    code: 'file-unreadable',
    message: `the file cannot be read (${code})`,
    offset: null,
    effect: gone ? 'refused' : 'unchecked',
    actual: code,
  };
}

/** What was read of it is of no one file. */
export const FILE_CHANGED: Problem = {
  code: 'file-changed',
  message: 'the file was changed or replaced while it was read; run again',
  offset: null,
  effect: 'unchecked',
};

function notRegular(): Problem {
  return { code: 'file-not-regular', message: 'this is not a regular file', offset: null, effect: 'refused' };
}
