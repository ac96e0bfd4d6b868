// A directory with those above it. Node's own way never ends where one neither is there nor can be made: below /proc, or in a
// working directory that has been removed.

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Throws the system's error. */
export function makeDirectory(path: string, mode = 0o777): void {
  const above = dirname(path);
  const failure = make(path, mode);
  if (failure === null) return;
  if (failure.code !== 'ENOENT' || above === path) throw failure;
  makeDirectory(above, mode);
  const again = make(path, mode);
  if (again !== null) throw again;
}

/** Null where it is there now, whoever made it. */
function make(path: string, mode: number): NodeJS.ErrnoException | null {
  try {
    mkdirSync(path, { mode });
    return null;
  } catch (error) {
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    return isThere ? null : (error as NodeJS.ErrnoException);
  }
}
