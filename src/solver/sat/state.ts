// All that the solver's functions work on: the assignment, the constraints in the forms that propagation reads, and what
// was learned. One plain record of growing tables.

import { CandidateLists } from './candidate-lists.js';
import { ClauseArena } from './clause-arena.js';
import { grownLength, IntStack } from './int-stack.js';
import { ListArena } from './list-arena.js';
import type { Variable } from './literal.js';
import { RecentVariables } from './recent-variables.js';

/** Depth 0 holds what is true whatever is asked; each assumption and then each decision begins one more. */
export const ROOT = 0;

/** Always true. */
export const TRUTH = 0;

/** Variables that it would be good to have true as well: a set of them, for one. */
export interface Wishes extends Iterable<Variable> {
  has(variable: Variable): boolean;
}

export interface State {
  variables: number;
  /** By literal: 1 true, -1 false, 0 undefined. */
  value: Int8Array;
  /** By variable: the depth at which it was assigned. */
  depthOf: Int32Array;
  /** By variable: 0 none, above 0 a clause, below 0 the true literal `-1 - reason` that implied it. */
  reason: Int32Array;
  /** By variable: its list of candidates, or 0. */
  listOf: Int32Array;
  /** By variable: marks of the analysis under way. */
  mark: Uint8Array;
  trail: Int32Array;
  trailSize: number;
  /** How much of the trail has been propagated, and how much has been searched for needs. */
  propagated: number;
  searched: number;
  depth: number;
  /** By depth: size of the trail, and how much of it was searched, when that depth began. */
  trailAt: Int32Array;
  searchedAt: Int32Array;

  /** By literal: the literals that it implies, and the constraints that say so. */
  readonly implied: ListArena;
  readonly impliedBy: ListArena;
  /** By literal: what it implies by contraposition; followed only at the root. */
  readonly backward: ListArena;
  /** By literal: pairs of another literal of the clause and the clause, to be visited when the literal becomes true. */
  readonly watches: ListArena;
  /** By variable: the at-most-one groups it is in, as places in `members`. */
  readonly groups: ListArena;
  /** For each group: its constraint, its size, its variables. */
  readonly members: IntStack;
  readonly lists: CandidateLists;
  readonly clauses: ClauseArena;
  /** Learned clauses of two and more literals, and of one. */
  readonly learned: IntStack;
  readonly units: IntStack;
  /** Units that the root already holds. */
  unitsAtRoot: number;
  /** How many learned clauses are kept before half of them is dropped. */
  learnedLimit: number;

  /** By constraint: its kind and two words, see `constraint.ts`. */
  readonly records: IntStack;
  readonly texts: IntStack;

  /** The conflict under way: a clause, or 0 and two literals that cannot both be false. */
  conflict: number;
  conflictA: number;
  conflictB: number;
  /** The constraints contradict each other, whatever is assumed; by these constraints, if traced. */
  contradiction: readonly number[] | undefined;

  /** What is chosen before other candidates, or undefined. */
  wishes: Wishes | undefined;
  /** Follow requirements backward at every depth: dearer steps, fewer conflicts; for questions that prove hard. */
  thorough: boolean;
  /** Variables that stand for a list and took part in conflicts. */
  readonly recent: RecentVariables;
  /** The clause being learned; scratch space of the analysis. */
  readonly lesson: IntStack;
  readonly marked: IntStack;
  readonly pending: IntStack;
  /** By depth: the last count that met it, and that count. */
  depthMet: Int32Array;
  meeting: number;

  readonly traced: boolean;
  readonly memoryLimit: number;
  steps: number;
  stepLimit: number;
  conflicts: number;
}

export function createState(traced: boolean, memoryLimit: number): State {
  const state: State = {
    variables: 0,
    value: new Int8Array(0),
    depthOf: new Int32Array(0),
    reason: new Int32Array(0),
    listOf: new Int32Array(0),
    mark: new Uint8Array(0),
    trail: new Int32Array(0),
    trailSize: 0,
    propagated: 0,
    searched: 0,
    depth: ROOT,
    trailAt: new Int32Array(0),
    searchedAt: new Int32Array(0),
    implied: new ListArena(),
    impliedBy: new ListArena(),
    backward: new ListArena(),
    watches: new ListArena(),
    groups: new ListArena(),
    members: new IntStack(),
    lists: new CandidateLists(),
    clauses: new ClauseArena(),
    learned: new IntStack(),
    units: new IntStack(),
    unitsAtRoot: 0,
    learnedLimit: 2000,
    records: new IntStack(),
    texts: new IntStack(),
    conflict: 0,
    conflictA: 0,
    conflictB: 0,
    contradiction: undefined,
    wishes: undefined,
    thorough: false,
    recent: new RecentVariables(),
    lesson: new IntStack(),
    marked: new IntStack(),
    pending: new IntStack(),
    depthMet: new Int32Array(0),
    meeting: 0,
    traced,
    memoryLimit,
    steps: 0,
    stepLimit: Number.POSITIVE_INFINITY,
    conflicts: 0,
  };
  addVariables(state, 1);
  state.value[TRUTH << 1] = 1;
  state.value[(TRUTH << 1) | 1] = -1;
  state.trail[state.trailSize++] = TRUTH << 1;
  return state;
}

/** The first of the new variables; the others follow it. */
export function addVariables(state: State, count: number): number {
  const first = state.variables;
  const variables = first + count;
  if (variables > state.reason.length) {
    const length = grownLength(state.reason.length, variables);
    state.value = lengthen(state.value, new Int8Array(length * 2));
    state.depthOf = lengthen(state.depthOf, new Int32Array(length));
    state.reason = lengthen(state.reason, new Int32Array(length));
    state.listOf = lengthen(state.listOf, new Int32Array(length));
    state.mark = lengthen(state.mark, new Uint8Array(length));
    state.trail = lengthen(state.trail, new Int32Array(length));
    state.trailAt = lengthen(state.trailAt, new Int32Array(length + 1));
    state.searchedAt = lengthen(state.searchedAt, new Int32Array(length + 1));
    state.depthMet = lengthen(state.depthMet, new Int32Array(length + 1));
  }
  state.variables = variables;
  for (const lists of [state.implied, state.impliedBy, state.backward, state.watches])
    lists.addLists(count * 2);
  state.groups.addLists(count);
  return first;
}

/** The variables that the solver makes for itself are no one else's. */
export function checkVariable(state: State, variable: number): void {
  if (!(variable > TRUTH && variable < state.variables) || state.listOf[variable] !== 0) {
    throw new RangeError(`no variable ${variable}`);
  }
}

/** Bytes of all tables, their unused ends included. */
export function memoryOf(state: State): number {
  // Seven tables of words and three of bytes for each variable.
  let bytes = state.reason.length * 31;
  for (const table of [state.implied, state.impliedBy, state.backward, state.watches, state.groups]) {
    bytes += table.bytes;
  }
  for (const table of [
    state.members,
    state.clauses.words,
    state.learned,
    state.units,
    state.records,
    state.texts,
  ]) {
    bytes += table.bytes;
  }
  return bytes + state.lists.bytes;
}

function lengthen<Table extends Int8Array | Uint8Array | Int32Array>(from: Table, to: Table): Table {
  to.set(from);
  return to;
}
