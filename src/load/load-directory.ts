// A SOURCE that is a PKGDIR: index and package files.

import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagePath } from '../formats/packages-index/packages-index-keys.js';
import type { SourceInput } from '../model/build-universe.js';
import type { PackageFile } from '../model/package-file.js';
import type { SourceProblem } from '../model/problem.js';
import { findUnread } from '../model/unread.js';
import { planIndex } from '../pkgdir/plan-index.js';
import { InputError } from './file/input-error.js';
import { findClosed } from './package/find-closed.js';
import { listPackageFiles } from './package/list-package-files.js';
import { readPackageFiles } from './package/read-package-files.js';
import type { IndexFile } from './packages-index/read-index.js';
import { readPkgdirIndex } from './packages-index/read-pkgdir-index.js';
import { refuseOther } from './packages-index/refuse-other.js';
import type { ScannedFile } from './payload/load-payloads.js';
import { targetsOfFiles, targetsOfIndex } from './payload/payload-targets.js';
import { baseOf, describeTrust, fromIndex, type SourceRequest } from './source-input.js';

/** Throws `InputError` where nothing can be said about the directory. */
export async function loadDirectory(
  request: SourceRequest,
  location = request.location,
): Promise<SourceInput> {
  const index = await readPkgdirIndex(location, request.limits);
  // An empty file is an index that Portage reads: of no packages, whatever lies beside it.
  if (index !== null && index.bytes.length > 0) refuseOther(request.location, index);
  if (!request.files && index !== null)
    return { ...fromIndex(request, index), ...(await loadIndexed(request, location, index)) };
  const indexed = index?.index.entries.map(packagePath) ?? [];
  const listed = await listPackageFiles(location, { indexed });
  if (index === null && listed.paths.length === 0) {
    const [unread] = findUnread({ problems: listed.problems, files: [] });
    if (unread !== undefined) throw new InputError(join(location, unread.path), unread.why);
    throw new InputError(request.location, sayNothingThere(location));
  }
  // Its packages are elsewhere: entries are looked up below URI (`bintree.py:1827`).
  if (index !== null && listed.paths.length === 0 && isElsewhere(index)) return fromIndex(request, index);
  const files = await readPackageFiles(location, listed.paths, request);
  if (index === null) refusePart(request.location, location, files);
  const made = planIndex({ files, existing: index?.index ?? null });
  const header = index?.index.header ?? made.header;
  return {
    ...baseOf(request, 'pkgdir', header),
    records: index?.index.entries ?? made.entries,
    problems: [...(index?.problems ?? [INDEX_MISSING]), ...listed.problems, ...made.problems],
    files: new Map(files.map(file => [file.path, file])),
    detached: listed.detached,
    closed: findClosed(
      location,
      listed.paths,
      listed.problems.filter(isUnlisted).map(({ file }) => file),
    ),
    ...(request.trust === undefined ? {} : { trust: describeTrust(request.trust) }),
    discrepancies: index === null ? null : made.changes,
    digest: index?.digest ?? null,
    ...(await loadPayloads(request, location, targetsOfFiles(files))),
  };
}

function isUnlisted({ code }: SourceProblem): boolean {
  return code === 'directory-unreadable';
}

function isElsewhere({ index }: IndexFile): boolean {
  return (index.header.get('URI') ?? '') !== '' && index.entries.length > 0;
}

/** Nothing where the contents of packages are not asked for. */
async function loadPayloads(
  { payloads, onScanned }: SourceRequest,
  location: string,
  files: readonly ScannedFile[],
) {
  return payloads === undefined ? {} : { payloads: await payloads.ofFiles(location, files, onScanned) };
}

/** Of a binhost that is taken by its index, what is in the packages. */
async function loadIndexed(request: SourceRequest, location: string, { index }: IndexFile) {
  const { payloads } = request;
  if (payloads === undefined) return {};
  return loadPayloads(request, location, await targetsOfIndex(location, index.entries, payloads.hasCache));
}

/** With `pkgdir-index-trusted`, Portage's default, a PKGDIR without index has no packages. */
const INDEX_MISSING: SourceProblem = {
  code: 'header-missing',
  message: 'There is no Packages index; Portage sees no packages here.',
  offset: null,
  file: 'Packages',
  loses: 'index',
};

function sayNothingThere(location: string): string {
  const none =
    'neither a Packages index nor package files (*.gpkg.tar, *.xpak, *.tbz2) are in this directory';
  const below = readdirSync(location, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && isThere(join(location, entry.name, 'Packages')))
    .map(({ name }) => name)
    .sort();
  return below.length === 0 ? none : `${none}; there is a Packages in ${below.slice(0, 3).join(', ')}`;
}

/**
 * A category of a PKGDIR, or the packages of one name: every file lies right, seen from further up. An index written here would offer
 * nothing to anybody.
 */
function refusePart(given: string, location: string, files: readonly PackageFile[]): void {
  if (files.length === 0) return;
  const real = realpathSync(location);
  const rootOf = ({ path }: PackageFile, category: string): string | null => {
    const directory = dirname(path) === '.' ? '' : dirname(path);
    const full = directory === '' ? real : `${real}/${directory}`;
    const at = `${full}/`.lastIndexOf(`/${category}/`);
    return at > 0 && at < real.length ? full.slice(0, at) : null;
  };
  const roots = new Set(files.map(file => rootOf(file, file.metadata.get('CATEGORY')?.trim() || '\0')));
  const [root = null] = roots;
  if (roots.size !== 1 || root === null) return;
  const part = real.slice(root.length + 1).includes('/') ? 'one package' : 'a category';
  throw new InputError(given, `this is ${part} of a PKGDIR; give the PKGDIR itself: ${root}`);
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
