// Where bytes meant for a path belong: into the place of a regular file, at the end of any links, or into what is no file.

import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { WriteError } from './write-error.js';

export type WriteTarget =
  /** A regular file, or nothing yet; `old` is the file there is. */
  | { readonly kind: 'file'; readonly path: string; readonly old: OldFile | null }
  /** A pipe, a device, or an open descriptor: to be written into, never replaced. */
  | { readonly kind: 'stream' };

export interface OldFile {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** As many links as Linux follows. */
const MAX_LINKS = 40;

/**
 * `within`: a directory that the path may not lead out of, because whoever may put links into it need not be who runs this. Throws
 * `WriteError` for a directory and for what leads out, and the system's error for a path that leads nowhere.
 */
export async function findWriteTarget(path: string, within: string | null = null): Promise<WriteTarget> {
  const status = await statIfThere(path);
  if (status?.isDirectory() || path.endsWith('/'))
    throw new WriteError(`${path} is a directory; give the name of a file`);
  if (status !== null && !status.isFile()) return stream(path, within);
  const target = await followLinks(path);
  if (target === null) return stream(path, within);
  if (within !== null && !target.startsWith(join(await realpath(within), '/')))
    throw new WriteError(
      `${path} leads out of ${within}, to ${target}, which stays as it is; remove the link, or make it one to a file within`,
    );
  if (status === null) return { kind: 'file', path: target, old: null };
  const { mode, uid, gid } = status;
  return { kind: 'file', path: target, old: { mode: mode & 0o777, uid, gid } };
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

function stream(path: string, within: string | null): WriteTarget {
  if (within === null) return { kind: 'stream' };
  throw new WriteError(`${path} is a pipe or a device, which stays as it is; remove it`);
}

async function statIfThere(path: string) {
  return stat(path).catch(ignoreMissing);
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
