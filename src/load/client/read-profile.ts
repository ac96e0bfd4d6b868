// The chain of profiles that a profile stands for: parents first, each as often as it is named (PMS 5.2.1; portage(5), profile-formats).

import { realpathSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { isEapi } from '../../pms/eapi.js';
import { InputError, type Lack, reasonOf } from '../file/input-error.js';
import type { SettingReader } from './read-profile-files.js';
import { allowsDirectories, type ProfileRepository, readEapi } from './read-profile-repository.js';

export interface ProfileNode {
  readonly path: string;
  /** Null for a user profile that does not say: then everything is read that any EAPI has. */
  readonly eapi: string | null;
  readonly directories: boolean;
  readonly formats: ReadonlySet<string>;
  /** `/etc/portage/profile`: may use wildcards. */
  readonly isUser: boolean;
  /** Atoms may name a build. */
  readonly buildId: boolean;
}

/** Gentoo's longest chains have some fifty. */
const MAX_NODES = 2000;

/** Throws `InputError` where a parent is missing, or the EAPI of one is not known. */
export function readProfileChain(
  path: string,
  repositories: readonly ProfileRepository[],
  reader: SettingReader,
): readonly ProfileNode[] {
  const nodes: ProfileNode[] = [];
  const visit = (at: string, users: readonly string[]) => {
    const name = reader.nameOf(at);
    if (users.includes(at)) throw new InputError(name, 'the profile is among its own parents');
    if (nodes.length > MAX_NODES)
      throw new InputError(name, `the profile has more than ${MAX_NODES} parents`);
    const repository = repositoryOf(at, repositories);
    for (const parent of parentsOf(at, repository, repositories, reader)) visit(parent, [...users, at]);
    nodes.push(makeNode(at, name, repository));
  };
  visit(realDirectory(path), []);
  return nodes;
}

/** The user's own profile, which counts after all others. */
export function userProfileNode(path: string): ProfileNode | null {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  const formats = new Set(['profile-bashrcs', 'profile-set']);
  return { path, eapi: readEapi(path), directories: true, formats, isUser: true, buildId: true };
}

function makeNode(path: string, name: string, repository: ProfileRepository | null): ProfileNode {
  const eapi = readEapi(path) ?? repository?.defaultEapi ?? '0';
  if (!isEapi(eapi)) throw new InputError(name, `the EAPI of this profile is '${eapi}', which is not known`);
  const formats = repository?.formats ?? new Set<string>();
  return {
    path,
    eapi,
    directories: repository === null || allowsDirectories(eapi, formats),
    formats,
    isUser: false,
    buildId: formats.has('build-id'),
  };
}

/** The innermost where one lies in another. */
function repositoryOf(path: string, repositories: readonly ProfileRepository[]): ProfileRepository | null {
  let found: ProfileRepository | null = null;
  for (const repository of repositories) {
    if (!`${path}/`.startsWith(`${repository.root}/`)) continue;
    if (found === null || repository.root.length > found.root.length) found = repository;
  }
  return found;
}

function parentsOf(
  path: string,
  repository: ProfileRepository | null,
  repositories: readonly ProfileRepository[],
  reader: SettingReader,
): readonly string[] {
  const file = join(path, 'parent');
  return reader.lines(file, { directories: false }).map(({ words, line }) => {
    const written = words.join(' ');
    const why = (what: string, lacks: Lack | null = null) =>
      new InputError(`${reader.nameOf(file)}:${line}`, what, lacks);
    const parent = locate(written, path, repository, repositories);
    if (parent === null)
      throw why(`the parent '${written}' is in a repository that is not here; add it`, 'repository');
    const isDirectory = statSync(parent, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!isDirectory) throw why(`there is no parent '${written}'`);
    // A parent inside the repository keeps the names by which it is reached.
    return repository !== null && parent.startsWith(`${repository.root}/`) ? parent : realpathSync(parent);
  });
}

/** Null where `repository:path` names a repository that is not known. */
function locate(
  written: string,
  path: string,
  repository: ProfileRepository | null,
  repositories: readonly ProfileRepository[],
): string | null {
  if (written.startsWith('/')) return trimSlash(normalize(written));
  const colon = repository === null || repository.formats.has('portage-2') ? written.indexOf(':') : -1;
  if (colon < 0) return trimSlash(normalize(join(path, written)));
  const name = written.slice(0, colon);
  const named = name === '' ? repository : (repositories.find(one => one.name === name) ?? null);
  return named === null ? null : trimSlash(normalize(join(named.root, 'profiles', written.slice(colon + 1))));
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function realDirectory(path: string): string {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    throw new InputError(path, reasonOf(error));
  }
  throw new InputError(path, 'is not a directory; a profile is one');
}
