// What an ebuild repository says about itself: `profiles/repo_name`, `metadata/layout.conf`, `profiles/categories` (PMS 4).

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Layout, readLayoutConf } from '../../formats/repository/layout-conf.js';
import { isCategory } from '../../pms/cpv.js';
import { isName, NAME_START, REPOSITORY_CHARACTER } from '../../pms/name-characters.js';
import { InputError, reasonOf } from '../file/input-error.js';
import { readTreeText } from '../file/read-repository-text.js';

/** A repository, its files unread. */
export interface RepositoryFolder {
  /** As the user gave it. */
  readonly location: string;
  readonly name: string;
  readonly layout: Layout;
  /** Names in `profiles/categories`; null where there is no such file. */
  readonly categories: readonly string[] | null;
}

/** A repository among those that it builds on. */
export interface LinkedRepository extends RepositoryFolder {
  /** As layout.conf orders them. */
  readonly masters: readonly RepositoryFolder[];
}

/** Throws `InputError` where the directory is no ebuild repository. */
export function openRepository(location: string): RepositoryFolder {
  refuseNoDirectory(location);
  const layout = readLayoutConf(readTreeText(join(location, 'metadata/layout.conf')) ?? '');
  const name = readTreeText(join(location, 'profiles/repo_name'))?.split('\n')[0]?.trim() ?? layout.repoName;
  if (name === null) {
    throw new InputError(
      location,
      'is no ebuild repository: it has no profiles/repo_name; give the directory that has the categories in it',
    );
  }
  if (!isName(NAME_START, REPOSITORY_CHARACTER, name)) {
    throw new InputError(
      location,
      `profiles/repo_name is '${name}', which is no name of a repository (PMS 3.1.5)`,
    );
  }
  const categories = readTreeText(join(location, 'profiles/categories'));
  return {
    location,
    name,
    layout,
    categories: categories === null ? null : listedNames(categories).filter(word => isCategory(word)),
  };
}

function refuseNoDirectory(location: string): void {
  try {
    if (statSync(location).isDirectory()) return;
  } catch (error) {
    throw new InputError(location, reasonOf(error));
  }
  throw new InputError(location, 'is not a directory; give the directory of an ebuild repository');
}

/** Lines without comments. */
function listedNames(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.replace(/#.*/, '').trim())
    .filter(line => line !== '');
}

/**
 * Opens repositories and finds the masters of each among them: those without masters first, each after its masters, in the order given
 * otherwise. Throws `InputError` for a master that is not there.
 */
export function openRepositories(locations: readonly string[]): readonly LinkedRepository[] {
  const folders = locations.map(openRepository);
  const byName = new Map<string, RepositoryFolder>();
  for (const folder of folders) {
    const other = byName.get(folder.name);
    if (other !== undefined)
      throw new InputError(folder.location, `has the name '${folder.name}', as has ${other.location}`);
    byName.set(folder.name, folder);
  }
  const aliases = new Map(folders.flatMap(folder => folder.layout.aliases.map(alias => [alias, folder])));
  const linked: LinkedRepository[] = [];
  const visit = (folder: RepositoryFolder, users: readonly string[]) => {
    if (linked.some(({ name }) => name === folder.name)) return;
    if (users.includes(folder.name))
      throw new InputError(
        folder.location,
        `its masters lead in a circle: ${[...users, folder.name].join(' -> ')}`,
      );
    const masters = (folder.layout.masters ?? []).map(name => {
      const master = byName.get(name) ?? aliases.get(name);
      if (master !== undefined) return master;
      throw new InputError(
        folder.location,
        `its master '${name}' is not here; add the repository of that name`,
        'repository',
      );
    });
    for (const master of masters) visit(master, [...users, folder.name]);
    linked.push({ ...folder, masters });
  };
  for (const folder of folders) visit(folder, []);
  return linked;
}

/** Where the eclasses of a repository are looked for: its own first, then its masters', the last named first (as Portage has it). */
export function eclassFolders({ location, masters }: LinkedRepository): readonly string[] {
  return [location, ...masters.map(master => master.location).reverse()].map(place => join(place, 'eclass'));
}
