// Where an update leads: of every installed slot the newest instance that a working state allows, critical names first, then in the order
// of the baseline. What one choice rules out for a later one is held back, with the reason.

import { isOffered } from '../../model/newest.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import { requirementsOf } from '../../model/requirements.js';
import { standingOn } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import { type ClientMode, takenFrom } from '../../model/update/client-mode.js';
import type { Reason } from '../installability/encode-universe.js';
import { explainRefusal } from '../installability/explain-refusal.js';
import { reasonKey } from '../installability/reason-key.js';
import { type ConstraintId, type Literal, positive, type Variable, variableOf } from '../sat/literal.js';
import type { Model } from '../sat/model.js';
import type { Unsatisfiable } from '../sat/solve.js';
import { newcomersOf } from './newcomers.js';
import type { UpgradeProblem } from './upgrade-problem.js';

export interface HeldBack {
  /** The newest that is offered. */
  readonly package: BinaryPackage;
  readonly installed: BinaryPackage;
  /** What its slot holds in the end: an older one of those offered, or what was installed; null where a blocker removed that. */
  readonly kept: BinaryPackage | null;
  /** Without any one of them it could be had. */
  readonly reasons: readonly Reason[];
  /** What was chosen before it, and cannot be had together with it. */
  readonly inTheWay: readonly BinaryPackage[];
  /** Set where a limit was reached before there were reasons. */
  readonly unknown: string | null;
}

export interface EndState {
  readonly outcome: 'chosen';
  readonly held: readonly BinaryPackage[];
  readonly heldBack: readonly HeldBack[];
  /** Instances that are passed over because they can never be had: each costs a client a step back. */
  readonly passedOver: number;
}

export interface NoEndState {
  readonly outcome: 'impossible';
  readonly reasons: readonly Reason[];
}

export interface UnknownEndState {
  readonly outcome: 'unknown';
  readonly why: string;
}

export interface ChooseOptions {
  readonly baseline: number;
  readonly critical: ReadonlySet<string>;
  readonly mode: ClientMode;
  /** What is looked at, of all that is there; null for all. */
  readonly reach: ReadonlySet<BinaryPackage> | null;
  /** Slots whose installed build is offered. */
  readonly unchanged: ReadonlySet<string>;
  readonly conflictLimit: number;
}

export function chooseUpgrade(
  universe: Universe,
  problem: UpgradeProblem,
  options: ChooseOptions,
): EndState | NoEndState | UnknownEndState {
  return new UpgradeChoice(universe, problem, options).choose(slotsOf(universe, options));
}

interface Slot {
  readonly installed: BinaryPackage;
  /** Newest first: what an update goes for. */
  readonly offered: readonly BinaryPackage[];
  /** Only looked for, because what is installed lacks something; nothing newer is held back where it lacks it still. */
  readonly isLookedFor: boolean;
}

function slotsOf(
  universe: Universe,
  { baseline, critical, mode, reach, unchanged }: ChooseOptions,
): readonly Slot[] {
  const slots = universe.packages
    .filter(pkg => pkg.source === baseline && reach?.has(pkg) !== false)
    .map((installed): Slot => {
      const newestFirst = (universe.byCpn.get(installed.cpn) ?? [])
        .filter(other => isOffered(other) && slotKey(other) === slotKey(installed))
        .reverse();
      const slot = { installed, isOffered: unchanged.has(slotKey(installed)) };
      const isBroken = lacksAny(universe, baseline, installed);
      const offered = takenFrom(newestFirst, { ...slot, isBroken }, mode);
      const isNews = takenFrom(newestFirst, { ...slot, isBroken: false }, mode).length > 0;
      return { installed, offered, isLookedFor: !isNews };
    })
    .filter(({ offered }) => offered.length > 0);
  const isCritical = ({ installed }: Slot) => critical.has(installed.cpn);
  return [...slots.filter(isCritical), ...slots.filter(slot => !isCritical(slot))];
}

/** Whether a dependency of it does not hold before anything is merged. */
function lacksAny(universe: Universe, baseline: number, installed: BinaryPackage): boolean {
  const standing = standingOn(universe, baseline);
  return [...requirementsOf(universe, installed)].some(({ node }) => !standing.holds(node));
}

class UpgradeChoice {
  readonly #universe: Universe;
  readonly #problem: UpgradeProblem;
  readonly #options: ChooseOptions;
  /** What holds for certain: the standing, then each choice made. */
  readonly #fixed: Literal[];
  #model: Model | null = null;
  /** Newest instances of slots that have not had their turn. */
  readonly #wishes = new Set<Variable>();

  constructor(universe: Universe, problem: UpgradeProblem, options: ChooseOptions) {
    this.#universe = universe;
    this.#problem = problem;
    this.#options = options;
    this.#fixed = [positive(problem.standing)];
  }

  choose(slots: readonly Slot[]): EndState | NoEndState | UnknownEndState {
    const first = this.#problem.solver.solve(this.#fixed, this.#limits());
    if (first.outcome === 'unknown') return { outcome: 'unknown', why: sayLimit(first.reason) };
    if (first.outcome === 'unsatisfiable') return this.#refuse(first);
    for (const { offered } of slots) this.#wishes.add(this.#variable(offered[0] as BinaryPackage));
    const heldBack = slots.flatMap(slot => this.#settle(slot) ?? []);
    const held = this.#settleNewcomers();
    if (held === null) return { outcome: 'unknown', why: 'the solver could not complete the state it chose' };
    const there = new Set(held);
    return {
      outcome: 'chosen',
      held,
      heldBack: heldBack.map(({ slot, ...why }) => ({
        ...why,
        installed: slot.installed,
        kept: [slot.installed, ...slot.offered].find(pkg => there.has(pkg)) ?? null,
      })),
      passedOver: slots.reduce((sum, slot) => sum + this.#countPassedOver(slot, there), 0),
    };
  }

  #countPassedOver({ offered }: Slot, there: ReadonlySet<BinaryPackage>): number {
    const kept = offered.findIndex(pkg => there.has(pkg));
    const tried = kept < 0 ? offered : offered.slice(0, kept);
    return tried.filter(this.#problem.isUnmeetable).length;
  }

  /** What the selected sets and all that is held ask for, in the newest slot that there is: `--deep` goes for that too. */
  #settleNewcomers(): readonly BinaryPackage[] | null {
    const tried = new Set<BinaryPackage>();
    for (;;) {
      const last = this.#problem.solver.solve(this.#fixed, { ...this.#limits(), wishes: this.#wishes });
      if (last.outcome !== 'satisfiable') return null;
      this.#model = last.model;
      const held = this.#heldIn(last.model);
      const wanted = newcomersOf(this.#universe, held, this.#options).filter(pkg => !tried.has(pkg));
      if (wanted.length === 0) return this.#withBystanders(held);
      for (const pkg of wanted) {
        tried.add(pkg);
        this.#take(pkg);
      }
    }
  }

  #heldIn(model: Model): readonly BinaryPackage[] {
    const held: BinaryPackage[] = [];
    for (const variable of model.trueVariables) {
      const pkg = this.#problem.packageOf(variable);
      if (pkg !== null) held.push(pkg);
    }
    return held;
  }

  /** What nothing looks at stays where nothing takes its place or blocks it. */
  #withBystanders(held: readonly BinaryPackage[]): readonly BinaryPackage[] {
    const { reach, baseline } = this.#options;
    if (reach === null) return held;
    const slots = new Set(held.map(slotKey));
    const there = new Set(held);
    const rest = this.#universe.packages.filter(
      pkg =>
        pkg.source === baseline &&
        !reach.has(pkg) &&
        !slots.has(slotKey(pkg)) &&
        !(this.#problem.clashes.get(pkg) ?? []).some(other => there.has(other)),
    );
    return [...held, ...rest];
  }

  /** Chooses for one slot; tells why where that is not the newest. */
  #settle(slot: Slot): (Omit<HeldBack, 'installed' | 'kept'> & { readonly slot: Slot }) | null {
    const [newest, ...older] = slot.offered as readonly [BinaryPackage, ...BinaryPackage[]];
    this.#wishes.delete(this.#variable(newest));
    const refusal = this.#take(newest);
    if (refusal === null) return null;
    // Their reasons are not told: only the newest was asked for.
    for (const other of [...older, slot.installed]) if (this.#take(other) === null) break;
    return slot.isLookedFor ? null : { slot, package: newest, ...refusal };
  }

  #take(pkg: BinaryPackage): Pick<HeldBack, 'reasons' | 'inTheWay' | 'unknown'> | null {
    const variable = this.#variable(pkg);
    const goal = positive(variable);
    if (this.#model?.has(variable) === true) {
      this.#fixed.push(goal);
      return null;
    }
    const outcome = this.#problem.solver.solve([...this.#fixed, goal], {
      ...this.#limits(),
      wishes: this.#wishes,
    });
    if (outcome.outcome === 'satisfiable') {
      this.#model = outcome.model;
      this.#fixed.push(goal);
      return null;
    }
    if (outcome.outcome === 'unknown')
      return { reasons: [], inTheWay: [], unknown: sayLimit(outcome.reason) };
    return this.#explain(goal, outcome);
  }

  #explain(goal: Literal, outcome: Unsatisfiable): Pick<HeldBack, 'reasons' | 'inTheWay' | 'unknown'> {
    const kept = [positive(this.#problem.standing), goal];
    const { core, constraints = [] } = outcome;
    const explanation = explainRefusal(
      this.#problem.solver,
      { core, constraints },
      { ...this.#limits(), kept },
    );
    if (explanation.outcome === 'unknown')
      return { reasons: [], inTheWay: [], unknown: sayLimit(explanation.reason) };
    return {
      reasons: this.#reasonsOf(explanation.constraints),
      inTheWay: explanation.assumptions.flatMap(
        literal => this.#problem.packageOf(variableOf(literal)) ?? [],
      ),
      unknown: null,
    };
  }

  #refuse({ core, constraints = [] }: Unsatisfiable): NoEndState | UnknownEndState {
    const explanation = explainRefusal(
      this.#problem.solver,
      { core, constraints },
      { ...this.#limits(), kept: this.#fixed },
    );
    if (explanation.outcome === 'unknown') return { outcome: 'unknown', why: sayLimit(explanation.reason) };
    return { outcome: 'impossible', reasons: this.#reasonsOf(explanation.constraints) };
  }

  #reasonsOf(constraints: readonly ConstraintId[]): readonly Reason[] {
    const byKey = new Map<string, Reason>();
    for (const id of constraints) {
      const reason = this.#problem.reasonOf(id);
      byKey.set(reasonKey(reason), reason);
    }
    return [...byKey.values()];
  }

  #variable(pkg: BinaryPackage): Variable {
    return this.#problem.variableOf(pkg);
  }

  #limits() {
    return { conflictLimit: this.#options.conflictLimit };
  }
}

function sayLimit(reason: string): string {
  return `the solver's limit was reached: ${reason}`;
}
