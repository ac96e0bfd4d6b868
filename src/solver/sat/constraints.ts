// Adding constraints: each is brought to clauses in which at most one literal is positive, and that one may stand for a list of
// candidates. So only variables that stand for a list ever leave anything to decide.

import { assignAtRoot } from './assign.js';
import { attachBinary, attachClause, attachUnit, standFor } from './attach.js';
import { recordConstraint, recordText } from './constraint.js';
import { type ConstraintId, type Literal, negate, negative, positive, type Variable } from './literal.js';
import { checkVariable, type State } from './state.js';

/** Groups larger than this look for repeated members with a set. */
const FEW = 8;

export function addRequirement(
  state: State,
  from: Variable,
  asked: readonly Variable[],
  guard?: Literal,
): ConstraintId {
  checkVariable(state, from);
  const candidates = distinct(state, asked);
  if (candidates.includes(from)) return recordConstraint(state, 'requirement', from, ~from, guard);
  return requireOne(state, from, keepCandidates(state, candidates), guard);
}

/** A list of candidates that has been stated: many requirements may ask for one of it. */
export interface SharedCandidates {
  /** The variable that stands for the list; the candidate itself where it is the only one. */
  readonly one: Variable | null;
  /** How records hold the list. */
  readonly place: number;
}

export function shareCandidates(state: State, asked: readonly Variable[]): SharedCandidates {
  return keepCandidates(state, distinct(state, asked));
}

/** `from` must not be among the candidates. */
export function addSharedRequirement(state: State, from: Variable, shared: SharedCandidates): ConstraintId {
  checkVariable(state, from);
  return requireOne(state, from, shared, undefined);
}

function keepCandidates(state: State, candidates: readonly Variable[]): SharedCandidates {
  if (candidates.length === 0) return { one: null, place: 0 };
  const one = standFor(state, candidates) as Variable;
  return { one, place: candidates.length === 1 ? ~one : state.listOf[one]! };
}

function requireOne(
  state: State,
  from: Variable,
  { one, place }: SharedCandidates,
  guard: Literal | undefined,
): ConstraintId {
  const id = recordConstraint(state, 'requirement', from, place, guard);
  if (one === null) addLiterals(state, [negative(from)], guard, id);
  else if (guard === undefined) attachBinary(state, negative(from), positive(one), id);
  else addLiterals(state, [negative(from), positive(one)], guard, id);
  return id;
}

export function addConflict(state: State, a: Variable, b: Variable, guard?: Literal): ConstraintId {
  checkVariable(state, a);
  checkVariable(state, b);
  const id = recordConstraint(state, 'conflict', a, b, guard);
  addLiterals(state, [negative(a), negative(b)], guard, id);
  return id;
}

export function addAtMostOne(state: State, asked: readonly Variable[], guard?: Literal): ConstraintId {
  const members = distinct(state, asked);
  const id = recordConstraint(state, 'at-most-one', recordText(state, members), 0, guard);
  if (guard === undefined && members.length > 2) {
    addGroup(state, members, id);
    return id;
  }
  for (const [i, a] of members.entries()) {
    for (let j = i + 1; j < members.length; j++) {
      addLiterals(state, [negative(a), negative(members[j]!)], guard, id);
    }
  }
  return id;
}

export function addClause(state: State, literals: readonly Literal[], guard?: Literal): ConstraintId {
  for (const literal of literals) checkVariable(state, literal >> 1);
  const id = recordConstraint(state, 'clause', recordText(state, literals), 0, guard);
  addLiterals(state, literals, guard, id);
  return id;
}

function addLiterals(
  state: State,
  given: readonly Literal[],
  guard: Literal | undefined,
  id: ConstraintId,
): void {
  const literals = new Set(given);
  if (guard !== undefined) {
    checkVariable(state, guard >> 1);
    literals.add(negate(guard));
  }
  const denied: number[] = [];
  const candidates: number[] = [];
  for (const literal of literals) {
    if (literals.has(negate(literal))) return;
    if ((literal & 1) === 1) denied.push(literal);
    else candidates.push(literal >> 1);
  }
  if (candidates.length > 0) denied.push(standFor(state, candidates) << 1);
  if (denied.length === 1) attachUnit(state, denied[0]!, id);
  else attachClause(state, denied, id);
}

function addGroup(state: State, members: readonly Variable[], id: ConstraintId): void {
  const group = state.members.size;
  state.members.push(id);
  state.members.push(members.length);
  for (const member of members) {
    state.members.push(member);
    state.groups.push(member, group);
  }
  const first = members.find(member => state.value[positive(member)] === 1);
  if (first === undefined) return;
  for (const member of members) {
    if (member === first || state.contradiction !== undefined) continue;
    if (assignAtRoot(state, negative(member), ~positive(first))) continue;
    // A second one is true already: the pair is a conflict of its own.
    attachBinary(state, negative(first), negative(member), id);
  }
}

function distinct(state: State, variables: readonly Variable[]): readonly Variable[] {
  for (const variable of variables) checkVariable(state, variable);
  if (variables.length < 2) return variables;
  const few = variables.length <= FEW;
  if (few && variables.every((variable, i) => variables.indexOf(variable) === i)) return variables;
  return [...new Set(variables)];
}
