// Reads an installed-package database (VDB, `/var/db/pkg`): a directory for each package with a file for each
// metadata key, into records of the shape of index entries (Portage 3.0.82, `dbapi/vartree.py`).

import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../base/compare-text.js';
import { type IndexEntry, indexEntryOf } from '../../formats/packages-index/packages-index-keys.js';
import type { SourceProblem } from '../../model/problem.js';
import { isCategory, parseCpv } from '../../pms/cpv.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { readVdbPackage } from './read-vdb-package.js';

export interface Vdb {
  /** Sorted by CPV. MD5, SHA1, SIZE and PATH are empty: they belong to package files. */
  readonly entries: readonly IndexEntry[];
  /** `file` is the package's directory or the file in it, below the VDB. */
  readonly problems: readonly SourceProblem[];
}

export const MERGING = '-MERGING-';

/** Throws the system's error where the directory itself cannot be listed. */
export function readVdb(root: string): Vdb {
  const entries: IndexEntry[] = [];
  const problems: SourceProblem[] = [];
  const tell = (code: string, file: string, message: string) =>
    problems.push({ code, file, message, offset: null });

  for (const category of listDirectories(root)) {
    if (isExcluded(category) || !isCategory(category)) continue;
    let names: readonly string[];
    try {
      names = listDirectories(join(root, category));
    } catch (error) {
      tell('directory-unreadable', category, `This category cannot be listed: ${reasonOf(error)}.`);
      continue;
    }
    for (const name of names) {
      const cpv = `${category}/${name}`;
      if (name.startsWith(MERGING)) {
        tell(
          'merge-incomplete',
          cpv,
          'A merge was interrupted here; Portage does not count this package as installed.',
        );
      } else if (!isExcluded(name)) {
        if (!isPackage(cpv)) {
          tell(
            'name-invalid',
            cpv,
            'The directory is not named as a package with a version; Portage skips it.',
          );
          continue;
        }
        const { values, problems: found } = readVdbPackage(join(root, category, name));
        entries.push(indexEntryOf({ ...values, CPV: cpv }));
        for (const problem of found)
          problems.push({
            ...problem,
            file: problem.field === undefined ? cpv : `${cpv}/${problem.field}`,
            cpv,
          });
      }
    }
  }
  entries.sort((a, b) => compareText(a.CPV, b.CPV));
  return { entries, problems };
}

/** Hidden directories and what file systems and CVS leave. */
export function isExcluded(name: string): boolean {
  return name.startsWith('.') || name === 'CVS' || name === 'lost+found';
}

export function isPackage(cpv: string): boolean {
  try {
    return parseCpv(cpv).version !== null;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return false;
    throw error;
  }
}

/** Names of directories, links to them included, in the order of their names. */
function listDirectories(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory() || isLinkToDirectory(path, entry))
    .map(entry => entry.name)
    .sort(compareText);
}

function isLinkToDirectory(path: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(join(path, entry.name)).isDirectory();
  } catch {
    return false;
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
