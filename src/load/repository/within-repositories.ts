// Links in a directory of eclasses: a stranger's tree may not have this machine's files read, and told of, as bash.

import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnreadableFile } from '../file/read-repository-text.js';

/** Throws `UnreadableFile` for a link that leads out of all the repositories whose eclasses lie in `folders`. */
export function refuseLeadingOut(path: string, folders: readonly string[]): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  const target = realIfThere(path);
  const roots = folders.flatMap(folder => [realIfThere(dirname(folder)), realIfThere(folder)]);
  if (target === null || roots.some(root => root !== null && target.startsWith(join(root, '/')))) return;
  throw new UnreadableFile(`${path}: leads out of the repository, and is not read`);
}

function realIfThere(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
