// The package files of a PKGDIR, found as Portage finds them: by extension, at any depth, hidden directories too; no links
// followed (Portage 3.0.82, `dbapi/bintree.py:1036-1105`).

import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../base/compare-text.js';
import { extensionOf } from './judge-package-place.js';
import type { MakeIndexProblem } from './make-package-entry.js';

export interface PackageFileList {
  /** Below the PKGDIR, with `/`, sorted. */
  readonly paths: readonly string[];
  /** What looks like a package and is left out. */
  readonly problems: readonly MakeIndexProblem[];
}

/** Real ones are two deep. */
const MAX_DEPTH = 32;

/** Throws the system's error where the PKGDIR itself cannot be listed. */
export async function listPackageFiles(root: string): Promise<PackageFileList> {
  const paths: string[] = [];
  const problems: MakeIndexProblem[] = [];
  const skip = (code: string, file: string, message: string) =>
    problems.push({ code, file, message, offset: null, skipped: true });

  const walk = async (below: string, depth: number): Promise<void> => {
    const entries = await list(join(root, below)).catch((error: NodeJS.ErrnoException) => {
      if (below === '') throw error;
      skip('directory-unreadable', below, `This directory cannot be listed: ${error.code ?? error.message}.`);
      return [];
    });
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) await walk(path, depth + 1);
        else skip('directory-too-deep', path, 'Directories nested so deep are not looked into.');
      } else if (extensionOf(entry.name) !== null) {
        if (entry.name.includes('\ufffd'))
          skip('file-name-encoding', path, 'The name is not UTF-8; Portage passes over it.');
        else if (!entry.isFile())
          skip('file-not-regular', path, 'This is not a regular file; Portage passes over it.');
        else paths.push(path);
      }
    }
  };
  await walk('', 0);
  return { paths: paths.sort(compareText), problems };
}

async function list(path: string): Promise<Dirent[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.sort((a, b) => compareText(a.name, b.name));
}
