// Replaces files so that whoever reads them sees the old or the new content, never a half, and a crash leaves no third state:
// temporary file in the same directory, fsync, rename, fsync of the directory.

import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Seconds since the epoch; without it the time of writing. */
  readonly mtime?: number;
}

const DEFAULT_MODE = 0o644;

/** All files are written and on disk before the first of them takes its place. On error nothing temporary is left. */
export async function writeAtomically(files: readonly NewFile[]): Promise<void> {
  const written: { from: string; to: string }[] = [];
  try {
    for (const file of files) {
      const from = join(
        dirname(file.path),
        `.${basename(file.path)}.${process.pid}.${randomBytes(6).toString('hex')}`,
      );
      written.push({ from, to: file.path });
      await writeDurably(from, file, await modeOf(file.path));
    }
    while (written.length > 0) {
      const { from, to } = written[0]!;
      await rename(from, to);
      written.shift();
    }
  } finally {
    await Promise.all(written.map(({ from }) => rm(from, { force: true })));
  }
  for (const directory of new Set(files.map(file => dirname(file.path)))) await syncDirectory(directory);
}

async function writeDurably(path: string, { bytes, mtime }: NewFile, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    // The mode given to open is cut by the umask; the file that is replaced may be more open on purpose.
    await handle.chmod(mode);
    if (mtime !== undefined) await handle.utimes(mtime, mtime);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function modeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch {
    return DEFAULT_MODE & ~process.umask();
  }
}

/** Makes the renames last; some systems cannot open a directory, and then nothing can be done. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EINVAL') throw error;
  }
}
