// Why a goal is refused: of what cannot be had anyway the chain of needs, of what excludes each other a core cut down in a problem
// made of nothing but the statements that the refusal was traced to.

import type { BinaryPackage } from '../../model/package.js';
import { type Literal, negative, positive } from '../sat/literal.js';
import type { Model } from '../sat/model.js';
import type { Limit } from '../sat/search.js';
import type { Unsatisfiable } from '../sat/solve.js';
import type { GoalProblem } from './encode-universe.js';
import { clauseOf, Excerpt, nameIn } from './excerpt.js';
import { explainRefusal } from './explain-refusal.js';
import type { NodeId } from './needs.js';
import type { Reason } from './reason.js';
import { idleCauses, usersOf } from './require-support.js';
import type { Statement } from './statements.js';

/** The reasons of what `Unmeetable` has. */
export function explainUnmeetable({ unmeetable, statements }: GoalProblem, goal: NodeId): readonly Reason[] {
  return unmeetable.needsBehind([goal]).map(own => statements.reasonOf({ kind: 'need', ...own }));
}

export interface RefusedGoal {
  readonly goal: BinaryPackage;
  /** The literals of the question, which hold throughout. */
  readonly asked: readonly Literal[];
  readonly refusal: Unsatisfiable;
}

/** None of the reasons can be left out; or which limit was reached. */
export function explainClash(
  problem: GoalProblem,
  { goal, asked, refusal }: RefusedGoal,
  conflictLimit: number,
): readonly Reason[] | Limit {
  const { statements } = problem;
  const ids = refusal.constraints ?? [];
  const traced = ids.flatMap(id => statements.at(id) ?? []);
  let said = [...new Set(traced.flatMap(statement => statements.togetherWith(statement)))];
  said = [...said, ...needsBehind(problem, said)];
  const clauses = ids.filter(id => statements.at(id) === undefined).map(id => clauseOf(problem, id));
  for (;;) {
    const core = cutDown(problem, asked, said, clauses, conflictLimit);
    if (typeof core === 'string') return core;
    const excess = findExcess(problem, { goal, asked, refusal }, core, clauses, conflictLimit);
    if (excess === 'conflicts' || excess === 'steps' || excess === 'memory') return excess;
    if (excess === null) return [...new Set(core.map(statement => statements.reasonOf(statement)))];
    said = excess === 'unsupported' ? said : core.filter(statement => nameIn(statement) !== excess);
  }
}

/** Why candidates that the problem leaves out cannot be had: part of why there is no other way. */
function needsBehind({ unmeetable }: GoalProblem, statements: readonly Statement[]): readonly Statement[] {
  const candidates = statements.flatMap(statement => {
    if (statement.kind === 'need') return statement.need.list.ids;
    return statement.kind === 'choice' ? statement.candidates : [];
  });
  return unmeetable.needsBehind(candidates).map(own => ({ kind: 'need', ...own }));
}

function cutDown(
  problem: GoalProblem,
  asked: readonly Literal[],
  said: readonly Statement[],
  clauses: readonly (readonly Literal[])[],
  conflictLimit: number,
): readonly Statement[] | Limit {
  const excerpt = new Excerpt(problem, asked, said, clauses);
  const kept = asked.map(excerpt.literal);
  const outcome = excerpt.solver.solve(kept, { conflictLimit });
  if (outcome.outcome === 'unknown') return outcome.reason;
  if (outcome.outcome === 'satisfiable')
    throw new Error('the statements of a refusal do not refute its goal');
  const explanation = explainRefusal(
    excerpt.solver,
    { core: outcome.core, constraints: excerpt.together(outcome.constraints ?? []) },
    { kept, conflictLimit, nameOf: excerpt.nameOf },
  );
  if (explanation.outcome === 'unknown') return explanation.reason;
  return explanation.constraints.flatMap(id => excerpt.statements.at(id) ?? []);
}

/**
 * Where an installed package could be removed: a reason that is in excess because without it only a removal without need would do.
 * `unsupported` where a clause was added that tells this to the next attempt.
 */
function findExcess(
  problem: GoalProblem,
  { goal, asked }: RefusedGoal,
  core: readonly Statement[],
  clauses: (readonly Literal[])[],
  conflictLimit: number,
): object | 'unsupported' | Limit | null {
  const isRemovable = (statement: Statement) =>
    statement.kind === 'choice' && statement.candidates.some(node => node > problem.table.nodes);
  if (clauses.length === 0 && !core.some(isRemovable)) return null;
  for (const name of new Set(core.map(nameIn))) {
    const rest = core.filter(statement => nameIn(statement) !== name);
    const excerpt = new Excerpt(problem, asked, rest, clauses);
    const outcome = excerpt.solver.solve(asked.map(excerpt.literal), { conflictLimit });
    if (outcome.outcome === 'unknown') return outcome.reason;
    if (outcome.outcome === 'unsatisfiable') return name;
    if (addSupport(problem, goal.id, rest, excerpt, outcome.model, clauses)) return 'unsupported';
  }
  return null;
}

function addSupport(
  problem: GoalProblem,
  goal: NodeId,
  rest: readonly Statement[],
  excerpt: Excerpt,
  model: Model,
  clauses: (readonly Literal[])[],
): boolean {
  const { table, variableAt } = problem;
  const held = new Set<NodeId>();
  for (const [node, variable] of excerpt.nodes) if (model.has(variable)) held.add(node);
  const isInstalled = (id: NodeId) => table.installed.has(table.packageAt(id) as BinaryPackage);
  // What is installed and not spoken of stays.
  const isHeld = (id: NodeId) =>
    held.has(id) || (!excerpt.mentions(id) && table.packageAt(id) !== null && isInstalled(id));
  const removed = rest.flatMap(statement => {
    if (statement.kind !== 'choice' || statement.reason.kind !== 'installed') return [];
    return table.heirsOf(statement.reason.package).some(isHeld) ? [] : [statement.reason.package];
  });
  const news = [...held].filter(id => table.packageAt(id) !== null && !isInstalled(id));
  const { causes, idle } = idleCauses(problem, goal, isHeld, [...new Set(removed)], news);
  if (causes.size === 0) return false;
  const users = usersOf(problem, idle);
  for (const cause of causes)
    clauses.push([negative(variableAt(cause)), ...users.map(id => positive(variableAt(id)))]);
  return true;
}
