// Many questions over one set of constraints. A model answers for every goal that is true in it, so each model is made to hold
// as many of the goals still open as it will; only what no model takes is asked alone.

import { type Literal, positive, type Variable } from './literal.js';
import type { Outcome, SolveOptions } from './solve.js';
import type { Solver } from './solver.js';
import type { Wishes } from './state.js';

export interface ProveOptions extends Omit<SolveOptions, 'wishes'> {
  /** Hold for every goal. */
  readonly assumptions?: readonly Literal[];
}

/** An outcome for each goal, in their order. Goals share models. Limits are for each question. */
export function proveAll(solver: Solver, goals: readonly Variable[], options: ProveOptions = {}): Outcome[] {
  const { assumptions = [], ...limits } = options;
  const open = new OpenGoals(goals);
  const outcomes = new Map<Variable, Outcome>();
  for (const goal of goals) {
    if (!open.has(goal)) continue;
    const outcome = solver.solve([...assumptions, positive(goal)], { ...limits, wishes: open });
    open.close(goal);
    outcomes.set(goal, outcome);
    if (outcome.outcome !== 'satisfiable') continue;
    for (const variable of outcome.model.trueVariables) {
      if (open.close(variable)) outcomes.set(variable, outcome);
    }
  }
  return goals.map(goal => outcomes.get(goal)!);
}

/** Not all of them get a turn with each model: those that had theirs go to the end. */
class OpenGoals implements Wishes {
  readonly #goals: Set<Variable>;

  constructor(goals: readonly Variable[]) {
    this.#goals = new Set(goals);
  }

  has(goal: Variable): boolean {
    return this.#goals.has(goal);
  }

  close(goal: Variable): boolean {
    return this.#goals.delete(goal);
  }

  *[Symbol.iterator](): Generator<Variable> {
    let turns = this.#goals.size;
    for (const goal of this.#goals) {
      if (turns-- === 0) return;
      this.#goals.delete(goal);
      this.#goals.add(goal);
      yield goal;
    }
  }
}
