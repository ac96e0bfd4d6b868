// Ebuild repositories as one tree: masters found among them, ebuilds from their caches or evaluated.

import { getOrMake } from '../../base/get-or-make.js';
import type { EbuildPackage, UnreadEbuild } from '../../model/repository/ebuild-package.js';
import type { Repository, Tree } from '../../model/repository/tree.js';
import { compareVersions } from '../../pms/compare-versions.js';
import { EbuildMaker } from './ebuild-record.js';
import { type LinkedRepository, openRepositories } from './read-repository.js';
import { cpvOf, listEbuilds } from './read-repository-ebuilds.js';
import { readKnowledge } from './read-repository-knowledge.js';
import { type ReadingOptions, readEbuilds } from './read-repository-metadata.js';
import { readRevision } from './read-revision.js';

export interface TreeOptions extends Omit<ReadingOptions, 'onProgress' | 'cache'> {
  /** Packages whose metadata.xml is read, by category and name; without it none is. */
  readonly notesFor?: ReadonlySet<string> | 'all';
  readonly onProgress?: (progress: TreeProgress) => void;
}

export interface TreeProgress {
  readonly location: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Loads repositories; of those given later, and of those that have others as masters, ebuilds count before the others'. Throws `InputError`
 * where one cannot be read or a master is missing.
 */
export async function loadTree(locations: readonly string[], options: TreeOptions = {}): Promise<Tree> {
  const repositories: Repository[] = [];
  for (const linked of openRepositories(locations)) repositories.push(await loadRepository(linked, options));
  return { repositories, byCpn: gatherNames(repositories) };
}

async function loadRepository(linked: LinkedRepository, options: TreeOptions): Promise<Repository> {
  const { location, name, masters } = linked;
  const { onProgress, notesFor = new Set<string>(), ...reading } = options;
  const listed = listEbuilds(linked);
  const ebuilds: EbuildPackage[] = [];
  const unread: UnreadEbuild[] = listed.ignored.map(({ path, why }) => ({
    cpvText: path.replace(/\/[^/]*\/([^/]*)\.ebuild$/, '/$1'),
    outcome: 'refused',
    why,
  }));
  const maker = new EbuildMaker();
  const metadata = readEbuilds(linked, listed.ebuilds, {
    ...reading,
    onProgress: (done, total) => onProgress?.({ location, done, total }),
  });
  for await (const one of metadata) {
    if (one.outcome !== 'metadata') {
      unread.push({ cpvText: cpvOf(one.file), outcome: one.outcome, why: one.why });
      continue;
    }
    const made = maker.make(name, one.file, one.entry);
    if ('outcome' in made) unread.push(made);
    else ebuilds.push(made);
  }
  const names = new Set(listed.ebuilds.map(({ category, pn }) => `${category}/${pn}`));
  return {
    name,
    location,
    revision: readRevision(location),
    masters: masters.map(master => master.name),
    ebuilds,
    unread,
    ...readKnowledge(
      location,
      [...names].filter(cpn => notesFor === 'all' || notesFor.has(cpn)),
    ),
  };
}

/** By name; ascending by version, of equal ones that of the repository with the highest priority last. */
function gatherNames(repositories: readonly Repository[]): ReadonlyMap<string, readonly EbuildPackage[]> {
  const byCpn = new Map<string, EbuildPackage[]>();
  for (const { ebuilds } of repositories)
    for (const ebuild of ebuilds) getOrMake(byCpn, ebuild.cpn, (): EbuildPackage[] => []).push(ebuild);
  for (const list of byCpn.values())
    if (list.length > 1) list.sort((a, b) => compareVersions(versionOf(a), versionOf(b)));
  return byCpn;
}

function versionOf({ cpv }: EbuildPackage) {
  if (cpv.version === null) throw new TypeError(`an ebuild without a version: ${cpv.package}`);
  return cpv.version;
}
