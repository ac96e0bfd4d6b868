// Which packages Portage is bound to merge before a package, from a baseline and whatever it chooses (`depgraph.py:_serialize_tasks`,
// measured): those that an item of RDEPEND or IDEPEND makes it merge at all. PDEPEND binds nothing, nor does an item that what is
// installed satisfies, nor anything inside a cycle. What cannot be installed is passed over for an older instance. Libc comes early only if it is in the list of packages, so that binds nothing either.

import { getOrMake } from '../../base/get-or-make.js';
import { componentsOf } from '../../model/graph/components.js';
import { isOffered } from '../../model/newest.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import { atomsOf, type Item, isBlocker, itemsOf } from '../../model/requirements.js';
import type { Standing } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';
import { type StandingVerdicts, standingVerdicts } from './standing-verdicts.js';

const BEFORE = ['RDEPEND', 'IDEPEND'] as const;

type Test = (pkg: BinaryPackage) => boolean;

export class GuaranteedOrder {
  readonly #universe: Universe;
  readonly #standing: Standing;
  readonly #verdicts: StandingVerdicts;
  readonly #candidates = new Map<Atom, readonly BinaryPackage[]>();
  #components: Int32Array | null = null;

  constructor(universe: Universe, standing: Standing) {
    this.#universe = universe;
    this.#standing = standing;
    this.#verdicts = standingVerdicts(universe, standing.place);
  }

  /** Whether one of the packages that `isProvider` admits is merged before `user` in every order that Portage may take. */
  isBefore(user: BinaryPackage, isProvider: Test): boolean {
    // There is no order in which it is merged.
    if (this.#verdicts.isRefused(user)) return true;
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

  /** Whether each way to satisfy an item that does not hold yet is enough. For one that nothing can satisfy nothing is merged. */
  #itemEnsures(node: Item, isEnough: Test): boolean {
    if (isBlocker(node) || this.#standing.holds(node) || !this.#isPossible(node)) return false;
    if (node.type === 'leaf') return this.#candidatesOf(node.value).every(isEnough);
    if (node.type === 'any-of')
      return node.children.every(
        child => isBlocker(child) || !this.#isPossible(child) || this.#itemEnsures(child, isEnough),
      );
    return node.children.some(child => this.#itemEnsures(child, isEnough));
  }

  #isPossible(node: Item): boolean {
    if (isBlocker(node) || this.#standing.holds(node)) return true;
    if (node.type === 'leaf') return this.#candidatesOf(node.value).length > 0;
    if (node.type !== 'any-of') return node.children.every(child => this.#isPossible(child));
    return node.children.some(child => !isBlocker(child) && this.#isPossible(child));
  }

  /**
   * What may be merged for an atom: in each slot those that Portage tries, newest first, as far as the first that is proved to be
   * installable. It falls back behind what is refused.
   */
  #candidatesOf(atom: Atom): readonly BinaryPackage[] {
    return getOrMake(this.#candidates, atom, () => {
      const settled = new Set<string>();
      const found: BinaryPackage[] = [];
      for (const pkg of this.#universe.matches(atom).toReversed()) {
        if (!isOffered(pkg) || settled.has(slotKey(pkg)) || this.#verdicts.isRefused(pkg)) continue;
        found.push(pkg);
        if (this.#verdicts.isInstallable(pkg)) settled.add(slotKey(pkg));
      }
      return found;
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
