// A client baseline: an index, an installed database, a root that holds one, or an archive of a root (a stage3).

import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceInput } from '../model/build-universe.js';
import { InputError } from './file/input-error.js';
import { type ReadPreserved, readPreservedLibraries } from './installed/read-preserved-libraries.js';
import { readVdb } from './installed/read-vdb.js';
import { readVdbArchive } from './installed/read-vdb-archive.js';
import { type ReadWorld, readWorld } from './installed/read-world.js';
import { readIndexFile } from './packages-index/read-index.js';
import { readPkgdirIndex } from './packages-index/read-pkgdir-index.js';
import { refuseOther } from './packages-index/refuse-other.js';
import type { InstalledPlace } from './payload/scan-installed.js';
import { baseOf, fromIndex, type SourceRequest } from './source-input.js';

/** Throws `InputError` where it is none of these, or holds no package: a proof from there would be a proof from anywhere. */
export async function loadInstalled(request: SourceRequest, path: string): Promise<SourceInput> {
  const input = statSync(path).isDirectory()
    ? await loadRoot(request, path)
    : ((await loadArchive(request, path)) ?? (await loadIndex(request, path)));
  if (input.records.length === 0)
    throw new InputError(request.location, 'there is no package in it, so it is no baseline');
  return input;
}

async function loadRoot(request: SourceRequest, path: string): Promise<SourceInput> {
  const place = placeOf(path);
  if (place.root === null) {
    if (await readPkgdirIndex(path))
      return (await import('./load-directory.js')).loadDirectory(request, path);
  }
  return loadVdb(request, place);
}

async function loadIndex(request: SourceRequest, path: string): Promise<SourceInput> {
  const index = await readIndexFile(path);
  refuseOther(request.location, index);
  return fromIndex(request, index);
}

async function loadArchive(request: SourceRequest, path: string): Promise<SourceInput | null> {
  const archive = await readVdbArchive(path);
  if (archive === null) return null;
  const { entries, problems, world, members } = archive;
  if (entries.length === 0)
    throw new InputError(
      request.location,
      `none of the ${members} files in this archive is below var/db/pkg`,
    );
  return {
    ...baseOf(request, 'vdb', new Map()),
    records: entries,
    problems,
    ...(world === undefined ? {} : { world }),
  };
}

async function loadVdb(request: SourceRequest, place: InstalledPlace): Promise<SourceInput> {
  const { payloads, onScanned } = request;
  const vdb = readVdb(place.database);
  // Portage gives every package a SLOT: directories that only look like packages are something else.
  if (place.root === null && vdb.entries.every(({ CPV }) => hasNoSlot(place.database, CPV)))
    throw new InputError(request.location, 'no VDB, no root with one, no Packages here');
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

function hasNoSlot(database: string, cpv: string): boolean {
  return !exists(join(database, cpv, 'SLOT')) && !exists(join(database, cpv, 'metadata'));
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
