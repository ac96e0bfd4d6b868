// Which packages Portage is bound to merge before a package, from a baseline and whatever it chooses (`depgraph.py:_serialize_tasks`,
// measured): those that an item of RDEPEND or IDEPEND makes it merge at all. PDEPEND binds nothing, nor does an item that what is
// installed satisfies, nor anything inside a cycle. Libc comes early only if it is in the list of packages, so that binds nothing either.

import { getOrMake } from '../../base/get-or-make.js';
import { componentsOf } from '../../model/graph/components.js';
import { isOffered } from '../../model/newest.js';
import type { BinaryPackage } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import { atomsOf, type Item, isBlocker, itemsOf } from '../../model/requirements.js';
import type { Standing } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';

const BEFORE = ['RDEPEND', 'IDEPEND'] as const;

type Test = (pkg: BinaryPackage) => boolean;

export class GuaranteedOrder {
  readonly #universe: Universe;
  readonly #standing: Standing;
  readonly #candidates = new Map<Atom, readonly BinaryPackage[]>();
  #components: Int32Array | null = null;

  constructor(universe: Universe, standing: Standing) {
    this.#universe = universe;
    this.#standing = standing;
  }

  /** Whether one of the packages that `isProvider` admits is merged before `user` in every order that Portage may take. */
  isBefore(user: BinaryPackage, isProvider: Test): boolean {
    const components = this.#componentOf();
    const cycle = components[user.id];
    /** Packages before which a provider is merged. */
    const preceded = new Set<BinaryPackage>();
    const isAfterAll: Test = pkg => preceded.has(pkg) || (components[pkg.id] !== cycle && isProvider(pkg));
    if (this.#ensures(user, isAfterAll)) return true;
    // The least fixpoint: packages that only lead to each other ensure nothing.
    const reach = this.#reachFrom(user).reverse();
    for (let grew = true; grew; ) {
      grew = false;
      for (const pkg of reach) {
        if (isAfterAll(pkg) || !this.#ensures(pkg, isAfterAll)) continue;
        preceded.add(pkg);
        grew = true;
      }
    }
    return this.#ensures(user, isAfterAll);
  }

  /** Whether the two need each other, directly or through others, once both are merged. */
  isCircular(a: BinaryPackage, b: BinaryPackage): boolean {
    const components = this.#componentOf();
    return components[a.id] === components[b.id];
  }

  #ensures(pkg: BinaryPackage, isEnough: Test): boolean {
    return BEFORE.some(dependencyClass =>
      itemsOf(this.#universe, pkg, dependencyClass).some(node => this.#itemEnsures(node, isEnough)),
    );
  }

  /** Whether each way to satisfy an item that does not hold yet is enough. An item that nothing can satisfy is never merged for. */
  #itemEnsures(node: Item, isEnough: Test): boolean {
    if (isBlocker(node) || this.#standing.holds(node)) return false;
    if (node.type === 'leaf') return this.#candidatesOf(node.value).every(isEnough);
    if (node.type === 'any-of')
      return node.children.every(child => isBlocker(child) || this.#itemEnsures(child, isEnough));
    return node.children.some(child => this.#itemEnsures(child, isEnough));
  }

  /** What may be merged for an atom: in each slot the one that Portage tries first. */
  #candidatesOf(atom: Atom): readonly BinaryPackage[] {
    return getOrMake(this.#candidates, atom, () => {
      const bySlot = new Map<string, BinaryPackage>();
      for (const pkg of this.#universe.matches(atom)) if (isOffered(pkg)) bySlot.set(pkg.slot.slot, pkg);
      return [...bySlot.values()];
    });
  }

  /** What may be merged because of a package, itself left out; nearest first. */
  #reachFrom(user: BinaryPackage): BinaryPackage[] {
    const reach = new Set([user]);
    for (const pkg of reach) {
      for (const dependencyClass of BEFORE) {
        for (const node of itemsOf(this.#universe, pkg, dependencyClass)) {
          if (this.#standing.holds(node)) continue;
          for (const atom of atomsOf(node))
            if (atom.blocker === null) for (const next of this.#candidatesOf(atom)) reach.add(next);
        }
      }
    }
    reach.delete(user);
    return [...reach];
  }

  /** By id. An item that already holds closes a cycle like any other, once what it leads to is merged too. */
  #componentOf(): Int32Array {
    if (this.#components !== null) return this.#components;
    const { packages } = this.#universe;
    const start = new Uint32Array(packages.length + 1);
    const target: number[] = [];
    for (const [at, pkg] of packages.entries()) {
      if (isOffered(pkg)) for (const next of this.#targetsOf(pkg)) target.push(next);
      start[at + 1] = target.length;
    }
    const found = new Int32Array(packages.length);
    const graph = { start, target: Uint32Array.from(target) };
    for (const [at, members] of componentsOf(graph, packages.length, () => true).entries())
      for (const member of members) found[member] = at;
    this.#components = found;
    return found;
  }

  *#targetsOf(pkg: BinaryPackage): Generator<number> {
    for (const dependencyClass of BEFORE) {
      const nodes = itemsOf(this.#universe, pkg, dependencyClass);
      // Most instances of an index share their dependency text, and with it this list.
      yield* remember(this.#universe, this, nodes, () =>
        nodes
          .flatMap(node => [...atomsOf(node)])
          .filter(atom => atom.blocker === null)
          .flatMap(atom => this.#candidatesOf(atom).filter(next => this.#standing.lacks(next)))
          .map(next => next.id),
      );
    }
  }
}

export function guaranteedOrder(universe: Universe, standing: Standing): GuaranteedOrder {
  return remember(universe, guaranteedOrder, standing, () => new GuaranteedOrder(universe, standing));
}
