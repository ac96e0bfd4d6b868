// Why something is false: from a conflict back through the reasons of each literal, to assumptions and to the constraints
// themselves. Learned clauses carry what they were derived from, so that the way back never ends at one.

import { HEADER, TAG } from './clause-arena.js';
import type { IntStack } from './int-stack.js';
import type { Literal } from './literal.js';
import { ROOT, type State } from './state.js';

export interface Causes {
  readonly assumptions: Literal[];
  /** Constraints, in the order met. Empty where nothing is traced. */
  readonly constraints: number[];
}

/** Why the constraints contradict each other or the assumptions, after a conflict at the depth of the assumptions or above. */
export function causesOfConflict(state: State): Causes {
  const walk = new Walk(state, true);
  walk.addConflict();
  return walk.finish();
}

/** Why a literal is false at the depth of the assumptions or at the root. */
export function causesOfDenial(state: State, literal: number): Causes {
  const walk = new Walk(state, true);
  walk.addVariable(literal >> 1);
  return walk.finish();
}

/** What the learned clause was derived from: constraints, and `~variable` for what the root holds. */
export function traceLesson(state: State, literals: IntStack): number[] {
  const walk = new Walk(state, false);
  for (let i = 0; i < literals.size; i++) walk.stopAt(literals.data[i]! >> 1);
  walk.addConflict();
  return walk.finish().constraints;
}

export function recordContradiction(state: State): void {
  state.contradiction ??= state.traced ? causesOfConflict(state).constraints : [];
}

/** Appends the variables of a reason other than the one it is the reason for. */
export function appendReason(state: State, reason: number, variable: number, to: IntStack): void {
  if (reason < 0) {
    to.push(~reason >> 1);
    return;
  }
  const { data } = state.clauses.words;
  const end = reason + HEADER + data[reason]!;
  for (let at = reason + HEADER; at < end; at++) {
    const other = data[at]! >> 1;
    if (other !== variable) to.push(other);
  }
}

class Walk {
  readonly #state: State;
  /** Follow what the root holds to its constraints, instead of naming it. */
  readonly #throughRoot: boolean;
  readonly #met = new Set<number>();
  readonly #constraints = new Set<number>();
  readonly #assumptions: Literal[] = [];
  readonly #pending: IntStack;

  constructor(state: State, throughRoot: boolean) {
    this.#state = state;
    this.#throughRoot = throughRoot;
    this.#pending = state.pending;
    this.#pending.size = 0;
  }

  stopAt(variable: number): void {
    this.#met.add(variable);
  }

  addVariable(variable: number): void {
    this.#pending.push(variable);
  }

  addConflict(): void {
    const { conflict, conflictA, conflictB } = this.#state;
    if (conflict !== 0) {
      this.#noteClause(conflict);
      appendReason(this.#state, conflict, -1, this.#pending);
    } else {
      this.#noteBinary(conflictA ^ 1, conflictB);
      this.addVariable(conflictA >> 1);
      this.addVariable(conflictB >> 1);
    }
  }

  finish(): Causes {
    while (this.#pending.size > 0) {
      const variable = this.#pending.data[--this.#pending.size]!;
      if (!this.#met.has(variable)) {
        this.#met.add(variable);
        this.#explain(variable);
      }
    }
    return { assumptions: this.#assumptions, constraints: [...this.#constraints] };
  }

  #explain(variable: number): void {
    const { depthOf, reason, value, traced } = this.#state;
    if (depthOf[variable] === ROOT) {
      if (!traced) return;
      if (!this.#throughRoot) {
        this.#constraints.add(~variable);
        return;
      }
    }
    const literal = (variable << 1) | (value[variable << 1]! > 0 ? 0 : 1);
    const why = reason[variable]!;
    if (why === 0) {
      this.#assumptions.push(literal as Literal);
      return;
    }
    if (why > 0) this.#noteClause(why);
    else this.#noteBinary(~why, literal);
    appendReason(this.#state, why, variable, this.#pending);
  }

  #noteClause(ref: number): void {
    if (!this.#state.traced) return;
    const { data } = this.#state.clauses.words;
    const tag = data[ref + TAG]!;
    if (tag >= 0) this.#constraints.add(tag);
    const start = ref + HEADER + data[ref]!;
    const end = start + data[ref + 1]!;
    for (let at = start; at < end; at++) {
      const word = data[at]!;
      if (word < 0 && this.#throughRoot) this.#pending.push(~word);
      else this.#constraints.add(word);
    }
  }

  #noteBinary(literal: number, implied: number): void {
    if (!this.#state.traced) return;
    this.#constraints.add(
      findImplication(this.#state, literal, implied) ??
        findImplication(this.#state, implied ^ 1, literal ^ 1) ??
        findGroup(this.#state, literal >> 1, implied >> 1),
    );
  }
}

function findImplication(state: State, literal: number, implied: number): number | undefined {
  const { data, start, size } = state.implied;
  const from = start[literal]!;
  const place = data.subarray(from, from + size[literal]!).indexOf(implied);
  if (place < 0) return undefined;
  return state.impliedBy.data[state.impliedBy.start[literal]! + place];
}

function findGroup(state: State, a: number, b: number): number {
  const { data, start, size } = state.groups;
  const words = state.members.data;
  const from = start[a]!;
  for (const group of data.subarray(from, from + size[a]!)) {
    const first = group + 2;
    if (words.subarray(first, first + words[group + 1]!).includes(b)) return words[group]!;
  }
  throw new Error('a binary reason without a constraint');
}
