// One question: can the assumptions hold together, and if not, which of them cannot.

import { analyse } from './analyse.js';
import { assign, assignAtRoot, backtrack, deepen } from './assign.js';
import { type Causes, causesOfConflict, causesOfDenial, recordContradiction, traceLesson } from './causes.js';
import { HEADER } from './clause-arena.js';
import { isForbidden } from './decide.js';
import { type ConstraintId, type Literal, negate, positive } from './literal.js';
import { type Model, takeModel } from './model.js';
import { propagate } from './propagate.js';
import { fitsMemory } from './reduce.js';
import { type Limit, learnClause, type SearchEnd, search } from './search.js';
import { checkVariable, ROOT, type State, type Wishes } from './state.js';

export interface SolveOptions {
  /** Conflicts after which the answer is unknown. */
  readonly conflictLimit?: number;
  /** Steps of propagation after which the answer is unknown: a measure of time that is the same on every machine. */
  readonly stepLimit?: number;
  /**
   * Variables that are to be true as well where that is easy: they are chosen before other candidates, and once the assumptions
   * are satisfied the others are tried one after the other. No wish changes whether there is a model, only which.
   */
  readonly wishes?: Wishes;
}

export type Outcome = Satisfiable | Unsatisfiable | Unknown;

export interface Satisfiable {
  readonly outcome: 'satisfiable';
  readonly model: Model;
}

export interface Unsatisfiable {
  readonly outcome: 'unsatisfiable';
  /** Assumptions that cannot hold together. */
  readonly core: readonly Literal[];
  /** Constraints that suffice to refute the core, where the solver traces. Neither is minimal yet. */
  readonly constraints: readonly ConstraintId[] | undefined;
}

export interface Unknown {
  readonly outcome: 'unknown';
  readonly reason: Limit;
}

/** Conflicts that one wish may cost. */
const WISH_CONFLICTS = 16;
/** Steps that may be spent on wishes in vain before any is granted, and what a wish costs that is refused at first sight. */
const FIRST_CREDIT = 1000;
const COST_OF_LOOKING = 4;
/** Cores up to this size are remembered as clauses. */
const REMEMBERED_CORE = 8;

export function solve(state: State, assumptions: readonly Literal[], options: SolveOptions): Outcome {
  for (const literal of assumptions) checkVariable(state, literal >> 1);
  state.stepLimit = state.steps + (options.stepLimit ?? Number.POSITIVE_INFINITY);
  state.thorough = false;
  state.wishes = undefined;
  if (!fitsMemory(state)) return { outcome: 'unknown', reason: 'memory' };
  const end = settleRoot(state);
  if (end === 'refused') return refuse(state, { assumptions: [], constraints: [] });
  if (end !== 'complete') return { outcome: 'unknown', reason: end };
  try {
    const answer = assume(state, assumptions) ?? searchAll(state, options);
    return 'outcome' in answer ? answer : refuse(state, answer);
  } finally {
    // Also where the caller's wishes throw: constraints are added at the root.
    backtrack(state, ROOT);
  }
}

function settleRoot(state: State): SearchEnd {
  if (state.contradiction !== undefined) return 'refused';
  for (; state.unitsAtRoot < state.units.size; state.unitsAtRoot++) {
    const ref = state.units.data[state.unitsAtRoot]!;
    if (assignAtRoot(state, state.clauses.words.data[ref + HEADER]!, ref)) continue;
    state.conflict = ref;
    recordContradiction(state);
    return 'refused';
  }
  const end = propagate(state);
  if (end === 'stopped') return 'steps';
  if (end === 'settled') return 'complete';
  recordContradiction(state);
  return 'refused';
}

/** Why the assumptions contradict each other, where that already shows. */
function assume(state: State, assumptions: readonly Literal[]): Causes | undefined {
  for (const literal of assumptions) {
    const known = state.value[literal]!;
    if (known > 0) continue;
    if (known < 0) {
      const { assumptions: others, constraints } = causesOfDenial(state, literal);
      return { assumptions: [...others, literal], constraints };
    }
    deepen(state);
    assign(state, literal, 0);
    const end = propagate(state);
    if (end === 'conflict') {
      state.conflicts++;
      return refuteConflict(state);
    }
    // The search goes on from there, and stops at once.
    if (end === 'stopped') return undefined;
  }
  return undefined;
}

function searchAll(state: State, options: SolveOptions): Satisfiable | Unknown | Causes {
  const stepsBefore = state.steps;
  state.wishes = options.wishes;
  const end = search(state, state.depth, options.conflictLimit ?? Number.POSITIVE_INFINITY);
  if (end === 'refused') return refuteConflict(state);
  if (end !== 'complete') return { outcome: 'unknown', reason: end };
  if (options.wishes !== undefined) grantWishes(state, options.wishes, state.steps - stepsBefore);
  return { outcome: 'satisfiable', model: takeModel(state) };
}

/**
 * What is granted is never taken back for a later wish, so that each wish costs only what it adds. Wishes refused may cost about
 * as much as those granted save, were they asked alone; then the rest is left.
 */
function grantWishes(state: State, wishes: Wishes, costAlone: number): void {
  let credit = FIRST_CREDIT + costAlone;
  for (const wish of wishes) {
    checkVariable(state, wish);
    const literal = positive(wish);
    if (state.value[literal]! > 0) continue;
    const before = state.depth;
    const stepsBefore = state.steps - COST_OF_LOOKING;
    if (state.value[literal] === 0 && !isForbidden(state, literal)) {
      // Whatever the question and the wishes before were like.
      state.thorough = false;
      state.wishes = wishes;
      deepen(state);
      assign(state, literal, 0);
      const end = search(state, before + 1, WISH_CONFLICTS);
      if (end === 'complete') {
        credit += costAlone;
        continue;
      }
      backtrack(state, before);
      if (end === 'steps' || end === 'memory') return;
    }
    credit -= state.steps - stepsBefore;
    if (credit < 0) return;
  }
}

/** The core, and a clause that may say more than it: that something which the goal implies cannot be had. */
function refuteConflict(state: State): Causes {
  const causes = causesOfConflict(state);
  if (state.depth === ROOT) return causes;
  const { spread } = analyse(state);
  const [goal, ...others] = causes.assumptions;
  const saysTheSame = state.lesson.size === 1 && others.length === 0 && goal === (state.lesson.data[0]! ^ 1);
  if (!saysTheSame) {
    const trace = state.traced ? traceLesson(state, state.lesson) : [];
    backtrack(state, ROOT);
    learnClause(state, spread, trace);
  }
  return causes;
}

function refuse(state: State, causes: Causes): Unsatisfiable {
  backtrack(state, ROOT);
  const core = causes.assumptions;
  const constraints = state.contradiction ?? causes.constraints;
  if (core.length === 0) state.contradiction ??= constraints;
  else if (core.length <= REMEMBERED_CORE && core.every(literal => state.value[literal] === 0)) {
    state.lesson.size = 0;
    for (const literal of core) state.lesson.push(negate(literal));
    learnClause(state, core.length, state.traced ? constraints : []);
  }
  return {
    outcome: 'unsatisfiable',
    core,
    constraints: state.traced ? (constraints as readonly ConstraintId[]) : undefined,
  };
}
