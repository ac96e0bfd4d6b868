// An output that cannot be written: which, why, what to do; by the name that the user knows it by.

import { dirname } from 'node:path';

export class WriteError extends Error {
  override readonly name = 'WriteError';
}

/** A system error met in writing `path` in words; anything else as it is. */
export function asWriteError(path: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (error instanceof WriteError || typeof code !== 'string' || typeof syscall !== 'string') return error;
  return new WriteError(`cannot write ${path}: ${REASONS[code]?.(dirname(path)) ?? message}`, {
    cause: error,
  });
}

const REASONS: Readonly<Record<string, (directory: string) => string>> = {
  ENOENT: directory => `there is no directory ${directory}; make it first`,
  ENOTDIR: directory => `${directory} is not a directory`,
  EEXIST: directory => `${directory} is not a directory`,
  EACCES: directory => `no permission to write there (${directory}); run as a user who may`,
  EPERM: directory => `not permitted there (${directory}); run as a user who may do this`,
  EROFS: () => 'the file system is read-only',
  ENOSPC: () => 'no space left on the device; free some and run again',
  EDQUOT: () => 'the disk quota is used up; free some and run again',
  ELOOP: () => 'symbolic links lead in a circle',
  ENAMETOOLONG: () => 'the name is too long',
  ENXIO: () => 'nothing there takes it (a socket, or a device that is away)',
  EPIPE: () => 'its reader has gone',
};
