// One SOURCE of the command line: a PKGDIR, an index file, an installed database, or a binhost by URL.

import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { FormatError } from '../base/format-error.js';
import type { SourceInput } from '../model/build-universe.js';
import type { Role } from '../model/package.js';
import type { SourceProblem } from '../model/problem.js';
import { effectiveIuse } from '../pms/iuse.js';
import { InputError, reasonOf } from './input-error.js';
import { listPackageFiles } from './list-package-files.js';
import { makeIndex } from './make-index.js';
import { type IndexFile, readIndexFile } from './read-index.js';
import { readPackageFiles } from './read-package-files.js';
import { readPkgdirIndex } from './read-pkgdir-index.js';
import { readVdb } from './read-vdb.js';

export interface SourceRequest {
  readonly role: Role;
  /** As the user gave it. */
  readonly location: string;
  /** Name of a baseline; the location where absent. */
  readonly name?: string;
  /** Read and judge the package files of a PKGDIR, not only its index. */
  readonly files: boolean;
  readonly jobs: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Reads a source. Throws `InputError` where nothing can be said about it. */
export async function loadSource(request: SourceRequest): Promise<SourceInput> {
  try {
    if (/^https?:\/\//i.test(request.location)) {
      const { fetchIndex } = await import('./fetch-index.js');
      return fromIndex(request, await fetchIndex(request.location));
    }
    if (isDirectory(request.location)) return await loadDirectory(request);
    return fromIndex(request, await readIndexFile(request.location));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof FormatError || (error as NodeJS.ErrnoException).syscall !== undefined)
      throw new InputError(request.location, reasonOf(error));
    throw error;
  }
}

function isDirectory(path: string): boolean {
  return (statSync(path) as Stats).isDirectory();
}

async function loadDirectory(request: SourceRequest): Promise<SourceInput> {
  const { location, role } = request;
  const index = await readPkgdirIndex(location);
  if (role === 'installed' && index === null) return loadVdb(request);
  if (!request.files && index !== null) return fromIndex(request, index);
  const listed = await listPackageFiles(location);
  if (index === null && listed.paths.length === 0) {
    throw new InputError(
      location,
      'neither a Packages index nor package files (*.gpkg.tar, *.xpak, *.tbz2) are in this directory',
    );
  }
  const files = await readPackageFiles(location, listed.paths, request);
  const made = makeIndex({ files, existing: index?.index ?? null, now: 0 });
  const header = index?.index.header ?? made.header;
  return {
    ...base(request, 'pkgdir', header),
    records: index?.index.entries ?? made.entries,
    problems: [...(index?.problems ?? [INDEX_MISSING]), ...listed.problems, ...made.problems],
    files: new Map(files.map(file => [file.path, file])),
    discrepancies: index === null ? null : made.changes,
    digest: index?.digest ?? null,
  };
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
  return { ...base(request, 'vdb', new Map()), records: vdb.entries, problems: vdb.problems };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function fromIndex(request: SourceRequest, index: IndexFile): SourceInput {
  return {
    ...base(request, 'index', index.index.header),
    records: index.index.entries,
    problems: index.problems,
    digest: index.digest,
  };
}

function base(
  { role, location, name }: SourceRequest,
  kind: SourceInput['kind'],
  header: ReadonlyMap<string, string>,
) {
  return {
    role,
    location,
    name: name ?? location,
    kind,
    header,
    iuseEffective: effectiveIuse(header),
    files: null,
    discrepancies: null,
    digest: null,
  };
}
