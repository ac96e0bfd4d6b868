// A client as it sees packages: a profile, and what /etc/portage adds to it, read into one record.

import { join } from 'node:path';
import type { ClientSettings, FlagLevel } from '../../model/client/client-settings.js';
import {
  alignVariables,
  globalUse,
  settleVariables,
  useOfDefaults,
} from '../../model/client/client-variables.js';
import { stackChanges, wordsOf } from '../../model/client/stack-changes.js';
import { effectiveIuse } from '../../pms/iuse.js';
import { testingOf } from '../../pms/keywords.js';
import { readMasks } from './read-client-masks.js';
import { readUserKeywords, readUserPackages } from './read-client-packages.js';
import { locateProfile, realClient } from './read-client-place.js';
import { findClientRepositories } from './read-client-repositories.js';
import { GLOBAL_VARIABLES, INCREMENTALS, stackVariables, VariableReader } from './read-client-variables.js';
import { type ProfileNode, readProfileChain, userProfileNode } from './read-profile.js';
import { SettingReader } from './read-profile-files.js';
import { readFlagLevel } from './read-profile-flags.js';
import { atomOptionsOf, readPackageWords } from './read-profile-packages.js';
import { allowsDirectories, type ProfileRepository } from './read-profile-repository.js';
import {
  readArchitectures,
  readLicenseGroups,
  readProvided,
  readProvidedSonames,
  readSystem,
} from './read-profile-sets.js';

export interface ClientRequest {
  /** Directory of a profile, or its name below `profiles/` of a tree; without it, make.profile of the client. */
  readonly profile?: string;
  /** An /etc/portage. */
  readonly client?: string;
  /** Ebuild repositories, the main one first. */
  readonly tree?: readonly string[];
  /** What to call it; without it, as it is given. */
  readonly name?: string;
}

/** Throws `InputError` where the profile, a parent of it or a repository cannot be read. */
export async function loadClient(request: ClientRequest): Promise<ClientSettings> {
  const { profile, client } = request;
  const reader = new SettingReader();
  const etc = client === undefined ? null : realClient(client);
  if (etc !== null) reader.callPlace(etc, trimSlash(client as string));
  const located = locateProfile(request, etc);
  const repositories = findClientRepositories(request.tree ?? [], etc, located);
  for (const { root, location } of repositories) reader.callPlace(root, trimSlash(location));
  if (profile !== undefined) reader.callPlace(located, trimSlash(profile));
  const chain = readProfileChain(located, repositories, reader);
  const own = etc === null ? null : userProfileNode(join(etc, 'profile'));
  const nodes = own === null ? chain : [...chain, own];
  const name = request.name ?? [client, profile].filter(part => part !== undefined).join(' ');
  return settle(name, reader, nodes, repositories, etc);
}

function settle(
  name: string,
  reader: SettingReader,
  nodes: readonly ProfileNode[],
  repositories: readonly ProfileRepository[],
  etc: string | null,
): ClientSettings {
  const values = new VariableReader(reader, repositories[0]?.root ?? '');
  const defaults = values.readDefaults(nodes);
  const profileVariables = stackVariables(defaults);
  const conf = new Map(etc === null ? [] : values.readUser(join(etc, 'make.conf')));
  // Some variables belong to the profile alone.
  const reserved = wordsOf(profileVariables.get('PROFILE_ONLY_VARIABLES'));
  for (const variable of stackChanges(reserved)) conf.delete(variable);
  const user = readUserPackages(reader, values, etc, nodes, conf);
  const sources = { globals: GLOBAL_VARIABLES, profile: profileVariables, user: user.variables };
  const variables = settleVariables(sources, INCREMENTALS);
  const levels = nodes.map((node, at) =>
    readFlagLevel(reader, node, useOfDefaults(defaults[at] as ReadonlyMap<string, string>, variables)),
  );
  const use = globalUse(variables, sources, levels);
  alignVariables(variables, use.use);
  const accepted = (variable: string) => wordsOf(variables.get(variable));
  const words = (file: string) =>
    nodes
      .map(node =>
        readPackageWords(reader, {
          path: join(node.path, file),
          directories: node.directories,
          atoms: atomOptionsOf(node),
        }),
      )
      .filter(list => list.length > 0);
  const acceptKeywords = accepted('ACCEPT_KEYWORDS');
  const testing = testingOf(acceptKeywords);
  const ofProfiles = words('package.accept_keywords').map(list =>
    list.map(setting => (setting.value.length === 0 ? { ...setting, value: testing } : setting)),
  );
  // What the user's empty lines stand for does not go by make.conf (Portage `KeywordsManager.__init__`).
  const userTesting = testingOf(wordsOf(profileVariables.get('ACCEPT_KEYWORDS')));
  return {
    name,
    variables,
    arch: profileVariables.get('ARCH') ?? '',
    ...use,
    iuseEffective: effectiveIuse(variables),
    levels,
    repositoryLevels: readRepositoryLevels(reader, repositories),
    profileVariables,
    userVariables: user.variables,
    userPackageUse: user.use,
    packageEnvironment: user.environment,
    acceptKeywords,
    packageKeywords: words('package.keywords'),
    packageAcceptKeywords: [...ofProfiles, readUserKeywords(reader, etc, userTesting)],
    ...readMasks(reader, repositories, nodes, etc),
    acceptLicense: accepted('ACCEPT_LICENSE'),
    packageLicense: user.license,
    licenseGroups: readLicenseGroups(reader, repositories, etc),
    acceptProperties: accepted('ACCEPT_PROPERTIES'),
    packageProperties: user.properties,
    acceptRestrict: accepted('ACCEPT_RESTRICT'),
    packageAcceptRestrict: user.restrict,
    provided: readProvided(reader, nodes),
    providedSonames: readProvidedSonames(reader, nodes),
    system: readSystem(reader, nodes),
    architectures: readArchitectures(reader, repositories, etc),
    problems: reader.problems,
  };
}

/** The top of `profiles/` speaks for the packages of its repository, and of those that have it for a master. */
function readRepositoryLevels(
  reader: SettingReader,
  repositories: readonly ProfileRepository[],
): ReadonlyMap<string, readonly FlagLevel[]> {
  const own = new Map<string, FlagLevel>();
  for (const { name, root, eapi, formats } of repositories) {
    const node = {
      path: join(root, 'profiles'),
      eapi,
      // Portage reads these from directories whatever the EAPI.
      directories: true,
      formats,
      isUser: false,
      buildId: formats.has('build-id'),
    };
    const values = new VariableReader(reader, repositories[0]?.root ?? '');
    const [defaults] = values.readDefaults([{ ...node, directories: allowsDirectories(eapi, formats) }]);
    own.set(name, readFlagLevel(reader, node, wordsOf(defaults?.get('USE'))));
  }
  return new Map(
    repositories.map(({ name, masters }) => [name, [...masters, name].flatMap(one => own.get(one) ?? [])]),
  );
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
