// Where a client's profile is: as given, in a tree, or where make.profile leads.

import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { InputError, reasonOf } from '../file/input-error.js';

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
    throw new InputError(profile, 'there is no such profile; give its directory', 'named-profile');
  }
  if (etc === null) throw new InputError('', 'neither a profile nor an /etc/portage was given');
  const link = join(etc, 'make.profile');
  if (isDirectory(link)) return realpathSync(link);
  // An /etc/portage from another machine: its profile is looked for in the trees given.
  const target = readLink(link)?.split('/profiles/')[1];
  const inTree = target === undefined ? undefined : findInTrees(target, tree);
  if (inTree !== undefined) return inTree;
  throw new InputError(
    client as string,
    target === undefined
      ? 'has no make.profile; give the profile'
      : `its make.profile leads to '${target}', which is not here; give the repository`,
    target === undefined ? 'profile' : 'profile-repository',
  );
}

function findInTrees(profile: string, tree: readonly string[]): string | undefined {
  const found = tree.map(location => join(location, 'profiles', profile)).find(isDirectory);
  return found === undefined ? undefined : realpathSync(found);
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
