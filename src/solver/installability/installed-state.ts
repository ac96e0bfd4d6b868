// What is installed where a client stands, and who there leans on whom.

import { getOrMake } from '../../base/get-or-make.js';
import { type Blocker, blockersOf } from '../../model/blockers.js';
import { type BinaryPackage, RUNTIME_CLASSES, type Soname, slotKey } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import { atomsOf, itemsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';

export interface InstalledBlocker extends Blocker {
  readonly package: BinaryPackage;
}

/** What is installed where a client stands; nothing in an empty root. */
export function installedAt(universe: Universe, baseline: number | null): InstalledState {
  return remember(universe, installedAt, baseline, () => new InstalledState(universe, baseline));
}

export class InstalledState {
  /** In the order of ids. An index may have several instances of one slot: the newest counts as installed. */
  readonly packages: readonly BinaryPackage[];
  readonly #bySlot: ReadonlyMap<string, BinaryPackage>;
  readonly #set: ReadonlySet<BinaryPackage>;
  readonly #universe: Universe;
  readonly #users = new Map<boolean, Users>();
  #blockers: ReadonlyMap<BinaryPackage, readonly InstalledBlocker[]> | null = null;

  constructor(universe: Universe, baseline: number | null) {
    this.#universe = universe;
    const bySlot = new Map<string, BinaryPackage>();
    if (baseline !== null) {
      for (const group of universe.byCpn.values()) {
        for (const pkg of group) if (pkg.source === baseline) bySlot.set(slotKey(pkg), pkg);
      }
    }
    this.#bySlot = bySlot;
    this.packages = [...bySlot.values()].sort((a, b) => a.id - b.id);
    this.#set = new Set(this.packages);
  }

  has(pkg: BinaryPackage): boolean {
    return this.#set.has(pkg);
  }

  inSlotOf(pkg: BinaryPackage): BinaryPackage | undefined {
    return this.#bySlot.size === 0 ? undefined : this.#bySlot.get(slotKey(pkg));
  }

  satisfies(atom: Atom): boolean {
    return this.#set.size > 0 && this.#universe.matches(atom).some(pkg => this.#set.has(pkg));
  }

  /** Blockers of installed packages that a package comes under. */
  blockersAgainst(pkg: BinaryPackage): readonly InstalledBlocker[] {
    if (this.#set.size === 0) return [];
    this.#blockers ??= this.#findBlockers();
    return this.#blockers.get(pkg) ?? [];
  }

  /** Installed packages that may need an installed one; also for its libraries, if asked. */
  usersOf(pkg: BinaryPackage, withSonames: boolean): Iterable<BinaryPackage> {
    const users = getOrMake(this.#users, withSonames, () => this.#findUsers(withSonames));
    return users.get(pkg) ?? [];
  }

  #findUsers(withSonames: boolean): Users {
    const users = new Map<BinaryPackage, Set<BinaryPackage>>();
    const note = (provider: BinaryPackage, user: BinaryPackage) => {
      if (this.#set.has(provider)) getOrMake(users, provider, () => new Set<BinaryPackage>()).add(user);
    };
    const providers = new Map<Soname, BinaryPackage[]>();
    for (const pkg of withSonames ? this.packages : []) {
      for (const soname of pkg.provides) getOrMake(providers, soname, (): BinaryPackage[] => []).push(pkg);
    }
    for (const user of this.packages) {
      for (const atom of atomsNeededBy(this.#universe, user))
        for (const provider of this.#universe.matches(atom)) note(provider, user);
      if (!withSonames) continue;
      for (const soname of user.requires)
        for (const provider of providers.get(soname) ?? []) note(provider, user);
    }
    return users;
  }

  #findBlockers(): ReadonlyMap<BinaryPackage, readonly InstalledBlocker[]> {
    const found = new Map<BinaryPackage, InstalledBlocker[]>();
    for (const pkg of this.packages) {
      for (const blocker of blockersOf(this.#universe, pkg)) {
        for (const blocked of this.#universe.matches(blocker.atom))
          getOrMake(found, blocked, (): InstalledBlocker[] => []).push({ ...blocker, package: pkg });
      }
    }
    return found;
  }
}

type Users = ReadonlyMap<BinaryPackage, ReadonlySet<BinaryPackage>>;

function atomsNeededBy(universe: Universe, pkg: BinaryPackage): readonly Atom[] {
  return RUNTIME_CLASSES.flatMap(dependencyClass => itemsOf(universe, pkg, dependencyClass))
    .flatMap(node => [...atomsOf(node)])
    .filter(atom => atom.blocker === null);
}

export function isSameSlot(a: BinaryPackage, b: BinaryPackage): boolean {
  return a.cpn === b.cpn && a.slot.slot === b.slot.slot;
}
