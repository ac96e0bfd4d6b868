// The modes of what lies in a PKGDIR: indices, package files and the directories on the way to them. Its own mode and those above it are
// those of the machine that builds, not of the place that a server shows.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../base/compare-text.js';
import type { ClosedPlace } from '../../model/unread.js';

const READ_BY_OTHERS = 0o004;
const PASSED_BY_OTHERS = 0o001;
const INDICES: readonly string[] = ['Packages', 'Packages.gz'];

/** In order of path. `packages`: package files, and directories that could not be listed, below the root. */
export function findClosed(
  root: string,
  packages: readonly string[],
  unlisted: readonly string[],
): readonly ClosedPlace[] {
  const closed: ClosedPlace[] = [];
  const behind = new Map<string, number>(unlisted.map(path => [path, 0]));
  for (const path of [...INDICES, ...packages]) {
    const mode = modeOf(join(root, path));
    if (mode === null) continue;
    const kind = INDICES.includes(path) ? 'index' : 'package';
    if ((mode & READ_BY_OTHERS) === 0) closed.push({ path, kind, mode: sayMode(mode), files: 1 });
    for (const directory of directoriesOf(path)) behind.set(directory, (behind.get(directory) ?? 0) + 1);
  }
  for (const directory of unlisted.flatMap(directoriesOf))
    if (!behind.has(directory)) behind.set(directory, 0);
  for (const [path, files] of behind) {
    const mode = modeOf(join(root, path));
    if (mode !== null && (mode & PASSED_BY_OTHERS) === 0)
      closed.push({ path, kind: 'directory', mode: sayMode(mode), files });
  }
  return closed.sort((a, b) => compareText(a.path, b.path));
}

/** `app-misc/a/a-1-1.xpak`: `app-misc` and `app-misc/a`. */
function directoriesOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** Null where it is not there, or hidden from this user too. */
function modeOf(path: string): number | null {
  try {
    return statSync(path).mode & 0o7777;
  } catch {
    return null;
  }
}

function sayMode(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
