// Some statements of a problem, said again about all that they mention.

import { literalsOf } from '../sat/constraint.js';
import {
  type ConstraintId,
  isPositive,
  type Literal,
  negative,
  positive,
  type Variable,
  variableOf,
} from '../sat/literal.js';
import { Solver } from '../sat/solver.js';
import type { GoalProblem } from './encode-universe.js';
import type { NodeId } from './needs.js';
import { type Statement, Statements } from './statements.js';

export class Excerpt {
  readonly solver = new Solver({ traced: true });
  readonly statements: Statements;
  readonly #problem: GoalProblem;
  readonly #variables = new Map<NodeId, Variable>();
  readonly #names = new Map<object | ConstraintId, number>();
  #isComplete = false;

  /** Mentioned are besides the nodes of `asked`; `clauses`, in the literals of the problem, hold throughout. */
  constructor(
    problem: GoalProblem,
    asked: readonly Literal[],
    statements: readonly Statement[],
    clauses: readonly (readonly Literal[])[],
  ) {
    this.#problem = problem;
    this.statements = new Statements(this.solver, {
      variableOf: this.#variableAt,
      isPossible: node => !this.#isComplete || this.#variables.has(node),
      packageAt: node => problem.table.packageAt(node),
    });
    asked.map(this.literal);
    for (const clause of clauses) this.solver.addClause(clause.map(this.literal));
    for (const statement of statements) if (statement.kind !== 'exclusion') this.statements.say(statement);
    // Of a slot only those count that something speaks of.
    this.#isComplete = true;
    for (const statement of statements) if (statement.kind === 'exclusion') this.statements.say(statement);
  }

  mentions(node: NodeId): boolean {
    return this.#variables.has(node);
  }

  /** What the nodes mentioned are in the excerpt. */
  get nodes(): Iterable<readonly [NodeId, Variable]> {
    return this.#variables;
  }

  readonly literal = (literal: Literal): Literal => {
    const node = variableOf(literal) - this.#problem.variableAt(0);
    return (isPositive(literal) ? positive : negative)(this.#variableAt(node));
  };

  /** Equal for constraints that one reason tells. */
  readonly nameOf = (id: ConstraintId): number => {
    const statement = this.statements.at(id);
    const name = statement === undefined ? id : nameIn(statement);
    const known = this.#names.get(name) ?? this.#names.size;
    this.#names.set(name, known);
    return known;
  };

  /** The constraints with all that is said for the same reasons. */
  together(ids: readonly ConstraintId[]): readonly ConstraintId[] {
    const names = new Set(ids.map(this.nameOf));
    const all = Array.from({ length: this.solver.constraints }, (_, id) => id as ConstraintId);
    return all.filter(id => names.has(this.nameOf(id)));
  }

  readonly #variableAt = (node: NodeId): Variable => {
    const known = this.#variables.get(node) ?? this.solver.addVariable();
    this.#variables.set(node, known);
    return known;
  };
}

/** What is said together is one reason. */
export function nameIn(statement: Statement): object {
  return statement.kind === 'need' ? statement : statement.reason;
}

/** A constraint of the problem that no reason tells, as a clause. */
export function clauseOf({ solver }: GoalProblem, id: ConstraintId): readonly Literal[] {
  const constraint = solver.constraint(id);
  if (constraint.kind === 'at-most-one') throw new Error('an exclusion that no reason tells');
  return literalsOf(constraint);
}
