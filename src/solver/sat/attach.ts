// Puts clauses where propagation finds them. All of this happens at the root, where some literals may already be settled.

import { assignAtRoot } from './assign.js';
import { recordContradiction } from './causes.js';
import { DEFINITION, HEADER } from './clause-arena.js';
import type { ConstraintId } from './literal.js';
import { addVariables, type State } from './state.js';

/** The variable that stands for "one of these": the candidate itself where it is the only one. */
export function standFor(state: State, candidates: readonly number[]): number {
  if (candidates.length === 1) return candidates[0]!;
  const { lists } = state;
  const known = lists.find(candidates);
  if (known !== 0) return lists.words.data[known]!;
  const variable = addVariables(state, 1);
  state.listOf[variable] = lists.add(candidates, variable);
  // The denial comes last: while a candidate can be watched, making the variable true visits nothing.
  attachLong(state, [...candidates.map(candidate => candidate << 1), (variable << 1) | 1], DEFINITION);
  return variable;
}

export function attachClause(state: State, literals: readonly number[], id: ConstraintId): void {
  const [a, b] = literals;
  if (literals.length > 2) attachLong(state, literals, id);
  else if (a === undefined) contradict(state, state.clauses.add([], 0, id, []));
  else if (b === undefined) attachUnit(state, a, id);
  else if (isNegative(a)) attachBinary(state, a, b, id);
  else attachBinary(state, b, a, id);
}

/** `a` denies a variable; `b` may be either. */
export function attachBinary(state: State, a: number, b: number, id: ConstraintId): void {
  const { value } = state;
  push(state, a ^ 1, b, id);
  // A variable that is true only to be used must not make everything false that would need its opposite: only at the root,
  // where it is done once for all questions, is a requirement followed from the candidate back to those who ask for it.
  if (isNegative(b)) push(state, b ^ 1, a, id);
  else state.backward.push(b ^ 1, a);
  if (value[a] === -1 && value[b] === -1) {
    state.conflict = 0;
    state.conflictA = a;
    state.conflictB = b;
    recordContradiction(state);
  } else if (value[a] === -1) assignAtRoot(state, b, ~(a ^ 1));
  else if (value[b] === -1) assignAtRoot(state, a, ~(b ^ 1));
}

export function attachUnit(state: State, literal: number, id: ConstraintId): void {
  const ref = state.clauses.add([literal], 1, id, []);
  if (!assignAtRoot(state, literal, ref)) contradict(state, ref);
}

function attachLong(state: State, literals: readonly number[], tag: number): void {
  const { value } = state;
  // What can still be true comes first, to be watched.
  const open = literals.filter(literal => value[literal] !== -1);
  const ordered = [...open, ...literals.filter(literal => value[literal] === -1)];
  const ref = state.clauses.add(ordered, ordered.length, tag, []);
  watchClause(state, ref);
  if (open.length === 0) contradict(state, ref);
  else if (open.length === 1) assignAtRoot(state, open[0]!, ref);
}

/** Watches the first two literals. */
export function watchClause(state: State, ref: number): void {
  const { data } = state.clauses.words;
  const a = data[ref + HEADER]!;
  const b = data[ref + HEADER + 1]!;
  state.watches.push(a ^ 1, b);
  state.watches.push(a ^ 1, ref);
  state.watches.push(b ^ 1, a);
  state.watches.push(b ^ 1, ref);
}

function push(state: State, literal: number, implied: number, id: ConstraintId): void {
  state.implied.push(literal, implied);
  state.impliedBy.push(literal, id);
}

function contradict(state: State, ref: number): void {
  state.conflict = ref;
  recordContradiction(state);
}

function isNegative(literal: number): boolean {
  return (literal & 1) === 1;
}
