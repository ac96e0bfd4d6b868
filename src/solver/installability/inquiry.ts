// What the inquiries into an empty root and from a baseline have in common: the question to the solver, and how its answers are told.

import type { BinaryPackage } from '../../model/package.js';
import { type Literal, positive, type Variable } from '../sat/literal.js';
import type { Model } from '../sat/model.js';
import type { Unsatisfiable } from '../sat/solve.js';
import { CycleCore, type CycleFound } from './cycle-core.js';
import type { GoalProblem } from './encode-universe.js';
import { explainClash } from './explain-goal.js';
import { forbidCycle } from './forbid-cycle.js';
import { HeldState } from './held-state.js';
import type { NodeId } from './needs.js';
import type { NotInstallable, Undecided, Verdict } from './verdict.js';

export interface InquiryOptions {
  readonly conflictLimit: number;
  readonly withoutOrder: boolean;
  readonly reasons: boolean;
  /** Assumed for every goal, beside what stands. */
  readonly besides?: readonly Literal[];
}

/** How often another way is looked for where the one found leads into a refused cycle, or removes something without need. */
export const MOST_WAYS = 50;

export class Inquiry {
  readonly problem: GoalProblem;
  readonly options: InquiryOptions;
  /** Assumed of every goal: from a baseline that what is installed stays in order, and what the options say besides. */
  readonly standing: readonly Literal[];
  #ordered: Literal | null = null;
  #core: CycleCore | null = null;

  constructor(problem: GoalProblem, options: InquiryOptions) {
    this.problem = problem;
    this.options = options;
    this.standing = [
      ...(problem.standing === null ? [] : [positive(problem.standing)]),
      ...(options.besides ?? []),
    ];
  }

  get core(): CycleCore {
    this.#core ??= new CycleCore(this.problem.table, this.problem.unmeetable);
    return this.#core;
  }

  /** Assumed where refused cycles that were met do not count as an answer. */
  get ordered(): Literal {
    this.#ordered ??= positive(this.problem.solver.addVariable());
    return this.#ordered;
  }

  /** The packages of a model that are not installed. */
  newsIn(model: Model): readonly NodeId[] {
    const { packageOf, table } = this.problem;
    const news: NodeId[] = [];
    for (const variable of model.trueVariables) {
      const pkg = packageOf(variable as Variable);
      if (pkg !== null && !table.installed.has(pkg)) news.push(pkg.id);
    }
    return news;
  }

  stateOf(model: Model, goals: readonly NodeId[]): HeldState {
    const { packageOf, table } = this.problem;
    const isHeld = new Uint8Array(table.universe.packages.length);
    for (const variable of model.trueVariables) {
      const pkg = packageOf(variable as Variable);
      if (pkg !== null) isHeld[pkg.id] = 1;
    }
    // What is installed and out of reach stays as it is.
    for (const pkg of table.installed.packages) if (!table.has(pkg)) isHeld[pkg.id] = 1;
    return new HeldState(table, this.core, id => isHeld[id] === 1, goals);
  }

  /** Where `ordered` is assumed, its cycles count no more. */
  forbidCyclesIn(state: HeldState): void {
    for (const cycle of state.cycles) forbidCycle(this.problem, state, cycle, this.ordered);
  }

  explain(goal: BinaryPackage, asked: readonly Literal[], refusal: Unsatisfiable): Verdict {
    if (!this.options.reasons) return { package: goal, verdict: 'not-installable', reasons: [], cycles: [] };
    const reasons = explainClash(this.problem, { goal, asked, refusal }, this.options.conflictLimit);
    if (typeof reasons === 'string') return this.giveUp(goal, reasons);
    if (reasons.some(({ kind }) => kind === 'unreadable'))
      return {
        package: goal,
        verdict: 'unknown',
        why: 'a dependency of it, or of what it needs, cannot be read',
      };
    return { package: goal, verdict: 'not-installable', reasons, cycles: [] };
  }

  /** `state`: one in which it is there, but for the order. */
  refuseOrder(goal: BinaryPackage, state: HeldState): NotInstallable {
    return {
      package: goal,
      verdict: 'not-installable',
      reasons: [],
      get cycles() {
        return state.cyclesFor(goal.id).map(({ cycle }: CycleFound) => cycle);
      },
    };
  }

  giveUp(goal: BinaryPackage, limit: string): Undecided {
    return { package: goal, verdict: 'unknown', why: `the solver's limit was reached: ${limit}` };
  }
}
