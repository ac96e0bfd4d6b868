// An incremental solver for questions of the form "can these be true together", where a true variable may require one of
// several others, and some exclude each other. It searches by conflict-driven clause learning, but decides only what is asked
// for: a variable that nothing needs stays undefined, which means false.

import { type Constraint, constraintsOf, readConstraint } from './constraint.js';
import {
  addAtMostOne,
  addClause,
  addConflict,
  addRequirement,
  addSharedRequirement,
  type SharedCandidates,
  shareCandidates,
} from './constraints.js';
import type { ConstraintId, Literal, Variable } from './literal.js';
import { type Outcome, type SolveOptions, solve } from './solve.js';
import { addVariables, createState, memoryOf } from './state.js';

export interface SolverOptions {
  /** Keep track of which constraints each learned clause comes from, so that a refusal names constraints. */
  readonly traced?: boolean;
  /** Bytes of tables at which learning ends and the answer is unknown. */
  readonly memoryLimit?: number;
}

export class Solver {
  readonly #state;

  constructor(options: SolverOptions = {}) {
    this.#state = createState(options.traced ?? false, options.memoryLimit ?? Number.POSITIVE_INFINITY);
  }

  /** The first of the new variables; the others follow it. */
  addVariables(count: number): Variable {
    return addVariables(this.#state, count) as Variable;
  }

  addVariable(): Variable {
    return this.addVariables(1);
  }

  /** Where `from` is true one of the candidates is; they are tried in this order. With a guard, only where that holds. */
  addRequirement(from: Variable, candidates: readonly Variable[], guard?: Literal): ConstraintId {
    return addRequirement(this.#state, from, candidates, guard);
  }

  /** Candidates that many requirements will ask for: stated once. */
  shareCandidates(candidates: readonly Variable[]): SharedCandidates {
    return shareCandidates(this.#state, candidates);
  }

  /** As `addRequirement`; `from` must not be among the candidates. */
  addSharedRequirement(from: Variable, candidates: SharedCandidates): ConstraintId {
    return addSharedRequirement(this.#state, from, candidates);
  }

  addConflict(a: Variable, b: Variable, guard?: Literal): ConstraintId {
    return addConflict(this.#state, a, b, guard);
  }

  /** With a guard the group is kept as pairs: not for large ones. */
  addAtMostOne(members: readonly Variable[], guard?: Literal): ConstraintId {
    return addAtMostOne(this.#state, members, guard);
  }

  /** One of the literals holds; the positive ones are tried in this order. */
  addClause(literals: readonly Literal[], guard?: Literal): ConstraintId {
    return addClause(this.#state, literals, guard);
  }

  get constraints(): number {
    return constraintsOf(this.#state);
  }

  constraint(id: ConstraintId): Constraint {
    return readConstraint(this.#state, id);
  }

  solve(assumptions: readonly Literal[], options: SolveOptions = {}): Outcome {
    return solve(this.#state, assumptions, options);
  }

  /** Bytes of all tables. */
  get memory(): number {
    return memoryOf(this.#state);
  }

  /** Work done so far. */
  get effort(): { readonly steps: number; readonly conflicts: number } {
    return { steps: this.#state.steps, conflicts: this.#state.conflicts };
  }
}
