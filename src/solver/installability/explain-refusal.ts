// Why something cannot be had, in as few constraints as will do: those that the refusal was traced to are stated again in a solver
// of their own, each under a selector, and left out one by one.

import { type AtMostOne, literalsOf } from '../sat/constraint.js';
import {
  type ConstraintId,
  isPositive,
  type Literal,
  negate,
  negative,
  positive,
  type Variable,
  variableOf,
} from '../sat/literal.js';
import { minimiseCore } from '../sat/minimise-core.js';
import type { SolveOptions, Unknown } from '../sat/solve.js';
import { Solver } from '../sat/solver.js';

export interface ExplainOptions extends Omit<SolveOptions, 'wishes'> {
  /** Assumptions that are part of the question, not of the reasons: never left out. */
  readonly kept?: readonly Literal[];
  /** Constraints of one name are one reason: left out together or not at all. */
  readonly nameOf?: (constraint: ConstraintId) => number;
}

export interface Explanation {
  readonly outcome: 'explained';
  /** Those of the assumptions that are needed, the kept ones apart. */
  readonly assumptions: readonly Literal[];
  readonly constraints: readonly ConstraintId[];
}

export interface Refusal {
  readonly core: readonly Literal[];
  readonly constraints: readonly ConstraintId[];
}

/** Leaving out any one of the assumptions, or of the constraints (all of one name), makes the rest possible. */
export function explainRefusal(
  solver: Solver,
  refusal: Refusal,
  options: ExplainOptions = {},
): Explanation | Unknown {
  const { nameOf = id => id, kept, ...limits } = options;
  const always = new Set(kept);
  const restatement = new Restatement();
  const question: Literal[] = [];
  const assumptions = new Map<Literal, Literal>();
  for (const literal of refusal.core) {
    const restated = restatement.literal(literal);
    if (always.has(literal)) question.push(restated);
    else assumptions.set(restated, literal);
  }
  const reasons = stateAgain(restatement, solver, refusal.constraints, nameOf);
  const answer = minimiseCore(restatement.solver, [...assumptions.keys(), ...reasons.keys()], {
    ...limits,
    assumptions: question,
  });
  if (answer.outcome === 'unknown') return { outcome: 'unknown', reason: answer.reason };
  if (answer.outcome === 'satisfiable')
    throw new Error('the constraints of a refusal do not refute its core');
  return {
    outcome: 'explained',
    assumptions: answer.core.flatMap(literal => assumptions.get(literal) ?? []),
    constraints: answer.core.flatMap(literal => reasons.get(literal) ?? []),
  };
}

/** The selector of each reason, with the constraints it switches on. */
function stateAgain(
  restatement: Restatement,
  solver: Solver,
  ids: readonly ConstraintId[],
  nameOf: (constraint: ConstraintId) => number,
): Map<Literal, ConstraintId[]> {
  const selectors = new Map<number, Literal>();
  const reasons = new Map<Literal, ConstraintId[]>();
  const groups: (() => void)[] = [];
  for (const id of ids) {
    const constraint = solver.constraint(id);
    const name = nameOf(id);
    const selector = selectors.get(name) ?? positive(restatement.solver.addVariable());
    selectors.set(name, selector);
    reasons.set(selector, [...(reasons.get(selector) ?? []), id]);
    if (constraint.kind === 'at-most-one') {
      if (constraint.guard !== undefined) restatement.literal(constraint.guard);
      groups.push(() => restatement.stateGroup(constraint, selector));
    } else restatement.state(literalsOf(constraint), selector);
  }
  for (const state of groups) state();
  return reasons;
}

class Restatement {
  readonly solver = new Solver();
  readonly #variables = new Map<Variable, Variable>();

  literal(literal: Literal): Literal {
    const variable = variableOf(literal);
    const known = this.#variables.get(variable) ?? this.solver.addVariable();
    this.#variables.set(variable, known);
    return isPositive(literal) ? positive(known) : negative(known);
  }

  state(literals: readonly Literal[], selector: Literal): void {
    const restated = literals.map(literal => this.literal(literal));
    this.solver.addClause(restated, selector);
  }

  /** Once all else is stated: nothing asks for a member that occurs nowhere else. */
  stateGroup({ members, guard }: AtMostOne, selector: Literal): void {
    const off = guard === undefined ? [] : [negate(guard)];
    const asked = members.filter(member => this.#variables.has(member)).map(negative);
    for (const [i, a] of asked.entries()) {
      for (const b of asked.slice(i + 1)) this.state([...off, a, b], selector);
    }
  }
}
