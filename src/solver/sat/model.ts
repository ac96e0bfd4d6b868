// A way to satisfy what was asked: the variables that are true. All others are false.

import { isPositive, type Literal, type Variable, variableOf } from './literal.js';
import { type State, TRUTH } from './state.js';

/** A table of variables. */
export type VariableList = ArrayLike<Variable> & Iterable<Variable>;

export class Model {
  /** In the order in which they were decided or followed; without those that the solver makes for itself. */
  readonly trueVariables: VariableList;
  #set: Uint32Array | undefined;

  constructor(trueVariables: VariableList) {
    this.trueVariables = trueVariables;
  }

  has(variable: Variable): boolean {
    this.#set ??= setOf(this.trueVariables);
    return ((this.#set[variable >> 5] ?? 0) & (1 << (variable & 31))) !== 0;
  }

  satisfies(literal: Literal): boolean {
    return this.has(variableOf(literal)) === isPositive(literal);
  }
}

export function takeModel(state: State): Model {
  const { trail, trailSize, listOf } = state;
  const found = new Int32Array(trailSize);
  let count = 0;
  for (let at = 0; at < trailSize; at++) {
    const literal = trail[at]!;
    const variable = literal >> 1;
    if ((literal & 1) === 0 && variable !== TRUTH && listOf[variable] === 0) found[count++] = variable;
  }
  return new Model(found.slice(0, count) as ArrayLike<number> as VariableList);
}

function setOf(variables: VariableList): Uint32Array {
  let greatest = 0;
  for (const variable of variables) greatest = Math.max(greatest, variable);
  const set = new Uint32Array((greatest >> 5) + 1);
  for (const variable of variables) set[variable >> 5]! |= 1 << (variable & 31);
  return set;
}
