// What packages need to work, as things that hold or fail in a state: items of their dependencies, libraries, and the C library they
// were linked with. Equal needs are one object, so that a state can count each once.

import { getOrMake } from '../../base/get-or-make.js';
import { floorsOf, LIBC_NAMES } from '../../model/libc.js';
import { isOffered } from '../../model/newest.js';
import type { BinaryPackage, Soname } from '../../model/package.js';
import { atomsOf, type Item, itemHolds, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';
import type { DependencyClass } from '../../pms/dependency-class.js';

export type UpgradeNeedKind = 'dependency' | 'soname' | 'libc';

export interface UpgradeNeed {
  readonly kind: UpgradeNeedKind;
  /** As written, or as a library is named: `libssl.so.3 (x86_64)`. */
  readonly text: string;
  /** Every package that can have a part in meeting it. */
  readonly mentions: readonly BinaryPackage[];
  holds(has: (pkg: BinaryPackage) => boolean): boolean;
}

/** A need of one package. */
export interface Demand {
  readonly class: DependencyClass | 'REQUIRES';
  readonly need: UpgradeNeed;
}

/** The C library that a package was linked with, as far as build times tell. */
export interface AssumedFloor {
  readonly atom: Atom;
  readonly need: UpgradeNeed;
}

export class UpgradeNeeds {
  readonly #universe: Universe;
  readonly #atoms = new Map<Atom, UpgradeNeed>();
  readonly #groups = new Map<Item, UpgradeNeed>();
  readonly #sonames = new Map<Soname, UpgradeNeed>();
  readonly #providers = new Map<Soname, BinaryPackage[]>();
  readonly #libcs: readonly BinaryPackage[];

  constructor(universe: Universe) {
    this.#universe = universe;
    for (const group of universe.byCpn.values()) {
      for (const pkg of group)
        for (const soname of new Set(pkg.provides))
          getOrMake(this.#providers, soname, (): BinaryPackage[] => []).push(pkg);
    }
    this.#libcs = LIBC_NAMES.flatMap(name => universe.byCpn.get(name) ?? []);
  }

  /** All that a package needs, in the order of its classes, libraries last. */
  demandsOf(pkg: BinaryPackage): readonly Demand[] {
    const floor = this.floorOf(pkg);
    return [
      ...(floor === null ? [] : [{ class: 'RDEPEND' as const, need: floor.need }]),
      ...[...requirementsOf(this.#universe, pkg)].map(({ class: dependencyClass, node, text }) => ({
        class: dependencyClass,
        need: this.#itemNeed(node, text),
      })),
      ...this.sonamesOf(pkg).map(need => ({ class: 'REQUIRES' as const, need })),
    ];
  }

  sonamesOf(pkg: BinaryPackage): readonly UpgradeNeed[] {
    return [...new Set(pkg.requires)].map(soname => this.#sonameNeed(soname));
  }

  /**
   * Of a package without a floor of its own: the C library with the latest BUILD_TIME before its own, which its builder will have had.
   * Of what is installed nothing is assumed: it works with what is there.
   */
  floorOf(pkg: BinaryPackage): AssumedFloor | null {
    return isOffered(pkg) ? this.floorAtBuild(pkg) : null;
  }

  /** The same, of what is installed too. */
  floorAtBuild(pkg: BinaryPackage): AssumedFloor | null {
    if (pkg.buildTime === 0 || LIBC_NAMES.includes(pkg.cpn)) return null;
    if (!pkg.requires.some(({ soname }) => /^(libc\.so|libc\.musl-)/.test(soname))) return null;
    if (floorsOf(this.#universe, pkg).length > 0) return null;
    let libc: BinaryPackage | null = null;
    for (const other of this.#libcs) {
      if (other.buildTime === 0 || other.buildTime > pkg.buildTime) continue;
      if (libc === null || other.buildTime > libc.buildTime) libc = other;
    }
    if (libc === null) return null;
    const atom = this.#universe.atom(`>=${libc.cpvText}`);
    return { atom, need: this.#atomNeed(atom, 'libc', atom.text) };
  }

  #sonameNeed(soname: Soname): UpgradeNeed {
    return getOrMake(this.#sonames, soname, () => {
      const mentions = this.#providers.get(soname) ?? [];
      return {
        kind: 'soname',
        text: `${soname.soname} (${soname.abi})`,
        mentions,
        holds: has => mentions.some(has),
      };
    });
  }

  #itemNeed(node: Item, text: string): UpgradeNeed {
    if (node.type === 'leaf') return this.#atomNeed(node.value, 'dependency', text);
    return getOrMake(this.#groups, node, () => {
      const universe = this.#universe;
      const atoms = [...atomsOf(node)].filter(atom => atom.blocker === null);
      return {
        kind: 'dependency',
        text,
        mentions: [...new Set(atoms.flatMap(atom => universe.matches(atom)))],
        holds: has => itemHolds(node, atom => universe.matches(atom).some(has)),
      };
    });
  }

  readonly #floors = new Map<Atom, UpgradeNeed>();

  #atomNeed(atom: Atom, kind: UpgradeNeedKind, text: string): UpgradeNeed {
    return getOrMake(kind === 'libc' ? this.#floors : this.#atoms, atom, () => {
      const mentions = this.#universe.matches(atom);
      return { kind, text, mentions, holds: has => mentions.some(has) };
    });
  }
}
