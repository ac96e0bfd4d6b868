// A walk from start to end. Where every merge that is left would break something, the one that breaks least is taken, the break is noted,
// and what repairs it goes first from then on.

import { type BinaryPackage, slotKey } from '../../model/package.js';
import { MergeJudge } from './merge-judge.js';
import type { UpgradeNeed } from './upgrade-needs.js';
import type { Fault, Merge, Route } from './upgrade-state.js';
import type { Break, Lessons, Walk } from './walk.js';

/** Why a merge had to wait, so that it is not tried again in vain. */
type Wait =
  | { readonly need: UpgradeNeed; readonly fault: null }
  | { readonly need: UpgradeNeed; readonly fault: Fault; readonly providers: number };

/** From the best kind of merge to one that still does. */
const PATIENCE = [
  { withLibraries: true, heedsLessons: true },
  { withLibraries: false, heedsLessons: true },
  { withLibraries: true, heedsLessons: false },
  { withLibraries: false, heedsLessons: false },
] as const;

/** A merge that lacks something itself is the last resort, a program that does not start worse than any number of others. */
const LACKING = 1e9;
const STOPPED = 1e4;

export class UpgradeWalker {
  readonly #route: Route;
  readonly #lessons: Lessons;
  readonly #judge: MergeJudge;
  readonly #waits = new Map<BinaryPackage, Wait>();
  readonly #steps: Merge[] = [];
  readonly #broken: Break[] = [];
  /** What does not work at the moment, by effect and slot: its place in `broken`, null where a worse effect is told there. */
  readonly #open = new Map<string, number | null>();

  /** Needs that a package was merged without. */
  readonly #missed: { readonly at: number; readonly need: UpgradeNeed }[] = [];

  constructor(route: Route, lessons: Lessons) {
    this.#route = route;
    this.#lessons = lessons;
    this.#judge = new MergeJudge(route, lessons);
  }

  walk(): Walk {
    while (this.#judge.left.size > 0) this.#take(this.#safeMerge() ?? this.#leastHarmful());
    return { steps: this.#steps, broken: shareProofs(this.#broken) };
  }

  *#candidates(): Generator<BinaryPackage> {
    const urgent = this.#open.size === 0 ? new Set<BinaryPackage>() : this.#repairs();
    yield* urgent;
    for (const pkg of this.#judge.left) if (!urgent.has(pkg)) yield pkg;
  }

  /**
   * A merge that breaks nothing and, if there is one, lacks nothing: else one that lacks libraries only, which nothing has to work with
   * yet, and at last one that other walks advise against.
   */
  #safeMerge(): BinaryPackage | null {
    for (const { withLibraries, heedsLessons } of PATIENCE) {
      for (const pkg of this.#candidates()) {
        if (heedsLessons && this.#isTooEarly(pkg)) continue;
        if (this.#stillWaits(pkg, withLibraries)) continue;
        const lacking = this.#judge.lackingOf(pkg, withLibraries);
        if (lacking !== null) {
          this.#waits.set(pkg, { need: lacking, fault: null });
          continue;
        }
        const [harm] = this.#judge.harmOf(pkg, this.#open);
        if (harm === undefined) return pkg;
        const { fault } = harm;
        this.#waits.set(pkg, { need: fault.need, fault, providers: this.#countProviders(fault.need) });
      }
    }
    return null;
  }

  #isTooEarly(pkg: BinaryPackage): boolean {
    const earlier = this.#lessons.get(pkg);
    return earlier !== undefined && [...earlier].some(other => this.#judge.left.has(other));
  }

  #stillWaits(pkg: BinaryPackage, withLibraries: boolean): boolean {
    const { state } = this.#judge;
    const wait = this.#waits.get(pkg);
    if (wait === undefined) return false;
    if (wait.fault === null) return (withLibraries || wait.need.kind !== 'soname') && !state.holds(wait.need);
    const { package: broken } = wait.fault;
    return (broken === pkg || state.has(broken)) && this.#countProviders(wait.need) === wait.providers;
  }

  #countProviders({ mentions }: UpgradeNeed): number {
    return mentions.filter(this.#judge.state.has).length;
  }

  #leastHarmful(): BinaryPackage {
    let best: { readonly pkg: BinaryPackage; readonly weight: number } | null = null;
    for (const pkg of this.#candidates()) {
      const lacking = this.#judge.lackingOf(pkg, false) === null ? 0 : LACKING;
      const harm = this.#judge.harmOf(pkg, this.#open);
      const stopped = harm.filter(({ effect }) => effect === 'does-not-start').length;
      const weight = lacking + stopped * STOPPED + harm.length;
      if (best === null || weight < best.weight) best = { pkg, weight };
      if (weight <= 1) break;
    }
    return best?.pkg as BinaryPackage;
  }

  #take(pkg: BinaryPackage): void {
    const lacking = this.#judge.lackingOf(pkg, false);
    const merge = this.#judge.apply(pkg);
    this.#waits.delete(pkg);
    this.#steps.push(merge);
    const harm = this.#judge.harmNow();
    this.#close(new Set(harm.map(({ key }) => key)), pkg);
    const told = new Set<BinaryPackage>();
    for (const { key, effect, program, fault } of harm) {
      if (this.#open.has(key)) continue;
      this.#open.set(key, told.has(program) ? null : this.#broken.length);
      if (!told.has(program)) this.#note(merge, program, effect, fault);
      told.add(program);
    }
    // What must work throughout has been told already.
    if (lacking === null || told.has(pkg) || this.#judge.state.isCritical(pkg)) return;
    this.#missed.push({ at: this.#broken.length, need: lacking });
    this.#note(merge, pkg, 'dependency-unmet', { package: pkg, need: lacking });
  }

  #close(still: ReadonlySet<string>, merge: BinaryPackage): void {
    const repairedBy = { step: this.#steps.length, merge };
    const repair = (at: number) => {
      this.#broken[at] = { ...(this.#broken[at] as Break), repairedBy };
    };
    for (const { at, need } of this.#missed)
      if (this.#broken[at]?.repairedBy === null && this.#judge.state.holds(need)) repair(at);
    for (const [key, at] of this.#open) {
      if (still.has(key)) continue;
      this.#open.delete(key);
      if (at !== null) repair(at);
    }
  }

  #note(
    { merge, replaces, removes }: Merge,
    program: BinaryPackage,
    effect: Break['effect'],
    fault: Fault,
  ): void {
    const provider = [...replaces, ...removes].find(other => fault.need.mentions.includes(other)) ?? null;
    const inevitable = this.#isInevitable(merge, program, fault);
    const step = this.#steps.length;
    this.#broken.push({ step, merge, program, effect, ...fault, provider, repairedBy: null, inevitable });
  }

  /** What repairs the programs that are broken, with what it needs before it. */
  #repairs(): Set<BinaryPackage> {
    const { state, order, left } = this.#judge;
    const found = new Set<BinaryPackage>();
    const seen = new Set<BinaryPackage>();
    const visit = (pkg: BinaryPackage | undefined) => {
      if (pkg === undefined || !left.has(pkg) || seen.has(pkg)) return;
      seen.add(pkg);
      for (const { class: dependencyClass, need } of state.demandsOf(pkg)) {
        if (dependencyClass !== 'PDEPEND' && !state.holds(need)) need.mentions.forEach(visit);
      }
      found.add(pkg);
    };
    for (const { package: lacking, need } of this.#judge.harmNow().map(({ fault }) => fault)) {
      visit(order.heirOf(lacking));
      need.mentions.forEach(visit);
    }
    return found;
  }

  /**
   * The user cannot follow the merge, which ends what it needs itself, nor can its heir go first, which needs what the merge brings; and
   * the program, old or new, cannot do without either.
   */
  #isInevitable(merge: BinaryPackage, program: BinaryPackage, { package: user, need }: Fault): boolean {
    const { state, order } = this.#judge;
    const heir = order.heirOf(user);
    if (heir === undefined || heir === user || heir === merge) return false;
    const ever = new Set([...this.#route.start, ...this.#route.end]);
    const isOld = (pkg: BinaryPackage) => pkg !== merge && slotKey(pkg) === slotKey(merge);
    if (need.holds(pkg => ever.has(pkg) && !isOld(pkg))) return false;
    const isBound = state
      .demandsOf(heir)
      .some(
        ({ class: dependencyClass, need: wanted }) =>
          dependencyClass !== 'PDEPEND' && !wanted.holds(pkg => ever.has(pkg) && pkg !== merge),
      );
    if (!isBound) return false;
    const lost = state.lostWithout([user, heir]);
    const old = this.#route.start.find(pkg => slotKey(pkg) === slotKey(program));
    const other = order.heirOf(program);
    return old !== undefined && lost.has(old) && (other === undefined || lost.has(other));
  }
}

/** One hazard, one proof: what one step takes from several programs breaks in every order where it does for one of them. */
function shareProofs(broken: readonly Break[]): readonly Break[] {
  const keyOf = ({ step, need }: Break) => `${step} ${need.kind} ${need.text}`;
  const proved = new Set(broken.filter(({ inevitable }) => inevitable).map(keyOf));
  return broken.map(one => (proved.has(keyOf(one)) ? { ...one, inevitable: true } : one));
}
