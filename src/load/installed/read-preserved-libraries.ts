// /var/lib/portage/preserved_libs_registry of a root: library files that Portage keeps for their users although the package they were of
// was replaced (`_dyn_libs/PreservedLibsRegistry.py`): `{"CATEGORY/PN:SLOT": [CPV, COUNTER, [PATH, ...]]}`.

import { lstatSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { collapsePath } from '../../model/collapse-path.js';
import type { SourceProblem } from '../../model/problem.js';
import type { PreservedLibrary } from '../../model/source.js';
import { readTreeText, UnreadableFile } from '../file/read-repository-text.js';
import { RootPaths } from '../file/root-paths.js';

const REGISTER = '/var/lib/portage/preserved_libs_registry';

export interface ReadPreserved {
  /** Those that are still there, by path; absent where the root has no register that can be read. */
  readonly preserved?: readonly PreservedLibrary[];
  readonly problems: readonly SourceProblem[];
}

export function readPreservedLibraries(root: string): ReadPreserved {
  const paths = new RootPaths(root);
  const place = paths.find(REGISTER);
  let entries: unknown;
  try {
    const text = place === null ? null : readTreeText(place);
    if (text === null) return { problems: [] };
    // The empty file is a lock.
    entries = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    if (error instanceof UnreadableFile)
      return refuse('file-unreadable', error.message.slice(error.message.indexOf(': ') + 2));
    if (error instanceof SyntaxError) return refuse('registry-invalid', 'is no JSON');
    throw error;
  }
  if (!isTable(entries)) return refuse('registry-invalid', 'does not hold a table of packages');
  const preserved: PreservedLibrary[] = [];
  for (const [key, entry] of Object.entries(entries)) {
    const owner = key.slice(0, key.includes(':') ? key.lastIndexOf(':') : key.length);
    const files: unknown = Array.isArray(entry) ? entry[2] : null;
    if (!Array.isArray(files)) return refuse('registry-invalid', `does not say what is preserved of ${key}`);
    const listed = new Set(files.filter(path => typeof path === 'string' && path.startsWith('/')));
    for (const path of listed) if (isThere(paths, path, listed)) preserved.push({ path, owner });
  }
  preserved.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { preserved, problems: [] };
}

/** A link counts as long as it leads to a file of the list in its own directory. */
function isThere(paths: RootPaths, path: string, listed: ReadonlySet<string>): boolean {
  const place = paths.find(path);
  const status = place === null ? undefined : lstatSync(place, { throwIfNoEntry: false });
  if (place === null || status === undefined) return false;
  if (!status.isSymbolicLink()) return status.isFile();
  const target = readlinkSync(place);
  const full = collapsePath(target.startsWith('/') ? target : `${dirname(path)}/${target}`);
  const aim = listed.has(full) ? paths.find(full) : null;
  return aim !== null && lstatSync(aim, { throwIfNoEntry: false })?.isFile() === true;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(code: string, why: string): ReadPreserved {
  const message = `This register of preserved libraries ${why}; what is preserved is not known.`;
  return { problems: [{ code, file: REGISTER.slice(1), message, offset: null }] };
}
