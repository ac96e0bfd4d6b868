// Decides which packages depend on which: on what everything needs, on neighbours of their kind, on a few that nobody published.

import { KINDS } from './vocabulary.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./plan-packages.mjs').PlannedPackage} PlannedPackage */
/** @typedef {import('./vocabulary.mjs').Kind} Kind */

/** Knows the packages that have been described so far; dependencies lead to them, so that they form layers with a few small cycles. */
export class Targets {
  #random;
  #missing;
  /** By kind. @type {Map<Kind, PlannedPackage[]>} */
  #known = new Map();
  /** @type {PlannedPackage[]} */
  #hubs = [];
  /** Packages that the one of a rank has to need, so that a cycle closes. @type {Map<number, PlannedPackage>} */
  #owed = new Map();
  #packages;
  #described = 0;

  /** @param {Random} random @param {import('./plan-packages.mjs').Plan} plan */
  constructor(random, plan) {
    this.#random = random;
    this.#packages = plan.packages;
    this.#missing = plan.missing;
  }

  get hasHubs() {
    return this.#hubs.length > 0;
  }

  /** @param {PlannedPackage} user */
  learn(user) {
    this.#described = Math.max(this.#described, user.rank + 1);
    const list = this.#known.get(user.kind);
    if (list === undefined) this.#known.set(user.kind, [user]);
    else list.push(user);
    if (user.isHub) this.#hubs.push(user);
  }

  /** @param {Kind} kind @returns {readonly PlannedPackage[]} */
  known(kind) {
    return this.#known.get(kind) ?? [];
  }

  /** Packages that nobody published. */
  get missing() {
    return this.#missing;
  }

  /** Any package so far, or one that nobody published. */
  any() {
    const isGone = this.#described === 0 || this.#random.chance(0.5);
    const published = /** @type {PlannedPackage} */ (this.#packages[this.#random.below(this.#described)]);
    return isGone ? this.#random.pick(this.#missing) : published;
  }

  /** All that `user` needs at run time by its own choice. @param {PlannedPackage} user */
  chooseAll(user) {
    const random = this.#random;
    const { atoms, depends } = KINDS[user.kind];
    /** @type {Set<PlannedPackage>} */
    const targets = new Set();
    const owed = this.#owed.get(user.rank);
    if (owed !== undefined) targets.add(owed);
    else if (!user.isHub && KINDS[user.kind].elf === 1 && random.chance(0.006))
      this.#closeCycle(user, targets);
    if (!user.isHub && !random.chance(depends)) return [...targets];
    // The C library is at the bottom of everything.
    if (atoms[0] === 0 || user.name === 'glibc') return [...targets];
    const isLacking = user.kind === 'desktop' || random.chance(0.012);
    const count = random.size(user.isHub ? 12 : atoms[0], atoms[1], 100);
    for (let tries = 0; targets.size < count && tries < count * 2; tries++) {
      const target = isLacking && random.chance(0.38) ? random.pick(this.#missing) : this.choose(user);
      if (target !== undefined && target !== user) targets.add(target);
    }
    return [...targets];
  }

  /** A chain from `user` to a package that comes later, whose members each need the one before. @param {PlannedPackage} user @param {Set<PlannedPackage>} targets */
  #closeCycle(user, targets) {
    const later = this.#packages
      .slice(user.rank + 1, user.rank + 20)
      .filter(({ kind, isHub }) => KINDS[kind].elf === 1 && !isHub);
    const chain = [user, ...later.slice(0, this.#random.between(1, 6))];
    chain.forEach((member, at) => {
      const before = chain[at - 1];
      if (before !== undefined) this.#owed.set(member.rank, before);
    });
    const last = /** @type {PlannedPackage} */ (chain.at(-1));
    if (last !== user) targets.add(last);
  }

  /** One. @param {PlannedPackage} user @returns {PlannedPackage | undefined} */
  choose(user) {
    const random = this.#random;
    const at = random.fraction();
    /** @type {(kind: Kind, bend: number) => PlannedPackage | undefined} */
    const earlier = (kind, bend) => {
      const list = this.known(kind);
      return list[random.leaning(list.length, bend)];
    };
    switch (user.kind) {
      case 'user':
        return earlier('group', 1);
      case 'perl':
        return at < 0.6
          ? earlier('perl', 1.4)
          : at < 0.95
            ? earlier('perl-virtual', 2.2)
            : earlier('library', 1.6);
      case 'python':
        return at < 0.85 ? earlier('python', 1.5) : earlier('library', 1.6);
      case 'ruby':
        return earlier('ruby', 1.3);
      case 'desktop':
        return at < 0.4 ? earlier('desktop', 1.2) : at < 0.6 ? this.#hub() : earlier('library', 1.6);
      case 'virtual':
        return at < 0.7 ? earlier('program', 1.2) : earlier('library', 1.2);
      case 'data':
        return at < 0.5 ? earlier('data', 1.5) : at < 0.7 ? this.#hub() : earlier('program', 1.6);
      default:
        if (at < 0.4 && this.#hubs.length > 0) return this.#hub();
        return at < 0.82
          ? earlier('library', 1.8)
          : at < 0.92
            ? earlier('program', 1.6)
            : at < 0.96
              ? earlier('virtual', 1.5)
              : earlier('data', 1.4);
    }
  }

  #hub() {
    return this.#hubs[this.#random.leaning(this.#hubs.length, 1.35)];
  }
}
