// The package files of a PKGDIR: what Portage would look at, wherever it lies below; every directory, hidden or not; no links
// followed (Portage 3.0.82, `dbapi/bintree.py:1036-1105`).

import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { compareText } from '../../base/compare-text.js';
import { isAtOrBelow } from '../../model/unread.js';
import type { MakeIndexProblem } from '../../pkgdir/judge-package-place.js';
import { extensionOf } from '../../pkgdir/judge-package-place.js';

export interface PackageFileList {
  /** Below the PKGDIR, with `/`, sorted. */
  readonly paths: readonly string[];
  /** Signatures of packages, in files beside them. */
  readonly detached: readonly string[];
  /** What looks like a package and is left out. */
  readonly problems: readonly MakeIndexProblem[];
}

export interface ListOptions {
  /** Paths that the index names: a link on the way to one of them is told of. */
  readonly indexed?: readonly string[];
  /** For tests: instead of the disk's. */
  readonly readDirectory?: (path: string) => Promise<Dirent[]>;
}

/** Real ones are two deep. */
const MAX_DEPTH = 32;
/** CATEGORY/PN: so far a linked directory is searched for packages. */
const PACKAGE_DEPTH = 2;
const DETACHED = /\.(asc|sig)$/;
/** Made by fsck, closed to all but root, and no category. */
const LOST_AND_FOUND = 'lost+found';

/** Throws the system's error where the PKGDIR itself cannot be listed. */
export async function listPackageFiles(root: string, options: ListOptions = {}): Promise<PackageFileList> {
  const read = options.readDirectory ?? ((path: string) => readdir(path, { withFileTypes: true }));
  const paths: string[] = [];
  const detached: string[] = [];
  const problems: MakeIndexProblem[] = [];
  const skip = (code: string, file: string, message: string) =>
    problems.push({ code, file, message, offset: null, skipped: true });

  const walk = async (below: string, depth: number): Promise<void> => {
    const entries = await read(join(root, below)).catch((error: NodeJS.ErrnoException): Dirent[] => {
      if (below === '') throw error;
      if (below !== LOST_AND_FOUND) {
        const message = `This directory cannot be listed (${error.code ?? error.message}).`;
        skip('directory-unreadable', below, message);
      }
      return [];
    });
    for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) await walk(path, depth + 1);
        else skip('directory-too-deep', path, 'Directories nested so deep are not looked into.');
      } else if (extensionOf(entry.name) !== null) {
        if (entry.name.includes('\ufffd'))
          skip('file-name-encoding', path, 'The name is not UTF-8; Portage passes over it.');
        else if (entry.isSymbolicLink()) await tellLink(path);
        else if (!entry.isFile())
          skip('file-not-regular', path, 'This is not a regular file; Portage passes over it.');
        else paths.push(path);
      } else if (DETACHED.test(entry.name) && extensionOf(entry.name.replace(DETACHED, '')) !== null) {
        if (entry.isFile()) detached.push(path);
      } else if (entry.isSymbolicLink() && (await hidesPackages(path))) {
        const message = 'What lies in this directory is reached through a symlink, which Portage skips.';
        skip('directory-symlink', path, message);
      }
    }
  };

  const tellLink = async (path: string): Promise<void> => {
    const isThere = await stat(join(root, path)).catch(
      ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT',
    );
    if (isThere) skip('file-symlink', path, 'This is reached through a symlink, which Portage skips.');
    else skip('symlink-dangling', path, 'This is a symlink to what is not there.');
  };

  /** What a link to somewhere in the PKGDIR, or to what it lies in, shows is found where it is. */
  const hidesPackages = async (link: string): Promise<boolean> => {
    const path = join(root, link);
    const target = await stat(path).catch(() => null);
    if (target === null || !target.isDirectory()) return false;
    if (options.indexed?.some(indexed => isAtOrBelow(indexed, link)) === true) return true;
    const [top, real] = await Promise.all([realpath(root), realpath(path)]);
    const isAround = `${real}${sep}`.startsWith(`${top}${sep}`) || `${top}${sep}`.startsWith(`${real}${sep}`);
    return !isAround && holdsPackages(read, real, PACKAGE_DEPTH);
  };

  await walk('', 0);
  return { paths: paths.sort(compareText), detached: detached.sort(compareText), problems };
}

/** What cannot be listed there holds none that anybody knows of. */
async function holdsPackages(
  read: (path: string) => Promise<Dirent[]>,
  directory: string,
  depth: number,
): Promise<boolean> {
  const entries = await read(directory).catch((): Dirent[] => []);
  if (entries.some(({ name }) => extensionOf(name) !== null)) return true;
  if (depth === 0) return false;
  for (const entry of entries)
    if (entry.isDirectory() && (await holdsPackages(read, join(directory, entry.name), depth - 1)))
      return true;
  return false;
}
