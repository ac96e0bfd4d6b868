// Replaces files so that whoever reads them sees the old or the new content, never a half, and a crash leaves no third state:
// temporary file in the same directory, fsync, rename, fsync of the directory. What is no file (pipe, device) is written into.

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findWriteTarget, type OldFile, type WriteTarget } from './find-write-target.js';
import { asWriteError } from './write-error.js';

export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Seconds since the epoch; without it the time of writing. */
  readonly mtime?: number;
  /** A directory that no link may lead out of. */
  readonly within?: string;
}

const DEFAULT_MODE = 0o644;
/** Nobody else reads a file before it has its owner. */
const OWNER_BITS = 0o700;

/**
 * All files are written and on disk before the first of them takes its place. On error nothing temporary is left. Throws `WriteError`,
 * which names the files as they were given.
 */
export async function writeAtomically(files: readonly NewFile[]): Promise<void> {
  const targets: (NewFile & { readonly target: WriteTarget })[] = [];
  for (const file of files) {
    const target = await named(file.path, () => findWriteTarget(file.path, file.within));
    targets.push({ ...file, target });
  }
  const written: { readonly temporary: string; readonly path: string; readonly to: string }[] = [];
  try {
    for (const { target, ...file } of targets) {
      if (target.kind !== 'file') continue;
      const temporary = join(
        dirname(target.path),
        `.binpkg-check.${process.pid}.${randomBytes(6).toString('hex')}`,
      );
      written.push({ temporary, path: file.path, to: target.path });
      await named(file.path, () => writeDurably(temporary, file, target.old));
    }
    for (const { path, bytes, target } of targets)
      if (target.kind === 'stream') await named(path, () => writeInto(path, bytes));
    while (written.length > 0) {
      const { temporary, path, to } = written[0]!;
      await named(path, () => rename(temporary, to));
      written.shift();
    }
  } finally {
    await Promise.all(written.map(({ temporary }) => rm(temporary, { force: true })));
  }
  const replaced = targets.flatMap(({ target }) => (target.kind === 'file' ? [dirname(target.path)] : []));
  for (const directory of new Set(replaced)) await syncDirectory(directory);
}

/** A system error names the temporary file, which means nothing to anybody. */
async function named<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asWriteError(path, error);
  }
}

async function writeDurably(path: string, { bytes, mtime }: NewFile, old: OldFile | null): Promise<void> {
  const wanted = old?.mode ?? DEFAULT_MODE & ~process.umask();
  const handle = await open(path, 'wx', wanted & OWNER_BITS);
  try {
    await handle.writeFile(bytes);
    const isOfGroup = old === null || (await keepOwner(handle, old));
    // The mode given to open is cut by the umask; the file that is replaced may be more open on purpose.
    await handle.chmod(isOfGroup ? wanted : closeToGroup(wanted));
    if (mtime !== undefined) await handle.utimes(mtime, mtime);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** As far as whoever runs this may, as Portage does (`util/__init__.py:apply_stat_permissions`); whether the group is the old one. */
async function keepOwner(handle: FileHandle, { uid, gid }: OldFile): Promise<boolean> {
  const own = await handle.stat();
  if (own.uid === uid && own.gid === gid) return true;
  for (const owner of [uid, own.uid]) {
    try {
      await handle.chown(owner, gid);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    }
  }
  return own.gid === gid;
}

/** Another group gets no more than everybody has. */
function closeToGroup(mode: number): number {
  return (mode & ~0o070) | ((mode & 0o007) << 3);
}

/** Neither made nor cut: what stands behind an open descriptor may be somebody's log. */
async function writeInto(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    await handle.writeFile(bytes);
  } finally {
    await handle.close();
  }
}

/** Makes the renames last; some systems cannot open a directory, and then nothing can be done. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A directory may be written to without leave to read it.
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EINVAL' && code !== 'EACCES') throw error;
  }
}
