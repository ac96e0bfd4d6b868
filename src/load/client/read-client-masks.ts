// package.mask and package.unmask of repositories, profiles and the user, stacked as Portage's MaskManager does: a repository's lines
// hold for its own packages, profiles may take back what their parents mask, the user what anybody masks.

import { join } from 'node:path';
import type { MaskSetting } from '../../model/client/client-settings.js';
import type { AtomOptions } from '../../pms/atom.js';
import type { ProfileNode } from './read-profile.js';
import type { SettingReader } from './read-profile-files.js';
import { atomOptionsOf, USER_ATOMS } from './read-profile-packages.js';
import { allowsDirectories, type ProfileRepository } from './read-profile-repository.js';

interface MaskLine {
  /** Whether it takes back. */
  readonly removes: boolean;
  readonly setting: MaskSetting;
}

export interface Masks {
  readonly masks: readonly MaskSetting[];
  readonly unmasks: readonly MaskSetting[];
}

export function readMasks(
  reader: SettingReader,
  repositories: readonly ProfileRepository[],
  profiles: readonly ProfileNode[],
  client: string | null,
): Masks {
  const read = (path: string, directories: boolean, atoms: AtomOptions) =>
    readMaskLines(reader, path, directories, atoms);
  const ofUser = (file: string) => (client === null ? [] : read(join(client, file), true, USER_ATOMS));
  const ofProfiles = (file: string, nodes: readonly ProfileNode[]) =>
    stack(nodes.map(node => read(join(node.path, file), node.directories, atomOptionsOf(node))));
  const byName = new Map(repositories.map(repository => [repository.name, repository]));
  const known = new Map<string, readonly MaskLine[]>();
  const ofRepository = (file: string, repository: ProfileRepository) => {
    const path = join(repository.root, 'profiles', file);
    const lines = known.get(path) ?? read(path, hasDirectories(repository), atomsOf(repository));
    known.set(path, lines);
    return lines;
  };
  const masks = repositories.flatMap(repository => {
    const own = ofRepository('package.mask', repository);
    const masters = repository.masters.flatMap(name => byName.get(name) ?? []);
    // Masters are not stacked upon each other: what one masks, another does not take back.
    const stacked =
      masters.length === 0
        ? [stack([own])]
        : masters.map(master => stack([ofRepository('package.mask', master), own]));
    return unique(stacked.flat()).map(mask => holdsFor(repository.name, mask));
  });
  const unmasks = repositories
    .filter(hasDirectories)
    .flatMap(repository =>
      stack([ofRepository('package.unmask', repository)]).map(mask => holdsFor(repository.name, mask)),
    );
  const unmasking = profiles.filter(({ directories }) => directories);
  return {
    masks: takeBack([...masks, ...ofProfiles('package.mask', profiles)], ofUser('package.mask')),
    unmasks: takeBack([...unmasks, ...ofProfiles('package.unmask', unmasking)], ofUser('package.unmask')),
  };
}

function hasDirectories({ eapi, formats }: ProfileRepository): boolean {
  return allowsDirectories(eapi, formats);
}

function atomsOf({ eapi, formats }: ProfileRepository): AtomOptions {
  return { eapi, repo: formats.has('profile-repo-deps'), buildId: formats.has('build-id') };
}

function readMaskLines(
  reader: SettingReader,
  path: string,
  directories: boolean,
  atoms: AtomOptions,
): readonly MaskLine[] {
  return reader.lines(path, { directories }).flatMap(line => {
    const written = line.words.join(' ');
    const removes = written.startsWith('-');
    const atom = reader.atom(removes ? written.slice(1) : written, line, atoms);
    if (atom === null) return [];
    const { file, line: number, comment } = line;
    // Masks ask nothing about flags: they are known only when it is settled what is masked.
    return [{ removes, setting: { atom: { ...atom, use: [] }, value: null, file, line: number, comment } }];
  });
}

/** Later lines with a `-` take back earlier ones with the same text; one that takes back nothing says nothing. */
function stack(lists: readonly (readonly MaskLine[])[]): readonly MaskSetting[] {
  const stacked = new Map<string, MaskSetting>();
  for (const { removes, setting } of lists.flat()) {
    if (removes) stacked.delete(setting.atom.text);
    else stacked.set(setting.atom.text, setting);
  }
  return [...stacked.values()];
}

/** The user's lines take back those of repositories too, although these name their repository. */
function takeBack(settings: readonly MaskSetting[], lines: readonly MaskLine[]): readonly MaskSetting[] {
  const stacked = new Map(settings.map(setting => [fullText(setting), setting]));
  for (const { removes, setting } of lines) {
    const { text, repo } = setting.atom;
    if (!removes) stacked.set(text, setting);
    else if (repo !== null) stacked.delete(text);
    else for (const [key, { atom }] of stacked) if (withoutRepo(atom.text) === text) stacked.delete(key);
  }
  return [...stacked.values()];
}

function unique(settings: readonly MaskSetting[]): readonly MaskSetting[] {
  return [...new Map(settings.map(setting => [setting.atom.text, setting])).values()];
}

function holdsFor(repo: string, mask: MaskSetting): MaskSetting {
  return mask.atom.repo === null ? { ...mask, atom: { ...mask.atom, repo } } : mask;
}

/** The text of a mask, with the repository for which it holds. */
function fullText({ atom }: MaskSetting): string {
  return atom.repo === null || atom.text.includes('::') ? atom.text : `${atom.text}::${atom.repo}`;
}

function withoutRepo(text: string): string {
  return text.replace(/::[^[]*/, '');
}
