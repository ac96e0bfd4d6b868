// Paths that two packages own which can be installed together (PMS 13.4; Portage 3.0.82 `dbapi/vartree.py`: `_collision_protect`).
// The default FEATURES=protect-owned stops such a merge, whether the two files are alike or not.

import { getOrMake } from '../../base/get-or-make.js';
import { blockersOf } from '../blockers.js';
import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import { atomsOf, itemsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import { isConfigProtected } from './config-protect.js';
import { type FileOwners, fileOwners, type OwnedPath } from './file-owners.js';
import { needsAtRuntime } from './runtime-presence.js';

export interface Collision {
  /** The judged one; of two the first by name. */
  readonly package: BinaryPackage;
  readonly other: BinaryPackage;
  /**
   * `file`: refused. `link`: one has a symlink where the other has a directory. `config`: kept apart by CONFIG_PROTECT. `self`: two
   * paths of one package (`other` is `package`) are the same with a merged /usr, and differ.
   */
  readonly kind: 'file' | 'link' | 'config' | 'self';
  /** Of the two the one with the symlink, for `link`. */
  readonly linking: BinaryPackage;
  /** In the root, sorted. */
  readonly paths: readonly string[];
  /** It rests on a merged /usr that nothing tells of, or on a symlink of a third package. */
  readonly isAssumed: boolean;
}

/** Pairs that are looked at for one path that a great many own. */
const MOST_OWNERS = 16;

/** COLLISION_IGNORE of make.globals: `/lib/modules/* *.py[co] *$py.class`. */
const IGNORED = /^(?:\/usr)?\/lib\/modules\/|\.py[co]$|\$py\.class$/;

export function collisionsOf(universe: Universe): readonly Collision[] {
  return remember(universe, collisionsOf, null, () => {
    const owners = fileOwners(universe);
    const pairs = new PairTable(universe, owners);
    for (const list of owners.linked) pairs.addAll(list);
    for (const list of owners.shared()) pairs.addAll(list);
    return pairs.list();
  });
}

interface Pair {
  readonly a: BinaryPackage;
  readonly b: BinaryPackage;
  /** Of the last symlink. */
  linking: BinaryPackage;
  readonly paths: Map<Collision['kind'], Map<string, boolean>>;
}

class PairTable {
  readonly #universe: Universe;
  readonly #pairs = new Map<number, Pair | null>();
  readonly #owners: FileOwners;

  constructor(universe: Universe, owners: FileOwners) {
    this.#universe = universe;
    this.#owners = owners;
  }

  addAll(list: readonly OwnedPath[]): void {
    for (const [position, x] of list.entries()) {
      for (const y of list.slice(position + 1, position + 1 + MOST_OWNERS)) this.#add(x, y);
    }
  }

  list(): readonly Collision[] {
    const found: Collision[] = [];
    for (const pair of this.#pairs.values()) {
      if (pair === null) continue;
      const [pkg, other] = inOrder(pair);
      for (const [kind, paths] of pair.paths) {
        found.push({
          package: pkg,
          other,
          kind,
          linking: pair.linking,
          paths: [...paths.keys()].sort(),
          isAssumed: [...paths.values()].every(isAssumed => isAssumed),
        });
      }
    }
    return found;
  }

  #add(x: OwnedPath, y: OwnedPath): void {
    if (x.kind === 'directory' && y.kind === 'directory') return;
    const [a, b] = x.package.id < y.package.id ? [x.package, y.package] : [y.package, x.package];
    const pair = getOrMake(this.#pairs, a.id * this.#universe.packages.length + b.id, () =>
      canBeTogether(this.#universe, a, b) ? { a, b, linking: a, paths: new Map() } : null,
    );
    const kind = pair === null ? null : this.#kindOf(x, y);
    if (pair === null || kind === null) return;
    if (kind === 'link') pair.linking = x.kind === 'symlink' ? x.package : y.package;
    const paths = getOrMake(pair.paths, kind, () => new Map<string, boolean>());
    if (!paths.has(x.path)) paths.set(x.path, this.#isAssumed(x, y));
  }

  /** Null where the two paths do not collide. */
  #kindOf(x: OwnedPath, y: OwnedPath): Collision['kind'] | null {
    if (x.package === y.package) return this.#isTornApart(x, y) ? 'self' : null;
    if (IGNORED.test(x.path) || IGNORED.test(x.written) || IGNORED.test(y.written)) return null;
    const link = x.kind === 'symlink' ? x : y;
    const directory = x.kind === 'directory' ? x : y;
    if (link.kind === 'symlink' && directory.kind === 'directory') {
      // Whoever needs the package with the link is merged after it: the directory is then found through the link.
      return needsAtRuntime(this.#universe, directory.package, link.package) ? null : 'link';
    }
    const isGuarded = ({ package: pkg, path }: OwnedPath) =>
      isConfigProtected(this.#universe.sources[pkg.source], path);
    return isGuarded(x) || isGuarded(y) ? 'config' : 'file';
  }

  /** What Portage calls an internal collision: whether files of one size and mode are alike is not known. */
  #isTornApart(x: OwnedPath, y: OwnedPath): boolean {
    if (this.#owners.layout !== 'merged' || x.written === y.written) return false;
    if (x.kind === 'hardlink' || y.kind === 'hardlink') return false;
    return x.kind !== y.kind || x.link !== y.link || x.size !== y.size || x.mode !== y.mode;
  }

  #isAssumed(x: OwnedPath, y: OwnedPath): boolean {
    if (x.written === y.written) return false;
    const { layout } = this.#owners;
    return (
      layout === 'unknown' ||
      [x, y].some(({ written, kind }) => kind !== 'directory' && this.#owners.isThroughLink(written))
    );
  }
}

/** One of them is judged, they do not replace each other, and no blocker is between them. */
function canBeTogether(universe: Universe, a: BinaryPackage, b: BinaryPackage): boolean {
  if (a.role !== 'candidate' && b.role !== 'candidate') return false;
  if (a === b) return true;
  if (a.cpn === b.cpn && a.slot.slot === b.slot.slot) return false;
  return !blocks(universe, a, b) && !blocks(universe, b, a);
}

function blocks(universe: Universe, a: BinaryPackage, b: BinaryPackage): boolean {
  for (const { atom } of blockersOf(universe, a)) if (universe.matches(atom).includes(b)) return true;
  // What could not be built beside it is not meant to be installed beside it.
  for (const node of itemsOf(universe, a, 'DEPEND')) {
    for (const atom of atomsOf(node))
      if (atom.blocker !== null && universe.matches(atom).includes(b)) return true;
  }
  return false;
}

function inOrder({ a, b }: Pair): readonly [BinaryPackage, BinaryPackage] {
  if (a.role !== b.role) return a.role === 'candidate' ? [a, b] : [b, a];
  return a.cpvText < b.cpvText ? [a, b] : [b, a];
}
