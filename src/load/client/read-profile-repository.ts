// What a repository says about its profiles: formats of layout.conf, EAPI of `profiles/`, masters (PMS 4.4, portage(5)).

import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseKeyValues } from '../../formats/repository/profile-key-values.js';
import { isEapi } from '../../pms/eapi.js';
import { readTreeText } from '../file/read-repository-text.js';
import { openRepository } from '../repository/read-repository.js';

export interface ProfileRepository {
  readonly name: string;
  /** As the user gave it. */
  readonly location: string;
  /** Without symbolic links. */
  readonly root: string;
  readonly masters: readonly string[];
  readonly formats: ReadonlySet<string>;
  /** For profiles, and files of `profiles/`, without an `eapi` file. */
  readonly defaultEapi: string;
  /** Of the files right in `profiles/`. */
  readonly eapi: string;
}

/** Throws `InputError` where the directory is no ebuild repository. */
export function openProfileRepository(location: string): ProfileRepository {
  const { name, layout } = openRepository(location);
  const own = readEapi(join(location, 'profiles'));
  const conf = parseKeyValues(readTreeText(join(location, 'metadata/layout.conf')) ?? '').get('');
  const declared = conf?.get('profile_eapi_when_unspecified') ?? '0';
  const isDefault = own !== null && atLeast(own, 9);
  const defaultEapi = isDefault ? own : isEapi(declared) ? declared : '0';
  return {
    name,
    location,
    root: realpathSync(location),
    masters: layout.masters ?? [],
    formats: new Set(layout.profileFormats ?? [atLeast(own ?? '0', 7) ? 'portage-1' : 'portage-1-compat']),
    defaultEapi,
    eapi: own ?? defaultEapi,
  };
}

/** The repository that a profile lies in; null where there is none around it. */
export function findRepositoryAround(path: string): string | null {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (readTreeText(join(at, 'profiles/repo_name')) !== null) return at;
  }
  return null;
}

/** First line of an `eapi` file; null where there is none. */
export function readEapi(directory: string): string | null {
  const text = readTreeText(join(directory, 'eapi'));
  return text === null ? null : (text.split('\n')[0] as string).trim();
}

const DIRECTORY_FORMATS = ['portage-1-compat', 'portage-1', 'portage-2'];

/** Whether package.mask and the like may be directories. */
export function allowsDirectories(eapi: string, formats: ReadonlySet<string>): boolean {
  return atLeast(eapi, 7) || DIRECTORY_FORMATS.some(format => formats.has(format));
}

export function atLeast(eapi: string, wanted: number): boolean {
  return isEapi(eapi) && Number(eapi) >= wanted;
}
