// The repositories that a client's profile and masks come from: those given, those of its repos.conf that are on this machine, and
// the one that the profile lies in. The main one first.

import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parseKeyValues } from '../../formats/repository/profile-key-values.js';
import { SettingReader } from './read-profile-files.js';
import {
  findRepositoryAround,
  openProfileRepository,
  type ProfileRepository,
} from './read-profile-repository.js';

/** `etc` is an /etc/portage; `profile` where its profile is. Throws `InputError` where one of `trees` is no repository. */
export function findClientRepositories(
  trees: readonly string[],
  etc: string | null,
  profile: string,
): readonly ProfileRepository[] {
  const found = new Map<string, ProfileRepository>();
  const add = (location: string) => {
    const repository = openProfileRepository(location);
    const isKnown = [...found.values()].some(({ root }) => root === repository.root);
    if (!isKnown && !found.has(repository.name)) found.set(repository.name, repository);
  };
  for (const location of trees) add(location);
  for (const location of etc === null ? [] : configuredLocations(etc)) add(location);
  const around = findRepositoryAround(profile);
  if (around !== null && ![...found.values()].some(({ root }) => root === realpathSync(around))) add(around);
  return [...found.values()];
}

interface Configured {
  readonly name: string;
  readonly location: string;
  readonly priority: number;
}

/** Those of repos.conf that are here: what another machine has elsewhere may be given as a tree. */
function configuredLocations(etc: string): readonly string[] {
  const files = new SettingReader().files(join(etc, 'repos.conf'), { directories: true });
  const sections = new Map<string, Map<string, string>>();
  for (const { text } of files) {
    for (const [name, values] of parseKeyValues(text))
      sections.set(name, new Map([...(sections.get(name) ?? []), ...values]));
  }
  const main = sections.get('DEFAULT')?.get('main-repo') ?? 'gentoo';
  const configured: Configured[] = [];
  for (const [name, values] of sections) {
    const location = values.get('location');
    if (name === 'DEFAULT' || location === undefined || !isRepository(location)) continue;
    const priority = Number(values.get('priority') ?? (name === main ? -1000 : 0));
    configured.push({ name, location, priority: Number.isNaN(priority) ? 0 : priority });
  }
  configured.sort((a, b) => Number(b.name === main) - Number(a.name === main) || a.priority - b.priority);
  return configured.map(({ location }) => location);
}

function isRepository(location: string): boolean {
  return (
    isAbsolute(location) &&
    statSync(join(location, 'profiles/repo_name'), { throwIfNoEntry: false })?.isFile() === true
  );
}
