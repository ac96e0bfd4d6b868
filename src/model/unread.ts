// What of a PKGDIR could not be looked at, for lack of permission or by a fault of the disk: nothing is known of it, least of all that it is
// not there. And what is there, but behind a symbolic link.

import type { PackageFile } from './package-file.js';
import type { SourceProblem } from './problem.js';

export interface Listing {
  readonly problems: readonly SourceProblem[];
  readonly files: Iterable<PackageFile>;
}

export interface Unread {
  /** A directory or file below the PKGDIR. */
  readonly path: string;
  readonly why: string;
}

/** In order of path for sorted input: directories, then files. */
export function findUnread({ problems, files }: Listing): readonly Unread[] {
  const unread: Unread[] = [];
  for (const { code, file, message } of problems)
    if (code === 'directory-unreadable') unread.push({ path: file, why: trimStop(message) });
  for (const file of files) {
    const why = whyUnread(file);
    if (why !== null) unread.push({ path: file.path, why });
  }
  return unread;
}

/** Why nothing is known of what is in a file that is there; null where it was read, well or badly. */
export function whyUnread({ metadata, problems }: PackageFile): string | null {
  if (metadata.size > 0) return null;
  const problem = problems.find(({ effect }) => effect === 'unchecked');
  return problem === undefined ? null : trimStop(problem.message);
}

/**
 * What only its owner and group may read: a server that runs as somebody else answers 403. A directory without `x` for others, or a file
 * without `r`.
 */
export interface ClosedPlace {
  /** Below the PKGDIR, with `/`. */
  readonly path: string;
  readonly kind: 'directory' | 'package' | 'index';
  /** `0600`: the permission bits as `chmod` takes them. */
  readonly mode: string;
  /** Of a directory: the package files and indices that lie in or below it; else 1. */
  readonly files: number;
}

const LINK_CODES: ReadonlySet<string> = new Set(['directory-symlink', 'file-symlink']);

/** Links below a PKGDIR that lead to packages; Portage follows none. */
export function findLinks(problems: readonly SourceProblem[]): readonly string[] {
  return problems.filter(({ code }) => LINK_CODES.has(code)).map(({ file }) => file);
}

/** Whether `path` is `place` or lies below it. */
export function isAtOrBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** What a map has for the path or the nearest directory around it. */
export function findAround<T>(places: ReadonlyMap<string, T>, path: string): T | undefined {
  for (let place = path; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('/')))) {
    const found = places.get(place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function trimStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
