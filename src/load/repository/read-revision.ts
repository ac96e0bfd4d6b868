// The commit that an ebuild repository is at, as Portage finds it: HEAD of its git directory, or what the rsync mirrors of Gentoo write
// (`sync/modules/git/git.py` and `rsync/rsync.py`: `retrieve_head`). Without git, and without trust in what is there.

import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { readTreeText, UnreadableFile } from '../file/read-repository-text.js';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Null where nothing tells. */
export function readRevision(location: string): string | null {
  const directory = gitDirectory(location);
  if (directory !== null) return headOf(directory);
  return commitIn(firstWord(readText(join(location, 'metadata/timestamp.commit'))));
}

/** `.git` of a work tree or a submodule is a file that says where it is. */
function gitDirectory(location: string): string | null {
  const path = join(location, '.git');
  try {
    if (statSync(path).isDirectory()) return path;
  } catch {
    return null;
  }
  const elsewhere = /^gitdir: (.+)$/m.exec(readText(path) ?? '')?.[1]?.trim();
  return elsewhere === undefined ? null : isAbsolute(elsewhere) ? elsewhere : join(location, elsewhere);
}

function headOf(directory: string): string | null {
  const head = (readText(join(directory, 'HEAD')) ?? '').trim();
  const name = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  if (name === undefined) return commitIn(head);
  if (name.split('/').includes('..')) return null;
  const common = readText(join(directory, 'commondir'))?.trim();
  const shared = common === undefined ? directory : isAbsolute(common) ? common : join(directory, common);
  for (const place of [directory, shared]) {
    const loose = readText(join(place, name));
    if (loose !== null) return commitIn(loose.trim());
  }
  const packed = (readText(join(shared, 'packed-refs')) ?? '').split('\n');
  return commitIn(firstWord(packed.find(line => line.endsWith(` ${name}`)) ?? null));
}

/** What cannot be read says nothing: ebuilds are judged without it. */
function readText(path: string): string | null {
  try {
    return readTreeText(path);
  } catch (error) {
    if (error instanceof UnreadableFile) return null;
    throw error;
  }
}

function firstWord(text: string | null): string {
  return text?.trim().split(/\s+/)[0] ?? '';
}

function commitIn(word: string): string | null {
  return COMMIT.test(word) ? word : null;
}
