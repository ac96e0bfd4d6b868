// Which configuration file counts: the nearest one in the working directory or above. What is judged comes from strangers and never
// configures its own judge: no file in or below it counts, however the working directory was chosen.

import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONFIG_NAMES = ['binpkg-check.yaml', 'binpkg-check.yml'] as const;

interface ConfigSearch {
  /** The file that counts; null where there is none. */
  readonly path: string | null;
  /** Files that do not, though somebody may expect it: in what is judged, or nearest above it. */
  readonly ignored: readonly string[];
}

/** `sources`: all that is judged. */
export async function findConfig(sources: readonly string[], start = process.cwd()): Promise<ConfigSearch> {
  const judged: string[] = [];
  for (const source of sources) judged.push(...(await placeOf(source)));
  const own = await nearestFile(await realPath(start), async path => {
    for (const place of judged) if (await isJudged(path, place)) return false;
    return true;
  });
  const ignored = new Set<string>();
  for (const place of judged) {
    const { path } = await nearestFile(place, async () => true);
    if (path !== null) ignored.add(path);
  }
  for (const path of own.refused) ignored.add(path);
  return { path: own.path, ignored: [...ignored].filter(path => path !== own.path) };
}

/** The nearest file upwards that is taken, and those before it that are not. */
async function nearestFile(
  start: string,
  isTaken: (path: string) => Promise<boolean>,
): Promise<{ readonly path: string | null; readonly refused: readonly string[] }> {
  const refused: string[] = [];
  for (let directory = start; ; directory = dirname(directory)) {
    for (const path of await configsIn(directory)) {
      if (await isTaken(path)) return { path, refused };
      refused.push(path);
    }
    if (dirname(directory) === directory) return { path: null, refused };
  }
}

async function configsIn(directory: string): Promise<readonly string[]> {
  const paths = CONFIG_NAMES.map(name => join(directory, name));
  const found: string[] = [];
  for (const path of paths) if (await isFile(path)) found.push(path);
  return found;
}

/** The place on this machine that is judged, without links; none for what is not on it. */
async function placeOf(source: string): Promise<readonly string[]> {
  if (source === '-' || (isUrl(source) && !source.startsWith('file://'))) return [];
  return [await realPath(source.startsWith('file://') ? pathOf(source) : resolve(source))];
}

/** An index that lies in a PKGDIR stands for all of it; one that somebody laid beside a configuration stands for itself. */
async function isJudged(path: string, judged: string): Promise<boolean> {
  if (await isInside(path, judged)) return true;
  const directory = dirname(judged);
  return (await isInside(path, directory)) && (await isFile(judged)) && holdsPackages(directory);
}

/** A link counts as what it leads to, too. */
async function isInside(path: string, place: string): Promise<boolean> {
  return [path, await realPath(path)].some(one => {
    const way = relative(place, one);
    return way !== '..' && !way.startsWith('../');
  });
}

const PACKAGE = /\.(xpak|tbz2|gpkg\.tar)$/;
/** Directories looked into before a place counts as a PKGDIR all the same: then it is better taken for one. */
const MOST_DIRECTORIES = 10_000;

/** Whether there are packages below, as in `category/name/name-1.0-1.gpkg.tar`. */
async function holdsPackages(directory: string): Promise<boolean> {
  let level = [directory];
  for (let depth = 0, seen = 0; depth < 3; depth++) {
    const next: string[] = [];
    for (const path of level) {
      if (++seen > MOST_DIRECTORIES) return true;
      for (const entry of await entriesOf(path)) {
        if (PACKAGE.test(entry.name)) return true;
        if (!entry.isFile()) next.push(join(path, entry.name));
      }
    }
    level = next;
  }
  return false;
}

async function entriesOf(directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch {
    // No directory, or not ours to see.
    return [];
  }
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    // Not a place on this machine; whoever loads it says so.
    return url;
  }
}

export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** Of what is missing, itself. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Missing, or below something that is no directory, or not ours to see: then it is not for us either.
    return false;
  }
}
