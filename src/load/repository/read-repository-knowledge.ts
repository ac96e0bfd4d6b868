// What a repository says of packages by name: moves, security advisories, notes of maintainers, groups of licences.

import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../base/format-error.js';
import { readGlsa } from '../../formats/repository/glsa.js';
import { readMetadataXml } from '../../formats/repository/metadata-xml.js';
import { parseProfileLines } from '../../formats/repository/profile-lines.js';
import { compareUpdateFiles, readRepositoryUpdates } from '../../formats/repository/repository-updates.js';
import type { SourceProblem } from '../../model/problem.js';
import type { PackageMove, PackageNotes, Repository, SecurityAdvisory } from '../../model/repository/tree.js';
import { InputError, reasonOf } from '../file/input-error.js';
import { readTreeText, UnreadableFile } from '../file/read-repository-text.js';

export type RepositoryKnowledge = Required<
  Pick<Repository, 'moves' | 'advisories' | 'notes' | 'licenseGroups' | 'problems'>
>;

/** `names`: whose metadata.xml is read. Throws `InputError` for a directory that is there but cannot be listed. */
export function readKnowledge(location: string, names: Iterable<string>): RepositoryKnowledge {
  const files = new RepositoryFiles(location);
  return {
    moves: readMoves(files),
    advisories: readAdvisories(files),
    notes: readNotes(files, names),
    licenseGroups: readLicenseGroups(files),
    problems: files.problems,
  };
}

class RepositoryFiles {
  readonly problems: SourceProblem[] = [];
  readonly #location: string;

  constructor(location: string) {
    this.#location = location;
  }

  /** Names of the files in a directory; none where it is not there. */
  list(directory: string): readonly string[] {
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(join(this.#location, directory), { withFileTypes: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return [];
      throw new InputError(this.#location, `${directory} cannot be listed: ${reasonOf(error)}`);
    }
    const names = entries.filter(entry => !entry.isDirectory()).map(({ name }) => name);
    return names.filter(name => !name.startsWith('.') && !name.endsWith('~')).sort();
  }

  /** Null where it is not there, or cannot be read, which is told. */
  read(file: string): string | null {
    try {
      return readTreeText(join(this.#location, file));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.tell(file, [{ code: 'file-unreadable', message: error.message, offset: null }]);
      return null;
    }
  }

  tell(file: string, problems: readonly Problem[]): void {
    for (const problem of problems) this.problems.push({ ...problem, file });
  }
}

function readMoves(files: RepositoryFiles): readonly PackageMove[] {
  const directory = 'profiles/updates';
  return [...files.list(directory)].sort(compareUpdateFiles).flatMap(name => {
    const text = files.read(`${directory}/${name}`);
    if (text === null) return [];
    const { updates, problems } = readRepositoryUpdates(text, name);
    files.tell(`${directory}/${name}`, problems);
    return updates;
  });
}

const GLSA = /^glsa-.*\.xml$/;

function readAdvisories(files: RepositoryFiles): readonly SecurityAdvisory[] {
  const directory = 'metadata/glsa';
  return files
    .list(directory)
    .filter(name => GLSA.test(name))
    .flatMap(name => {
      const text = files.read(`${directory}/${name}`);
      if (text === null) return [];
      const { packages, problems } = readGlsa(text);
      files.tell(`${directory}/${name}`, problems);
      return packages;
    });
}

function readNotes(files: RepositoryFiles, names: Iterable<string>): ReadonlyMap<string, PackageNotes> {
  const notes = new Map<string, PackageNotes>();
  for (const cpn of names) {
    const file = `${cpn}/metadata.xml`;
    const text = files.read(file);
    if (text === null) continue;
    const { maintainers, flags, problems } = readMetadataXml(text);
    files.tell(file, problems);
    notes.set(cpn, { maintainers, flags });
  }
  return notes;
}

/** Lines `GROUP licence @GROUP ...`; a group named twice has both. */
function readLicenseGroups(files: RepositoryFiles): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const { words } of parseProfileLines(files.read('profiles/license_groups') ?? '')) {
    const [name, ...members] = words;
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), ...members]);
  }
  return groups;
}
