// A SOURCE that is a directory: a PKGDIR with index and package files, or an installed database.

import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../formats/packages-index/packages-index-keys.js';
import type { SourceInput } from '../model/build-universe.js';
import type { SourceProblem } from '../model/problem.js';
import { findUnread } from '../model/unread.js';
import { planIndex } from '../pkgdir/plan-index.js';
import { InputError } from './file/input-error.js';
import { type ReadPreserved, readPreservedLibraries } from './installed/read-preserved-libraries.js';
import { readVdb } from './installed/read-vdb.js';
import { type ReadWorld, readWorld } from './installed/read-world.js';
import { listPackageFiles } from './package/list-package-files.js';
import { readPackageFiles } from './package/read-package-files.js';
import type { IndexFile } from './packages-index/read-index.js';
import { readPkgdirIndex } from './packages-index/read-pkgdir-index.js';
import type { ScannedFile } from './payload/load-payloads.js';
import { targetsOfFiles, targetsOfIndex } from './payload/payload-targets.js';
import type { InstalledPlace } from './payload/scan-installed.js';
import { baseOf, describeTrust, fromIndex, type SourceRequest } from './source-input.js';

/** Throws `InputError` where nothing can be said about the directory. */
export async function loadDirectory(request: SourceRequest): Promise<SourceInput> {
  const { location, role } = request;
  const index = await readPkgdirIndex(location);
  if (role === 'installed' && index === null) return loadVdb(request);
  if (!request.files && index !== null)
    return { ...fromIndex(request, index), ...(await loadIndexed(request, index)) };
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
    ...(await loadPayloads(request, targetsOfFiles(files))),
  };
}

/** Nothing where the contents of packages are not asked for. */
async function loadPayloads({ location, payloads, onScanned }: SourceRequest, files: readonly ScannedFile[]) {
  return payloads === undefined ? {} : { payloads: await payloads.ofFiles(location, files, onScanned) };
}

/** Of a binhost that is taken by its index, what is in the packages. */
async function loadIndexed(request: SourceRequest, { index }: IndexFile) {
  const { location, payloads } = request;
  if (payloads === undefined) return {};
  return loadPayloads(request, await targetsOfIndex(location, index.entries, payloads.hasCache));
}

/** With `pkgdir-index-trusted`, Portage's default, a PKGDIR without index has no packages. */
const INDEX_MISSING: SourceProblem = {
  code: 'header-missing',
  message: 'There is no Packages index; Portage sees no packages here.',
  offset: null,
  file: 'Packages',
  loses: 'index',
};

async function loadVdb(request: SourceRequest): Promise<SourceInput> {
  const { payloads, onScanned } = request;
  const place = placeOf(request.location);
  const vdb = readVdb(place.database);
  const cpvs = vdb.entries.map(({ CPV }) => CPV);
  const kept: ReadPreserved = place.root === null ? { problems: [] } : readPreservedLibraries(place.root);
  const selected: ReadWorld = place.root === null ? { problems: [] } : readWorld(place.root);
  return {
    ...baseOf(request, 'vdb', new Map()),
    records: vdb.entries,
    problems: [...vdb.problems, ...selected.problems, ...kept.problems],
    ...(kept.preserved === undefined ? {} : { preserved: kept.preserved }),
    ...(selected.world === undefined ? {} : { world: selected.world }),
    ...(payloads === undefined ? {} : { payloads: await payloads.ofInstalled(place, cpvs, onScanned) }),
  };
}

/** A VDB is a directory of categories; a root directory holds one at var/db/pkg. */
function placeOf(location: string): InstalledPlace {
  const inside = join(location, VDB);
  if (exists(inside)) return { database: inside, root: location };
  const real = realpathSync(location);
  return { database: location, root: real.endsWith(`/${VDB}`) ? real.slice(0, -VDB.length) : null };
}

const VDB = 'var/db/pkg';

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
