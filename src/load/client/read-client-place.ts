// Where a client's profile is: as given, in a tree, or where make.profile leads.

import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { nearestWord } from '../../base/nearest-word.js';
import { InputError, reasonOf } from '../file/input-error.js';
import { openRepository } from '../repository/read-repository.js';

export interface ProfilePlace {
  readonly profile?: string;
  readonly client?: string;
  readonly tree?: readonly string[];
}

/** `etc`: the client without symbolic links. Throws `InputError` where there is no such profile. */
export function locateProfile({ profile, tree = [], client }: ProfilePlace, etc: string | null): string {
  if (profile !== undefined) {
    if (isDirectory(profile)) return realpathSync(profile);
    const inTree = isAbsolute(profile) ? undefined : findInTrees(profile, tree);
    if (inTree !== undefined) return inTree;
    // A tree that is none has no profiles: that is what is wrong, and not the name.
    for (const location of tree) openRepository(location);
    const near = nearestProfile(profile, tree);
    if (near !== null) throw new InputError(profile, `there is no such profile; did you mean '${near}'?`);
    throw new InputError(profile, 'there is no such profile; give its directory', 'named-profile');
  }
  if (etc === null) throw new InputError('', 'neither a profile nor an /etc/portage was given');
  const link = join(etc, 'make.profile');
  if (isDirectory(link)) return realpathSync(link);
  // An /etc/portage from another machine: its profile is looked for in the trees given.
  const leadsTo = readLink(link);
  const target = leadsTo?.split('/profiles/')[1];
  const inTree = target === undefined ? undefined : findInTrees(target, tree);
  if (inTree !== undefined) return inTree;
  if (leadsTo === null)
    throw new InputError(client as string, 'has no make.profile; give the profile', 'profile');
  throw new InputError(
    client as string,
    `its make.profile leads to '${target ?? leadsTo}', which is not here; give the ${target === undefined ? 'profile' : 'repository'}`,
    target === undefined ? 'profile' : 'profile-repository',
  );
}

function findInTrees(profile: string, tree: readonly string[]): string | undefined {
  const found = tree.map(location => join(location, 'profiles', profile)).find(isDirectory);
  return found === undefined ? undefined : realpathSync(found);
}

/** As far as the path is right, then the nearest of what lies there: `default/linux/amd64/17.1` of `.../17.2`. */
function nearestProfile(profile: string, tree: readonly string[]): string | null {
  for (const location of tree) {
    const root = join(location, 'profiles');
    let at = '';
    for (const word of profile.split('/').filter(part => part !== '')) {
      const here = join(at, word);
      const next = isDirectory(join(root, here)) ? word : nearestWord(word, listDirectories(join(root, at)));
      if (next === null) {
        at = '';
        break;
      }
      at = join(at, next);
    }
    if (at !== '' && isProfile(join(root, at))) return at;
  }
  return null;
}

function listDirectories(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

const OF_PROFILES = [
  'parent',
  'eapi',
  'make.defaults',
  'packages',
  'package.mask',
  'package.use',
  'use.force',
];

function isProfile(path: string): boolean {
  return OF_PROFILES.some(name => statSync(join(path, name), { throwIfNoEntry: false }) !== undefined);
}

function readLink(path: string): string | null {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return null;
  return readlinkSync(path);
}

/** Without symbolic links. Throws `InputError`. */
export function realClient(path: string): string {
  try {
    const real = realpathSync(resolve(path));
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    throw new InputError(path, reasonOf(error));
  }
  throw new InputError(path, 'is not a directory; give an /etc/portage');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
