// What profiles and repositories list besides masks and flags: license groups, architectures, package.provided and `@system` (PMS 4.4, 5.2).

import { join } from 'node:path';
import { getOrMake } from '../../base/get-or-make.js';
import { stackChanges } from '../../model/client/stack-changes.js';
import type { Atom } from '../../pms/atom.js';
import { parseCpv } from '../../pms/cpv.js';
import { parseAtom } from '../../pms/parse-atom.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import type { ProfileNode } from './read-profile.js';
import type { SettingReader } from './read-profile-files.js';
import { atomOptionsOf } from './read-profile-packages.js';
import { atLeast, type ProfileRepository } from './read-profile-repository.js';

export function readLicenseGroups(
  reader: SettingReader,
  repositories: readonly ProfileRepository[],
  etc: string | null,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const place of placesOf(repositories, etc)) {
    for (const { words } of reader.lines(join(place, 'license_groups'), { directories: false })) {
      const [group = '', ...members] = words;
      groups.set(group, [...new Set([...(groups.get(group) ?? []), ...members])]);
    }
  }
  return groups;
}

export function readArchitectures(
  reader: SettingReader,
  repositories: readonly ProfileRepository[],
  etc: string | null,
): readonly string[] {
  const lists = placesOf(repositories, etc).map(place =>
    reader.lines(join(place, 'arch.list'), { directories: false }).map(({ words }) => words.join(' ')),
  );
  return [...stackChanges(...lists)].sort();
}

function placesOf(repositories: readonly ProfileRepository[], etc: string | null): readonly string[] {
  return [...repositories.map(({ root }) => join(root, 'profiles')), ...(etc === null ? [] : [etc])];
}

export function readProvided(reader: SettingReader, nodes: readonly ProfileNode[]): readonly string[] {
  const lists = nodes.map(({ path, directories, eapi }) => {
    const file = join(path, 'package.provided');
    const lines = reader.lines(file, { directories });
    // PMS 5.2.7: from EAPI 7 on profiles have no such file.
    if (eapi === null || !atLeast(eapi, 7)) return lines;
    if (lines.length > 0) reader.note(file, 0, `EAPI ${eapi} has no package.provided`);
    return [];
  });
  const known = lists.map(lines =>
    lines.flatMap(({ words, file, line }) => {
      const written = words.join(' ');
      if (isVersioned(written.replace(/^-/, ''))) return [written];
      reader.problems.push({ file, line, message: `'${written}' is no package with its version` });
      return [];
    }),
  );
  return [...stackChanges(...known)];
}

/** soname.provided: libraries taken to be installed, `ABI libx.so.1 liby.so.2` a line, as `ABI libx.so.1` each; `-*` is of its ABI alone. */
export function readProvidedSonames(
  reader: SettingReader,
  nodes: readonly ProfileNode[],
): ReadonlySet<string> {
  const byAbi = new Map<string, string[]>();
  for (const { path } of nodes)
    for (const { words } of reader.lines(join(path, 'soname.provided'), { directories: true }))
      getOrMake(byAbi, words[0] ?? '', (): string[] => []).push(...words.slice(1));
  return new Set(
    [...byAbi].flatMap(([abi, names]) => [...stackChanges(names)].map(name => `${abi} ${name}`)),
  );
}

function isVersioned(text: string): boolean {
  try {
    return parseCpv(text).version !== null;
  } catch (error) {
    if (error instanceof PmsSyntaxError) return false;
    throw error;
  }
}

/** PMS 5.2.6: lines with an asterisk are the system set. */
export function readSystem(reader: SettingReader, nodes: readonly ProfileNode[]): readonly Atom[] {
  const lists = nodes.map(node => {
    const lines = reader.lines(join(node.path, 'packages'), { directories: false });
    return lines.flatMap(line => {
      const written = line.words.join(' ');
      if (written === '-*') return [written];
      const name = written.replace(/^-/, '').replace(/^\*/, '');
      return reader.atom(name, line, atomOptionsOf(node)) === null ? [] : [written];
    });
  });
  return [...stackChanges(...lists)]
    .filter(text => text.startsWith('*'))
    .map(text => parseAtom(text.slice(1)));
}
