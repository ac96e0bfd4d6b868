// Where the members of an image lead, judged as Portage's client judges it: in a gpkg (`gpkg.py`, tar_safe_extract) it refuses the
// whole package, for an xpak it leaves the judgement to tar, which does as it is told. What neither minds may still do harm.

import type { Effect, Problem } from '../../base/format-error.js';
import { isUtf8Name, nameAsMerged } from './decode-name.js';
import type { TarEntry, TarKind } from './tar.js';

/** What member names begin with: `image` in a gpkg, `.` in an xpak. */
export type ImagePrefix = 'image' | '.';

/** Members whose fault is told; those after them only make it known that there are more. */
const MOST_PROBLEMS = 100;
/** Deeper paths are told and not looked at: each level costs. */
const MOST_DEPTH = 200;

export interface LinkedPath {
  /** Absolute, `/usr/bin/wget`. */
  readonly path: string;
  /** Of a symlink as written; of a hardlink the path of the member it is the same as. */
  readonly link: string;
}

export class ImageJudge {
  readonly problems: Problem[] = [];
  readonly #prefix: ImagePrefix;
  readonly #seen = new Map<string, TarKind>();
  /** Of directories: the symlink or file that stands in the way to them, or null. */
  readonly #obstacles = new Map<string, string | null>([['', null]]);
  #hasRoot = false;

  constructor(prefix: ImagePrefix) {
    this.#prefix = prefix;
  }

  /** That members lie in, themselves in the image or not: what is remembered of them. */
  get directories(): number {
    return this.#obstacles.size;
  }

  /** Null for the root itself and for what has no place below it. */
  take(entry: TarEntry): LinkedPath | null {
    const path = this.#place(entry);
    if (path === null) return null;
    this.#hasRoot = true;
    if (path === '') {
      this.#judgeRepeated(entry, path);
      this.#seen.set(path, entry.kind);
      return null;
    }
    this.#judgeEncoding(entry, path);
    this.#judgeRepeated(entry, path);
    this.#judgeKind(entry, path);
    this.#judgeWay(entry, path);
    const link = entry.kind === 'hardlink' ? this.#judgeHardlink(entry, path) : entry.linkName;
    const target = entry.kind === 'hardlink' ? this.#seen.get(link) : undefined;
    // A second name of a symlink leads away as the first does.
    this.#seen.set(path, target ?? entry.kind);
    return { path, link };
  }

  /** After the last member. */
  finish(): void {
    if (this.#prefix !== 'image' || this.#hasRoot) return;
    this.problems.push({
      code: 'image-root-missing',
      message: 'nothing in the archive stands below image/, which the client looks for',
      offset: 0,
      effect: 'refused',
    });
  }

  #place(entry: TarEntry): string | null {
    const { name } = entry;
    const parts = name.split('/').filter((part, at) => (part !== '' && part !== '.') || at === 0);
    if (parts.length > MOST_DEPTH) {
      this.#report(entry, 'image-path-deep', `the path of ${say(name)} has ${parts.length} parts`, 'harmful');
      return null;
    }
    if (name.startsWith('/')) {
      // tar takes the slash away.
      const effect = this.#prefix === 'image' ? 'refused' : 'harmful';
      this.#report(entry, 'image-path-absolute', `the member ${say(name)} has an absolute path`, effect);
      return null;
    }
    if (parts.includes('..')) {
      this.#judgeDots(entry, parts);
      return null;
    }
    if (this.#prefix === '.') return joinParts(parts.filter(part => part !== '.'));
    if (parts[0] === 'image') return joinParts(parts.slice(1));
    this.#report(entry, 'image-prefix', `the member ${say(name)} does not stand below image/`, 'harmful');
    return null;
  }

  /** The client sees `..` at the start and in the middle, tar everywhere. */
  #judgeDots(entry: TarEntry, parts: readonly string[]): void {
    const { name } = entry;
    let depth = 0;
    let least = 1;
    for (const part of parts.slice(this.#prefix === 'image' || parts[0] === '.' ? 1 : 0)) {
      depth += part === '..' ? -1 : 1;
      least = Math.min(least, depth);
    }
    const isSeen = this.#prefix === '.' || name.startsWith('../') || name.includes('/../');
    const leadsOut = least < 0 || parts[0] === '..';
    const message = leadsOut
      ? `the member ${say(name)} leads out of the image`
      : `the path of the member ${say(name)} goes up with ".."`;
    const harmless = !leadsOut && entry.kind === 'directory';
    const effect: Effect = isSeen ? 'refused' : harmless ? 'unusual' : 'harmful';
    this.#report(entry, leadsOut ? 'image-path-outside' : 'image-path-dots', message, effect);
  }

  #judgeRepeated(entry: TarEntry, path: string): void {
    const before = this.#seen.get(path);
    const isWay =
      before === undefined && path !== '' && this.#obstacles.has(path) && entry.kind !== 'directory';
    if (before === undefined && !isWay) return;
    const isHarmless = this.#prefix === '.' && before === 'directory' && entry.kind === 'directory';
    if (isHarmless) return;
    const message = `${say(path === '' ? '/' : path)} is in the image twice`;
    this.#report(entry, 'image-duplicate', message, this.#prefix === 'image' ? 'refused' : 'harmful');
  }

  /** The client merges it under another name (`vartree.py`, treewalk). */
  #judgeEncoding(entry: TarEntry, path: string): void {
    if (!isUtf8Name(path)) {
      const message = `the name of ${say(path)} is not UTF-8: Portage merges it as ${say(nameAsMerged(path))}`;
      this.#report(entry, 'image-name-encoding', message, 'harmful');
    }
    const { kind, linkName } = entry;
    if (kind !== 'symlink' || isUtf8Name(linkName)) return;
    const message = `the symlink ${say(path)} leads to ${say(linkName)}, which Portage merges as ${say(nameAsMerged(linkName))}`;
    this.#report(entry, 'image-link-encoding', message, 'harmful');
  }

  #judgeKind(entry: TarEntry, path: string): void {
    if (entry.kind !== 'device' && entry.kind !== 'fifo' && entry.kind !== 'other') return;
    const what = { device: 'a device', fifo: 'a pipe', other: 'of a type that POSIX does not define' }[
      entry.kind
    ];
    const isRefused = this.#prefix === 'image' && entry.kind !== 'other';
    const effect = isRefused ? 'refused' : entry.kind === 'device' ? 'harmful' : 'unusual';
    this.#report(
      entry,
      `image-${entry.kind === 'other' ? 'type' : entry.kind}`,
      `${say(path)} is ${what}`,
      effect,
    );
  }

  #judgeWay(entry: TarEntry, path: string): void {
    const obstacle = this.#obstacleOf(path.slice(0, path.lastIndexOf('/')));
    if (obstacle === null) return;
    if (this.#seen.get(obstacle) === 'symlink') {
      const message = `${say(path)} is written through the symlink ${say(obstacle)} to wherever that leads`;
      this.#report(entry, 'image-through-symlink', message, 'harmful');
    } else {
      const message = `${say(path)} cannot be made: ${say(obstacle)} is no directory`;
      this.#report(entry, 'image-parent', message, 'refused');
    }
  }

  #obstacleOf(directory: string): string | null {
    const known = this.#obstacles.get(directory);
    if (known !== undefined) return known;
    const kind = this.#seen.get(directory);
    const found =
      kind !== undefined && kind !== 'directory'
        ? directory
        : this.#obstacleOf(directory.slice(0, directory.lastIndexOf('/')));
    this.#obstacles.set(directory, found);
    return found;
  }

  /** It must be the same as a file of the image that came before. */
  #judgeHardlink(entry: TarEntry, path: string): string {
    const { linkName } = entry;
    const target = pathOf(linkName, this.#prefix);
    if (target !== null && this.#seen.has(target)) return target;
    const message = `the hardlink ${say(path)} leads to ${say(linkName)}, which is not in the image before it`;
    this.#report(entry, 'image-hardlink', message, 'refused');
    return linkName;
  }

  #report(entry: TarEntry, code: string, message: string, effect: Effect): void {
    if (this.problems.length > MOST_PROBLEMS) return;
    const { offset } = entry;
    this.problems.push(
      this.problems.length < MOST_PROBLEMS
        ? { code, message, offset, effect }
        : {
            code: 'image-problems',
            message: `more than ${MOST_PROBLEMS} members have faults; those from here on are not told`,
            offset,
            effect: 'harmful',
          },
    );
  }
}

/** Of a name without `..`; null where it is not below the prefix. */
function pathOf(name: string, prefix: ImagePrefix): string | null {
  const parts = name.split('/').filter(part => part !== '' && part !== '.');
  if (name.startsWith('/') || parts.includes('..') || parts.length > MOST_DEPTH) return null;
  if (prefix === '.') return joinParts(parts);
  return parts[0] === 'image' ? joinParts(parts.slice(1)) : null;
}

function joinParts(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `/${parts.join('/')}`;
}

const LONGEST_SAID = 200;

/** A byte that is not UTF-8 as `\xe9`. */
function say(path: string): string {
  const short = path.length > LONGEST_SAID ? `${path.slice(0, LONGEST_SAID)}...` : path;
  return JSON.stringify(short).replace(/\\udc([89a-f][0-9a-f])/g, '\\x$1');
}
