// Who owns which path, over all offered and installed packages whose files are known. An entry of the table of paths is a package and
// the place of a member in the text that its payload is; what stands there is read when somebody asks.

import { collapsePath } from '../collapse-path.js';
import { isOffered, isSuperseded, newestInSlot } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import type { MemberKind, Payload } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import { NO_ENTRY, PathHash, PathTable } from './path-table.js';
import { placeDirectory, type UsrLayout, usrLayout } from './usr-layout.js';
import { countMembers, DIRECTORY, memberAt, SYMLINK, walkMembers } from './walk-members.js';

/** One path of one package. */
export interface OwnedPath {
  readonly package: BinaryPackage;
  readonly kind: MemberKind;
  /** As in its image. */
  readonly written: string;
  /** Where it is in the root. */
  readonly path: string;
  /** Of a symlink. */
  readonly link: string;
  readonly size: number;
  readonly mode: number;
}

export type Accepts = (owner: BinaryPackage) => boolean;

/** Symlinks that a path may lead through, as in Linux. */
const MOST_LINKS = 40;

export function fileOwners(universe: Universe): FileOwners {
  return remember(universe, fileOwners, null, () => new FileOwners(universe));
}

/** What a client that updates everything has: the newest of each slot, and what is installed and not offered. */
function isCurrent(universe: Universe, pkg: BinaryPackage): boolean {
  if (isOffered(pkg)) return !isSuperseded(universe, pkg);
  return newestInSlot(universe, pkg.cpn, pkg.slot.slot) === null;
}

/** One has a symlink where others have a directory. */
function isLinkedDirectory(owners: readonly OwnedPath[]): boolean {
  return owners.some(({ kind }) => kind === 'symlink') && owners.some(({ kind }) => kind === 'directory');
}

/** Whether it is known which paths a package has: an installed one's are, even where its files are not at hand. */
export function arePathsKnown(universe: Universe, pkg: BinaryPackage): boolean {
  const payload = payloadOf(universe, pkg);
  if (payload === null) return false;
  return payload.isComplete || (pkg.role === 'installed' && payload.problems.length === 0);
}

export class FileOwners {
  readonly layout: UsrLayout;
  /** The owners of each path that is a symlink of one package and a directory of others. */
  readonly linked: readonly (readonly OwnedPath[])[];
  readonly #payloads: ReadonlyMap<BinaryPackage, Payload>;
  readonly #packages: readonly BinaryPackage[];
  /** By position in `#packages`. */
  readonly #current: Uint8Array;
  readonly #table: PathTable;
  readonly #hash = new PathHash();
  /** Position in `#packages`, place in `Payload.members` and its first letter. */
  readonly #owner: Uint32Array;
  readonly #at: Uint32Array;
  readonly #letter: Uint8Array;
  /** By the first entry of a path: whether it is a symlink of anybody. Thousands own `/usr/share`, none as a link. */
  readonly #isLink: Uint8Array;
  readonly #links = new Map<string, string>();

  constructor(universe: Universe) {
    this.layout = usrLayout(universe);
    this.#payloads = new Map(
      universe.packages.flatMap(pkg => {
        const payload = pkg.role === 'published' ? null : payloadOf(universe, pkg);
        return payload === null ? [] : [[pkg, payload] as const];
      }),
    );
    this.#packages = [...this.#payloads.keys()];
    this.#current = Uint8Array.from(this.#packages, pkg => (isCurrent(universe, pkg) ? 1 : 0));
    let size = 0;
    for (const { members } of this.#payloads.values()) size += countMembers(members);
    this.#table = new PathTable(size);
    this.#owner = new Uint32Array(size);
    this.#at = new Uint32Array(size);
    this.#letter = new Uint8Array(size);
    this.#isLink = new Uint8Array(size);
    this.#fill();
    const linked: (readonly OwnedPath[])[] = [];
    for (const owners of this.shared()) if (isLinkedDirectory(owners)) linked.push(owners);
    this.linked = linked;
    this.#follow();
  }

  /**
   * Takes symlinks that stand for directories which other packages have for what they lead to: what is below the directories is
   * from now on found there.
   */
  #follow(): void {
    for (const owners of this.linked) {
      // The newest says what it is now.
      const link = owners.findLast(({ kind }) => kind === 'symlink') as OwnedPath;
      const target = this.find(this.targetOf(link));
      if (target?.kind === 'directory' && !`${target.path}/`.startsWith(`${link.path}/`))
        this.#links.set(link.path, target.path);
    }
    if (this.#links.size === 0) return;
    this.#table.clear();
    this.#isLink.fill(0);
    this.#fill();
  }

  /** Whether a path leads through such a symlink. */
  isThroughLink(written: string): boolean {
    const middle = written.lastIndexOf('/');
    return (
      this.pathOf(written) !== placeDirectory(written.slice(0, middle), this.layout) + written.slice(middle)
    );
  }

  /** Where a directory is in the root, which itself is empty. */
  placeOf(directory: string): string {
    let path = placeDirectory(directory, this.layout);
    if (this.#links.size === 0) return path;
    for (let from = 1, followed = 0; followed < MOST_LINKS; ) {
      const at = path.indexOf('/', from);
      const end = at === -1 ? path.length : at;
      const target = this.#links.get(path.slice(0, end));
      if (target !== undefined) {
        path = placeDirectory(target + path.slice(end), this.layout);
        followed++;
        from = 1;
      } else if (at === -1) break;
      else from = at + 1;
    }
    return path;
  }

  /** Where a path is in the root; its last part is not followed. */
  pathOf(path: string): string {
    const middle = path.lastIndexOf('/');
    return `${this.placeOf(path.slice(0, middle))}${path.slice(middle)}`;
  }

  /** Who owns a path, which has no `.` and `..`. */
  *ownersOf(path: string, accepts: Accepts = () => true): Generator<OwnedPath> {
    // `/bin` is asked for as a directory, where it is one and the same as `/usr/bin`.
    const places = new Set([this.pathOf(path), this.placeOf(path) || '/']);
    for (const place of places) {
      const first = this.#table.first(this.#hash.start().add(place));
      for (let entry = first; entry !== NO_ENTRY; entry = this.#table.next(entry)) {
        if (!accepts(this.#packageOf(entry))) continue;
        const owned = this.#read(entry);
        // Equal hashes are only very likely equal paths.
        if (owned.path === place) yield owned;
      }
    }
  }

  /** The owners of each path that several have which a client may hold at once, not all of them as a directory. */
  *shared(): Generator<readonly OwnedPath[]> {
    const { count } = this.#table;
    for (let first = 0; first < count; first++) {
      if (this.#table.next(first) === NO_ENTRY || !this.#table.isFirst(first) || !this.#isContested(first))
        continue;
      const owners = this.#list(first);
      if (owners.length > 1) yield owners;
    }
  }

  /** What is at a path, through the symlinks of those that `accepts` admits; null where there is nothing. */
  find(path: string, accepts: Accepts = () => true): OwnedPath | null {
    let wanted: string | null = path;
    for (let followed = 0; followed < MOST_LINKS && wanted !== null; followed++) {
      const collapsed = collapsePath(wanted);
      const here = this.ownersOf(collapsed, accepts).next();
      if (here.done !== true) return here.value;
      wanted = this.#followParent(collapsed, accepts);
    }
    return null;
  }

  /** All that is known of members, for searches that happen once. */
  *texts(): Generator<string> {
    for (const { members } of this.#payloads.values()) yield members;
  }

  /** Where a symlink leads to, seen from where it is. */
  targetOf({ path, link }: Pick<OwnedPath, 'path' | 'link'>): string {
    if (link.startsWith('/')) return collapsePath(link);
    return collapsePath(`${path.slice(0, path.lastIndexOf('/'))}/${link}`);
  }

  /** The path with its first part that is a symlink replaced by what that leads to; null where none is. */
  #followParent(path: string, accepts: Accepts): string | null {
    for (let end = path.indexOf('/', 1); end !== -1; end = path.indexOf('/', end + 1)) {
      const parent = path.slice(0, end);
      const first = this.#table.first(this.#hash.start().add(this.pathOf(parent)));
      if (first === NO_ENTRY || this.#isLink[first] === 0) continue;
      for (const owned of this.ownersOf(parent, accepts))
        if (owned.kind === 'symlink') return this.targetOf(owned) + path.slice(end);
    }
    return null;
  }

  #packageOf(entry: number): BinaryPackage {
    return this.#packages[this.#owner[entry] as number] as BinaryPackage;
  }

  #read(entry: number): OwnedPath {
    const pkg = this.#packageOf(entry);
    const { members } = this.#payloads.get(pkg) as Payload;
    const { kind, path, link, size, mode } = memberAt(members, this.#at[entry] as number);
    const place = kind === 'directory' ? this.placeOf(path) || '/' : this.pathOf(path);
    return { package: pkg, kind, written: path, path: place, link, size, mode };
  }

  #list(first: number): readonly OwnedPath[] {
    const owners: OwnedPath[] = [];
    for (let entry = first; entry !== NO_ENTRY; entry = this.#table.next(entry))
      if (this.#isCurrent(entry)) owners.push(this.#read(entry));
    const place = owners[0]?.path;
    return owners.filter(({ path }) => path === place).sort((a, b) => a.package.id - b.package.id);
  }

  #isContested(first: number): boolean {
    let [owners, files] = [0, 0];
    for (let entry = first; entry !== NO_ENTRY; entry = this.#table.next(entry)) {
      if (!this.#isCurrent(entry)) continue;
      owners++;
      if (this.#letter[entry] !== DIRECTORY) files++;
    }
    return owners > 1 && files > 0;
  }

  #isCurrent(entry: number): boolean {
    return this.#current[this.#owner[entry] as number] === 1;
  }

  #fill(): void {
    for (const [position, pkg] of this.#packages.entries())
      this.#add(position, (this.#payloads.get(pkg) as Payload).members);
  }

  #add(position: number, members: string): void {
    let directory = '\0';
    let place = '';
    walkMembers(members, (letter, at, start, end) => {
      if (letter === DIRECTORY) {
        const whole = this.placeOf(members.slice(start, end)) || '/';
        this.#put(this.#hash.start().add(whole), position, at, letter);
        return;
      }
      if (letter === SYMLINK && this.#makesLayout(members.slice(start, end))) return;
      const middle = members.lastIndexOf('/', end - 1);
      // Members come by directory: most have that of the one before.
      if (middle - start !== directory.length || !members.startsWith(directory, start)) {
        directory = members.slice(start, middle);
        place = this.placeOf(directory);
      }
      this.#put(this.#hash.start().add(place).add(members, middle, end), position, at, letter);
    });
  }

  /** The symlinks that make a merged /usr are what the layout says already. */
  #makesLayout(path: string): boolean {
    const middle = path.lastIndexOf('/');
    return (
      placeDirectory(path, this.layout) !==
      placeDirectory(path.slice(0, middle), this.layout) + path.slice(middle)
    );
  }

  #put(hash: PathHash, position: number, at: number, letter: number): void {
    const entry = this.#table.put(hash);
    this.#owner[entry] = position;
    this.#at[entry] = at;
    this.#letter[entry] = letter;
    if (letter === SYMLINK) this.#isLink[this.#table.first(hash)] = 1;
  }
}
