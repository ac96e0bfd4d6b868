// A system on its way: what is installed at the moment, which needs hold, which programs work. Only what a merge touches is looked at
// again, and a merge can be taken back.

import { type BinaryPackage, slotKey } from '../../model/package.js';
import type { Demand, UpgradeNeed, UpgradeNeeds } from './upgrade-needs.js';

export interface Route {
  readonly needs: UpgradeNeeds;
  readonly start: readonly BinaryPackage[];
  readonly end: readonly BinaryPackage[];
  /** Names that must work at every moment. */
  readonly critical: ReadonlySet<string>;
  /** Packages that cannot be there together, by package. */
  readonly clashes: ReadonlyMap<BinaryPackage, readonly BinaryPackage[]>;
}

export interface Merge {
  readonly merge: BinaryPackage;
  readonly replaces: readonly BinaryPackage[];
  readonly removes: readonly BinaryPackage[];
}

/** What lacks something, and what. */
export interface Fault {
  readonly package: BinaryPackage;
  readonly need: UpgradeNeed;
}

/**
 * How badly a program is hit: it does not start where a library is missing, to it or to a library it needs; otherwise something that it
 * depends on is not as recorded.
 */
export type Effect = 'does-not-start' | 'dependency-unmet';

export class UpgradeState {
  readonly #route: Route;
  readonly #present = new Set<BinaryPackage>();
  readonly #bySlot = new Map<string, BinaryPackage>();
  readonly #started: ReadonlySet<BinaryPackage>;
  readonly #final: ReadonlySet<BinaryPackage>;
  readonly #finalSlots: ReadonlySet<string>;
  /** What each package must have to work, once that is settled: for new ones at their merge. */
  readonly #demands = new Map<BinaryPackage, ReadonlySet<UpgradeNeed>>();
  /** By need: the packages that may demand it. */
  readonly #users = new Map<UpgradeNeed, BinaryPackage[]>();
  readonly #mentionedBy = new Map<BinaryPackage, UpgradeNeed[]>();
  readonly #failing = new Set<UpgradeNeed>();
  /** What critical programs need, directly or through others, before or after. */
  readonly #closure: ReadonlySet<BinaryPackage>;
  readonly #listed = new Map<BinaryPackage, readonly Demand[]>();

  constructor(route: Route) {
    this.#route = route;
    this.#final = new Set(route.end);
    this.#started = new Set(route.start);
    this.#finalSlots = new Set(route.end.map(slotKey));
    for (const pkg of route.start) this.#enter(pkg);
    const all = [...new Set([...route.start, ...route.end])];
    for (const pkg of all) this.#list(pkg);
    for (const need of this.#users.keys()) if (!need.holds(this.has)) this.#failing.add(need);
    for (const pkg of route.start) {
      const held = this.demandsOf(pkg).filter(({ need }) => !this.#failing.has(need));
      this.#demands.set(pkg, new Set(held.map(({ need }) => need)));
    }
    this.#closure = this.#closeOver(all);
  }

  readonly has = (pkg: BinaryPackage): boolean => this.#present.has(pkg);

  holds(need: UpgradeNeed): boolean {
    return !this.#failing.has(need);
  }

  /** All that a package needs and that the end has: what even the end lacks is not missed. */
  demandsOf(pkg: BinaryPackage): readonly Demand[] {
    return this.#listed.get(pkg) ?? [];
  }

  inSlotOf(pkg: BinaryPackage): BinaryPackage | undefined {
    return this.#bySlot.get(slotKey(pkg));
  }

  isCritical(pkg: BinaryPackage): boolean {
    return this.#route.critical.has(pkg.cpn);
  }

  isInClosure(pkg: BinaryPackage): boolean {
    return this.#closure.has(pkg);
  }

  /** What merging a package would change. */
  planMerge(pkg: BinaryPackage): Merge {
    const old = this.inSlotOf(pkg);
    // What is to be replaced later is left to that: a blocker removes what has no place in the end.
    const removes = (this.#route.clashes.get(pkg) ?? []).filter(
      other => this.#present.has(other) && !this.#final.has(other) && !this.#finalSlots.has(slotKey(other)),
    );
    return { merge: pkg, replaces: old === undefined ? [] : [old], removes: [...new Set(removes)] };
  }

  apply({ merge, replaces, removes }: Merge): void {
    const demanded = this.demandsOf(merge).filter(
      // PDEPEND is for later; what of it holds already is not lost again.
      ({ class: dependencyClass, need }) => dependencyClass !== 'PDEPEND' || !this.#failing.has(need),
    );
    this.#demands.set(merge, new Set(demanded.map(({ need }) => need)));
    for (const gone of [...replaces, ...removes]) this.#leave(gone);
    this.#enter(merge);
    this.#look([merge, ...replaces, ...removes]);
  }

  takeBack({ merge, replaces, removes }: Merge): void {
    this.#leave(merge);
    this.#demands.delete(merge);
    for (const gone of [...replaces, ...removes]) this.#enter(gone);
    this.#look([merge, ...replaces, ...removes]);
  }

  /** Critical programs that do not work, with what takes them down, by effect; what does not start has unmet dependencies too. */
  brokenPrograms(): Readonly<Record<Effect, ReadonlyMap<BinaryPackage, Fault>>> {
    const unmet = this.#programsDown(() => true);
    const stopped = unmet.size === 0 ? unmet : this.#programsDown(need => need.kind !== 'dependency');
    return { 'does-not-start': stopped, 'dependency-unmet': unmet };
  }

  /** What fails, and what needs that in turn, until a program that must work does. */
  #programsDown(counts: (need: UpgradeNeed) => boolean): ReadonlyMap<BinaryPackage, Fault> {
    const faults = new Map<BinaryPackage, Fault>();
    const mark = (need: UpgradeNeed, cause: BinaryPackage | null) => {
      for (const user of this.#users.get(need) ?? []) {
        if (faults.has(user) || !this.#present.has(user) || !this.#closure.has(user)) continue;
        if (this.#demands.get(user)?.has(need) !== true) continue;
        const source = cause === null ? undefined : faults.get(cause);
        faults.set(user, source ?? { package: user, need });
      }
    };
    for (const need of this.#failing) if (counts(need)) mark(need, null);
    const works = (pkg: BinaryPackage) => this.#present.has(pkg) && !faults.has(pkg);
    // A map goes on to what is added while it is walked.
    for (const broken of faults.keys()) {
      for (const need of this.#mentionedBy.get(broken) ?? [])
        if (counts(need) && !need.holds(works)) mark(need, broken);
    }
    return new Map([...faults].filter(([pkg]) => this.isCritical(pkg)));
  }

  /** All that cannot work at any moment of any walk without some packages. */
  lostWithout(packages: readonly BinaryPackage[]): ReadonlySet<BinaryPackage> {
    const lost = new Set(packages);
    // The most there can ever be: what fails even then always fails.
    const remains = (pkg: BinaryPackage) => this.#listed.has(pkg) && !lost.has(pkg);
    for (const pkg of lost) {
      for (const need of this.#mentionedBy.get(pkg) ?? []) {
        if (need.holds(remains)) continue;
        for (const user of this.#users.get(need) ?? []) if (this.#alwaysDemands(user, need)) lost.add(user);
      }
    }
    return lost;
  }

  #alwaysDemands(user: BinaryPackage, need: UpgradeNeed): boolean {
    if (this.#started.has(user)) return this.#demands.get(user)?.has(need) === true;
    return this.demandsOf(user).some(demand => demand.need === need && demand.class !== 'PDEPEND');
  }

  #enter(pkg: BinaryPackage): void {
    this.#present.add(pkg);
    this.#bySlot.set(slotKey(pkg), pkg);
  }

  #leave(pkg: BinaryPackage): void {
    this.#present.delete(pkg);
    if (this.#bySlot.get(slotKey(pkg)) === pkg) this.#bySlot.delete(slotKey(pkg));
  }

  #look(changed: readonly BinaryPackage[]): void {
    for (const pkg of changed) {
      for (const need of this.#mentionedBy.get(pkg) ?? []) {
        if (need.holds(this.has)) this.#failing.delete(need);
        else this.#failing.add(need);
      }
    }
  }

  #list(pkg: BinaryPackage): void {
    const demands = this.#route.needs
      .demandsOf(pkg)
      .filter(({ need }) => !this.#final.has(pkg) || need.holds(other => this.#final.has(other)));
    this.#listed.set(pkg, demands);
    for (const need of new Set(demands.map(demand => demand.need))) {
      const users = this.#users.get(need);
      if (users !== undefined) {
        users.push(pkg);
        continue;
      }
      this.#users.set(need, [pkg]);
      for (const other of need.mentions) {
        const list = this.#mentionedBy.get(other);
        if (list === undefined) this.#mentionedBy.set(other, [need]);
        else list.push(need);
      }
    }
  }

  #closeOver(all: readonly BinaryPackage[]): ReadonlySet<BinaryPackage> {
    const ever = new Set(all);
    const closure = new Set(all.filter(pkg => this.isCritical(pkg)));
    for (const pkg of closure) {
      for (const { need } of this.demandsOf(pkg))
        for (const other of need.mentions) if (ever.has(other)) closure.add(other);
    }
    return closure;
  }
}
