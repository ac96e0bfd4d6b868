// What a build of a version no longer has that the build before it had, or that its own CONTENTS names.

import { type MemberKind, membersOf, type Payload } from '../payload.js';
import type { RecordedPath } from './recorded-contents.js';
import type { UsrLayout } from './usr-layout.js';
import { placeDirectory } from './usr-layout.js';

export interface LostFiles {
  /** Not in the image; sorted, as all of these. */
  readonly lost: readonly string[];
  /** Empty, and was not. */
  readonly emptied: readonly string[];
  /** Of another kind, or a symlink to something else: `/usr/bin/a (file, was symlink)`. */
  readonly changed: readonly string[];
}

interface Known {
  readonly kind: MemberKind | RecordedPath['kind'];
  readonly link: string;
  readonly isEmpty: boolean;
}

/** Names that are made anew with every build. */
const FLEETING = /^\/usr\/(?:lib\/debug|src\/debug)\/|\/__pycache__\//;
/** Compressed or not as PORTAGE_COMPRESS has it. */
const COMPRESSED = /^(\/usr\/share\/(?:doc|info|man|gtk-doc)\/.*?)\.(?:bz2|gz|lz|lzma|xz|zst)$/;

/** Between two builds of one version. What has only moved with the version of an interpreter or library is not lost. */
export function lostSince(before: Payload, now: Payload): LostFiles {
  const old = new Map<string, Known>();
  for (const member of membersOf(before))
    if (member.kind !== 'directory') old.set(plain(member.path), knownOf(member));
  const kept = new Set<string>();
  const emptied: string[] = [];
  for (const member of membersOf(now)) {
    const path = plain(member.path);
    const was = old.get(path);
    if (was === undefined) continue;
    kept.add(path);
    if (member.kind === 'file' && was.kind === 'file' && member.size === 0 && !was.isEmpty)
      emptied.push(member.path);
  }
  const missing = [...old.keys()].filter(path => !kept.has(path) && !FLEETING.test(path));
  if (missing.length === 0) return { lost: [], emptied: emptied.sort(), changed: [] };
  // Only what was not there before can be what something has moved to: the symlink `liba.so.1` is not the lost `liba.so.1.2`.
  const shapes = new Set<string>();
  for (const { path, kind } of membersOf(now))
    if (kind !== 'directory' && !old.has(plain(path))) shapes.add(shapeOf(plain(path)));
  return {
    lost: missing.filter(path => !shapes.has(shapeOf(path))).sort(),
    emptied: emptied.sort(),
    changed: [],
  };
}

/** Against CONTENTS. Directories without files are of no account. */
export function lostSinceMerge(
  recorded: readonly RecordedPath[],
  now: Payload,
  layout: UsrLayout,
): LostFiles & { readonly unlisted: readonly string[] } {
  const place = (path: string) => {
    const middle = path.lastIndexOf('/');
    return placeDirectory(path.slice(0, middle), layout) + path.slice(middle);
  };
  const listed = new Map(
    recorded.filter(({ kind }) => kind !== 'directory').map(entry => [place(entry.path), entry]),
  );
  const found = new Set<string>();
  const emptied: string[] = [];
  const changed: string[] = [];
  const unlisted: string[] = [];
  for (const member of membersOf(now)) {
    if (member.kind === 'directory') continue;
    const path = place(member.path);
    const was = listed.get(path);
    found.add(path);
    if (was === undefined) {
      unlisted.push(member.path);
      continue;
    }
    const kind = member.kind === 'hardlink' ? 'file' : member.kind;
    if (kind === 'file' && was.kind === 'file') {
      if (member.kind === 'file' && member.size === 0 && !was.isEmpty) emptied.push(member.path);
    } else if (kind !== was.kind && isPacked(was)) changed.push(`${member.path} (${kind}, was ${was.kind})`);
    else if (kind === 'symlink' && member.link !== was.link)
      changed.push(`${member.path} (to ${member.link}, was ${was.link})`);
  }
  const lost = [...listed]
    .filter(([path, entry]) => !found.has(path) && isPacked(entry))
    .map(([, entry]) => entry.path);
  return { lost: lost.sort(), emptied: emptied.sort(), changed: changed.sort(), unlisted: unlisted.sort() };
}

/** quickpkg leaves out pipes and devices. */
function isPacked({ kind }: RecordedPath): boolean {
  return kind !== 'fifo' && kind !== 'device';
}

function knownOf({
  kind,
  link,
  size,
}: {
  readonly kind: MemberKind;
  readonly link: string;
  readonly size: number;
}): Known {
  return { kind, link, isEmpty: size === 0 };
}

function plain(path: string): string {
  return COMPRESSED.exec(path)?.[1] ?? path;
}

/** A path without the versions in the names of its directories, and in its own name behind `.` and `-`. */
function shapeOf(path: string): string {
  const middle = path.lastIndexOf('/') + 1;
  const directory = path.slice(0, middle).replace(/[0-9]+(?:\.[0-9]+)*/g, '#');
  const name = path.slice(middle).replace(/(?<=[-.][a-z]*)[0-9]+(?:\.[0-9]+)*/g, '#');
  return directory + name;
}

const DISPENSABLE =
  /^\/usr\/(?:share\/(?:doc|info|man|gtk-doc|locale|help|licenses|bash-completion|zsh|fish|vim)|lib\/debug|src\/debug)\/|\.(?:la|pyc|pyo|html|mo)$/;

/** Documentation, translations and the like: what they go by (FEATURES, LINGUAS, INSTALL_MASK) is not in USE. */
export function isDispensable(path: string): boolean {
  return DISPENSABLE.test(path);
}
