// Where bytes meant for a path belong: into the place of a regular file, at the end of any links, or into what is no file.

import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { WriteError } from './write-error.js';

export type WriteTarget =
  /** A regular file, or nothing yet; `mode` of the file there is. */
  | { readonly kind: 'file'; readonly path: string; readonly mode: number | null }
  /** A pipe, a device, or an open descriptor: to be written into, never replaced. */
  | { readonly kind: 'stream' };

/** As many links as Linux follows. */
const MAX_LINKS = 40;

/** Throws `WriteError` for a directory, and the system's error for a path that leads nowhere. */
export async function findWriteTarget(path: string): Promise<WriteTarget> {
  const status = await statIfThere(path);
  if (status?.isDirectory() || path.endsWith('/'))
    throw new WriteError(`${path} is a directory; give the name of a file`);
  if (status !== null && !status.isFile()) return { kind: 'stream' };
  const target = await followLinks(path);
  if (target === null) return { kind: 'stream' };
  return { kind: 'file', path: target, mode: status === null ? null : status.mode & 0o777 };
}

/**
 * The path without links, of which the last may lead to what is yet to be made. Null where a link leads through `/proc` to an open descriptor
 * (`/dev/stdout`, `/dev/fd/3`): the file behind it belongs to whoever opened it.
 */
async function followLinks(path: string): Promise<string | null> {
  let at = resolve(path);
  for (let links = 0; links <= MAX_LINKS; links++) {
    const directory = await realpath(dirname(at));
    at = join(directory, basename(at));
    if (/^\/proc\/\d+\/(task\/\d+\/)?fd$/.test(directory)) return null;
    const status = await lstat(at).catch(ignoreMissing);
    if (status === null || !status.isSymbolicLink()) return at;
    at = resolve(directory, await readlink(at));
  }
  throw Object.assign(new Error('ELOOP: too many symbolic links'), { code: 'ELOOP', syscall: 'readlink' });
}

async function statIfThere(path: string) {
  return stat(path).catch(ignoreMissing);
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
