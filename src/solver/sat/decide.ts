// What to decide next: only what a true variable still asks for. Everything else stays undefined, and that means false.

import { LIST_HEADER } from './candidate-lists.js';
import type { Variable } from './literal.js';
import type { State } from './state.js';

/** The literal to try next, or -1 where nothing is asked for any more. */
export function nextDecision(state: State): number {
  const choice = state.thorough ? decideRecent(state) : -1;
  return choice >= 0 ? choice : decideNext(state);
}

/** In the order in which variables became true. */
function decideNext(state: State): number {
  const { trail, listOf } = state;
  for (; state.searched < state.trailSize; state.searched++) {
    const literal = trail[state.searched]!;
    if ((literal & 1) === 1) continue;
    const list = listOf[literal >> 1]!;
    if (list === 0) continue;
    const choice = chooseCandidate(state, list);
    if (choice >= 0) return choice;
  }
  return -1;
}

function decideRecent(state: State): number {
  const { recent, value, listOf } = state;
  for (let ago = 0; ago < recent.count; ago++) {
    const variable = recent.at(ago);
    if (value[variable << 1]! <= 0) continue;
    const choice = chooseCandidate(state, listOf[variable]!);
    if (choice >= 0) return choice;
  }
  return -1;
}

/**
 * The first candidate that can be true, by preference one that is wished for, then one that nothing it implies forbids; -1 where
 * one is true already.
 */
function chooseCandidate(state: State, list: number): number {
  const { value } = state;
  const { data } = state.lists.words;
  const start = list + LIST_HEADER;
  const end = start + data[list + 1]!;
  state.steps += end - start;
  let open = -1;
  for (let at = end - 1; at >= start; at--) {
    const known = value[data[at]! << 1]!;
    if (known > 0) return -1;
    if (known === 0) open = at;
  }
  if (state.wishes !== undefined) {
    for (let at = open; at < end; at++) {
      const literal = data[at]! << 1;
      if (state.wishes.has(data[at] as Variable) && value[literal] === 0 && !isForbidden(state, literal)) {
        return literal;
      }
    }
  }
  for (let at = open; at < end; at++) {
    const literal = data[at]! << 1;
    if (value[literal] === 0 && !isForbidden(state, literal)) return literal;
  }
  // All are: the conflict tells why.
  return data[open]! << 1;
}

/** Whether something that the literal implies is false already. Contraposition is not followed, so this must be looked up. */
export function isForbidden(state: State, literal: number): boolean {
  const { value } = state;
  const { data } = state.implied;
  const start = state.implied.start[literal]!;
  const end = start + state.implied.size[literal]!;
  state.steps += end - start;
  for (let at = start; at < end; at++) if (value[data[at]!]! < 0) return true;
  return false;
}
