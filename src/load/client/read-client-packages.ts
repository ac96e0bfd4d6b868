// The user's own package.* files in /etc/portage (portage(5)). What they say of every package (`*/*`) counts as part of make.conf.

import { join } from 'node:path';
import type { FlagChanges, PackageSetting } from '../../model/client/client-settings.js';
import type { VariableReader, Variables } from './read-client-variables.js';
import { INCREMENTALS } from './read-client-variables.js';
import type { ProfileNode } from './read-profile.js';
import type { SettingReader } from './read-profile-files.js';
import { readPackageFlags, readPackageWords, USER_ATOMS } from './read-profile-packages.js';

type Words = readonly PackageSetting<readonly string[]>[];

export interface UserPackages {
  readonly use: readonly PackageSetting<FlagChanges>[];
  readonly environment: readonly PackageSetting<readonly Variables[]>[];
  readonly license: Words;
  readonly properties: Words;
  readonly restrict: Words;
  /** make.conf, with what holds for every package. */
  readonly variables: Variables;
}

/** `client` is null where only a profile was given. */
export function readUserPackages(
  reader: SettingReader,
  values: VariableReader,
  client: string | null,
  profiles: readonly ProfileNode[],
  conf: Variables,
): UserPackages {
  const variables = new Map(conf);
  const read = (directory: string, file: string): Words =>
    readPackageWords(reader, { path: join(directory, file), directories: true, atoms: USER_ATOMS });
  const own = (file: string): Words => (client === null ? [] : read(client, file));
  const settle = <V>(settings: readonly PackageSetting<V>[], name: string, textOf: (value: V) => string) => {
    for (const { value } of settings.filter(isForAll)) append(variables, name, textOf(value));
    return settings.filter(setting => !isForAll(setting));
  };
  const toText = (words: readonly string[]) => words.join(' ');
  const use =
    client === null
      ? []
      : readPackageFlags(
          reader,
          { path: join(client, 'package.use'), directories: true, atoms: USER_ATOMS },
          { expand: true, any: true },
        );
  const licensing = profiles.filter(({ formats }) => formats.has('profile-license'));
  const licenses = [
    ...licensing.flatMap(node => read(node.path, 'package.license')),
    ...own('package.license'),
  ];
  const environment = own('package.env').map(setting => ({
    ...setting,
    value: setting.value.flatMap(name => readEnvironment(reader, values, client as string, setting, name)),
  }));
  const packages = {
    use: settle(use, 'USE', toText),
    license: settle(licenses, 'ACCEPT_LICENSE', toText),
    properties: settle(own('package.properties'), 'ACCEPT_PROPERTIES', toText),
    restrict: settle(own('package.accept_restrict'), 'ACCEPT_RESTRICT', toText),
    environment: environment.filter(setting => !isForAll(setting)),
  };
  for (const [name, value] of environment
    .filter(isForAll)
    .flatMap(({ value }) => value.flatMap(one => [...one]))) {
    if (INCREMENTALS.includes(name)) append(variables, name, value);
    else variables.set(name, value);
  }
  return { ...packages, variables };
}

function isForAll({ atom }: PackageSetting<unknown>): boolean {
  return atom.text === '*/*';
}

function append(variables: Map<string, string>, name: string, value: string): void {
  const before = variables.get(name);
  variables.set(name, before === undefined ? value : `${before} ${value}`);
}

function readEnvironment(
  reader: SettingReader,
  values: VariableReader,
  client: string,
  { file, line }: PackageSetting<unknown>,
  name: string,
): readonly Variables[] {
  const variables = values.readEnvironment(join(client, 'env', name));
  if (variables !== null) return [variables];
  reader.problems.push({ file, line, message: `there is no file 'env/${name}'` });
  return [];
}

/** Lines of package.accept_keywords without keywords stand for the testing branch of what the profile accepts. */
export function readUserKeywords(
  reader: SettingReader,
  client: string | null,
  testing: readonly string[],
): Words {
  if (client === null) return [];
  return ['package.keywords', 'package.accept_keywords']
    .flatMap(file =>
      readPackageWords(reader, { path: join(client, file), directories: true, atoms: USER_ATOMS }),
    )
    .map(setting => (setting.value.length === 0 ? { ...setting, value: testing } : setting));
}
