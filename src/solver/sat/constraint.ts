// What the caller has added, kept as it was said: to tell reasons, and to state some constraints again in a smaller problem.

import { LIST_HEADER } from './candidate-lists.js';
import { type ConstraintId, type Literal, negate, negative, positive, type Variable } from './literal.js';
import { type State, TRUTH } from './state.js';

export type Constraint = Requirement | Conflict | AtMostOne | Clause;

/** What a constraint depends on: it says nothing where its guard is false. */
interface Guarded {
  readonly guard?: Literal;
}

/** Where `from` is true one of the candidates is. */
export interface Requirement extends Guarded {
  readonly kind: 'requirement';
  readonly from: Variable;
  readonly candidates: readonly Variable[];
}

export interface Conflict extends Guarded {
  readonly kind: 'conflict';
  readonly a: Variable;
  readonly b: Variable;
}

export interface AtMostOne extends Guarded {
  readonly kind: 'at-most-one';
  readonly members: readonly Variable[];
}

export interface Clause extends Guarded {
  readonly kind: 'clause';
  readonly literals: readonly Literal[];
}

const KINDS = ['requirement', 'conflict', 'at-most-one', 'clause'] as const;

/** Words of a record: kind and guard, then two that depend on the kind. */
const RECORD = 3;
const ALWAYS = TRUTH << 1;

export function recordConstraint(
  state: State,
  kind: Constraint['kind'],
  a: number,
  b: number,
  guard: Literal | undefined,
): ConstraintId {
  const { records } = state;
  const id = constraintsOf(state);
  records.push(((guard ?? ALWAYS) << 2) | KINDS.indexOf(kind));
  records.push(a);
  records.push(b);
  return id as ConstraintId;
}

/** Keeps a list of variables or literals for a record: where it is. */
export function recordText(state: State, numbers: readonly number[]): number {
  const { texts } = state;
  const at = texts.size;
  texts.push(numbers.length);
  for (const number of numbers) texts.push(number);
  return at;
}

export function constraintsOf(state: State): number {
  return state.records.size / RECORD;
}

export function readConstraint(state: State, id: ConstraintId): Constraint {
  const { data } = state.records;
  if (!(id >= 0 && id < constraintsOf(state))) throw new RangeError(`no constraint ${id}`);
  const at = id * RECORD;
  const guarded = data[at]! >> 2;
  const guard = guarded === ALWAYS ? {} : { guard: guarded as Literal };
  const a = data[at + 1]!;
  const b = data[at + 2]!;
  const kind = KINDS[data[at]! & 3]!;
  switch (kind) {
    case 'requirement':
      return { kind, from: a as Variable, candidates: candidatesOf(state, b), ...guard };
    case 'conflict':
      return { kind, a: a as Variable, b: b as Variable, ...guard };
    case 'at-most-one':
      return { kind, members: textOf(state, a) as Variable[], ...guard };
    case 'clause':
      return { kind, literals: textOf(state, a) as Literal[], ...guard };
  }
}

/** The constraint as a clause. */
export function literalsOf(constraint: Requirement | Conflict | Clause): Literal[] {
  const off = constraint.guard === undefined ? [] : [negate(constraint.guard)];
  switch (constraint.kind) {
    case 'requirement':
      return [...off, negative(constraint.from), ...constraint.candidates.map(positive)];
    case 'conflict':
      return [...off, negative(constraint.a), negative(constraint.b)];
    case 'clause':
      return [...off, ...constraint.literals];
  }
}

/** How a record holds a requirement's candidates: 0 none, below 0 the only one, above 0 a list of them. */
function candidatesOf(state: State, place: number): Variable[] {
  if (place === 0) return [];
  if (place < 0) return [~place as Variable];
  const { data } = state.lists.words;
  const start = place + LIST_HEADER;
  return [...data.subarray(start, start + data[place + 1]!)] as Variable[];
}

function textOf(state: State, at: number): number[] {
  const { data } = state.texts;
  return [...data.subarray(at + 1, at + 1 + data[at]!)];
}
