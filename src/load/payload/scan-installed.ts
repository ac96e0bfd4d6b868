// The payload of an installed package: what CONTENTS says was merged, and of the files themselves, where their root is at hand, what
// they are. A copy of a VDB alone tells names and no more.

import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../base/format-error.js';
import { type RecordedPath, readRecordedContents } from '../../model/contents/recorded-contents.js';
import { sonameDependencies } from '../../model/linking/soname-dependencies.js';
import { type Payload, unreadPayload } from '../../model/payload.js';
import { readSource, sourceOfFile } from '../file/byte-source.js';
import { unreadable } from '../file/open-package-file.js';
import { RootPaths } from '../file/root-paths.js';
import { FactGatherer } from './scan-payload-facts.js';

export interface InstalledPlace {
  /** Directory of the VDB. */
  readonly database: string;
  /** What the packages are installed in; null where it is not at hand. */
  readonly root: string | null;
}

/** A package of a million files has less. */
const MOST_CONTENTS = 256 << 20;
const FILE_MODE = 0o644;
const DIRECTORY_MODE = 0o755;
const MODE_BITS = 0o7777;

/** The function that scans one package after the other, by CPV. */
export function scanInstalledIn({ database, root }: InstalledPlace): (cpv: string) => Payload {
  const paths = root === null ? null : new RootPaths(root);
  return cpv => {
    try {
      return scan(join(database, cpv), paths);
    } catch (error) {
      return unreadPayload([unreadable(error)]);
    }
  };
}

function scan(directory: string, paths: RootPaths | null): Payload {
  const { paths: merged, problems } = readRecordedContents(readText(join(directory, 'CONTENTS')));
  const gatherer = new FactGatherer(false);
  const files = merged.filter(({ kind }) => kind === 'file').length;
  const counts = { found: 0, size: 0 };
  const missing: RecordedPath[] = [];
  const unread: Unread[] = [];
  const visit = (entry: RecordedPath, mode: number, size: number) =>
    gatherer.visit({ ...entry, mode, size, uid: 0, gid: 0, mtime: 0, offset: 0 });
  for (const entry of merged) {
    if (entry.kind !== 'file') {
      visit(entry, entry.kind === 'directory' ? DIRECTORY_MODE : 0, 0);
      continue;
    }
    const opened = paths === null ? null : openInstalled(paths, entry.path);
    if (opened === null) {
      missing.push(entry);
      continue;
    }
    counts.found++;
    const { mode, size } = opened;
    counts.size += size;
    if ('why' in opened) {
      unread.push({ path: entry.path, why: opened.why });
      visit(entry, mode, 0);
      continue;
    }
    const { descriptor } = opened;
    try {
      const reader = visit(entry, mode, size);
      if (reader !== null) readSource(sourceOfFile(descriptor, size), reader);
    } finally {
      closeSync(descriptor);
    }
  }
  const isThere = files === 0 || counts.found > 0;
  // What has been removed since is no longer there; where nothing is, only the VDB is.
  if (!isThere) for (const entry of missing) visit(entry, FILE_MODE, 0);
  const { facts, isWhole, problems: faults } = gatherer.finish();
  const exclusions = {
    provides: readText(join(directory, 'PROVIDES_EXCLUDE')),
    requires: readText(join(directory, 'REQUIRES_EXCLUDE')),
  };
  return {
    isComplete: isThere && isWhole && unread.length === 0 && problems.length === 0,
    size: counts.size,
    ...facts,
    ...sonameDependencies(facts.elf, exclusions),
    problems: [
      ...problems,
      ...tellUnread(unread),
      ...faults.map((fault): Problem => ({ ...fault, offset: null })),
    ],
  };
}

interface Unread {
  readonly path: string;
  readonly why: string;
}

/** Of a running system that is read without being root these are many. */
function tellUnread([first, ...others]: readonly Unread[]): readonly Problem[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  const message = `${first.path} cannot be read (${first.why})${more}`;
  return [{ code: 'file-unreadable', message, offset: null, effect: 'unchecked' }];
}

interface InstalledFile {
  readonly mode: number;
  readonly size: number;
}
type OpenedInstalled = InstalledFile & ({ readonly descriptor: number } | { readonly why: string });

/** Null where there is no regular file. */
function openInstalled(paths: RootPaths, path: string): OpenedInstalled | null {
  let found: InstalledFile = { mode: FILE_MODE, size: 0 };
  try {
    const place = paths.find(path);
    const status = place === null ? undefined : lstatSync(place, { throwIfNoEntry: false });
    // Before opening: a pipe would wait for its writer, and a device may act on being opened.
    if (place === null || status?.isFile() !== true) return null;
    found = { mode: status.mode & MODE_BITS, size: status.size };
    return {
      ...found,
      descriptor: openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code === 'ENAMETOOLONG' ? null : { ...found, why: code };
  }
}

/** Empty where there is no such file. */
function readText(path: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > MOST_CONTENTS)
      throw Object.assign(new Error(`${path} cannot be read`), {
        code: status.isFile() ? 'EFBIG' : 'EISDIR',
      });
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}
