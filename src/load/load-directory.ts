// A SOURCE that is a directory: a PKGDIR with index and package files, or an installed database.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../formats/packages-index-keys.js';
import type { SourceInput } from '../model/build-universe.js';
import type { SourceProblem } from '../model/problem.js';
import type { Trust } from '../model/signature.js';
import { findUnread } from '../model/unread.js';
import { InputError } from './input-error.js';
import { listPackageFiles } from './list-package-files.js';
import { planIndex } from './plan-index.js';
import { readPackageFiles } from './read-package-files.js';
import { readPkgdirIndex } from './read-pkgdir-index.js';
import { readVdb } from './read-vdb.js';
import { baseOf, fromIndex, type SignatureTrust, type SourceRequest } from './source-input.js';

/** Throws `InputError` where nothing can be said about the directory. */
export async function loadDirectory(request: SourceRequest): Promise<SourceInput> {
  const { location, role } = request;
  const index = await readPkgdirIndex(location);
  if (role === 'installed' && index === null) return loadVdb(request);
  if (!request.files && index !== null) return fromIndex(request, index);
  const indexed = index?.index.entries.map(packagePath) ?? [];
  const listed = await listPackageFiles(location, { indexed });
  if (index === null && listed.paths.length === 0) {
    const [unread] = findUnread({ problems: listed.problems, files: [] });
    if (unread !== undefined) throw new InputError(join(location, unread.path), unread.why);
    throw new InputError(
      location,
      'neither a Packages index nor package files (*.gpkg.tar, *.xpak, *.tbz2) are in this directory',
    );
  }
  const files = await readPackageFiles(location, listed.paths, request);
  const made = planIndex({ files, existing: index?.index ?? null });
  const header = index?.index.header ?? made.header;
  return {
    ...baseOf(request, 'pkgdir', header),
    records: index?.index.entries ?? made.entries,
    problems: [...(index?.problems ?? [INDEX_MISSING]), ...listed.problems, ...made.problems],
    files: new Map(files.map(file => [file.path, file])),
    detached: listed.detached,
    ...(request.trust === undefined ? {} : { trust: describeTrust(request.trust) }),
    discrepancies: index === null ? null : made.changes,
    digest: index?.digest ?? null,
  };
}

function describeTrust({ keyring, at, days }: SignatureTrust): Trust {
  return { keys: keyring.fingerprints, at, days };
}

/** With `pkgdir-index-trusted`, Portage's default, a PKGDIR without index has no packages. */
const INDEX_MISSING: SourceProblem = {
  code: 'header-missing',
  message: 'There is no Packages index; Portage sees no packages here.',
  offset: null,
  file: 'Packages',
  loses: 'index',
};

/** A VDB is a directory of categories; a root directory holds one at var/db/pkg. */
function loadVdb(request: SourceRequest): SourceInput {
  const inside = join(request.location, 'var/db/pkg');
  const vdb = readVdb(exists(inside) ? inside : request.location);
  return { ...baseOf(request, 'vdb', new Map()), records: vdb.entries, problems: vdb.problems };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
