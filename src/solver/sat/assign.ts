// Assigning literals and taking assignments back, depth by depth.

import type { State } from './state.js';

export function assign(state: State, literal: number, reason: number): void {
  const variable = literal >> 1;
  state.value[literal] = 1;
  state.value[literal ^ 1] = -1;
  state.depthOf[variable] = state.depth;
  state.reason[variable] = reason;
  state.trail[state.trailSize++] = literal;
}

export function deepen(state: State): void {
  state.depth++;
  state.trailAt[state.depth] = state.trailSize;
  state.searchedAt[state.depth] = state.searched;
}

export function backtrack(state: State, depth: number): void {
  if (state.depth <= depth) return;
  const { value, trail } = state;
  const start = state.trailAt[depth + 1]!;
  for (let at = state.trailSize - 1; at >= start; at--) {
    const literal = trail[at]!;
    value[literal] = 0;
    value[literal ^ 1] = 0;
  }
  state.trailSize = start;
  state.propagated = Math.min(state.propagated, start);
  // What was searched before the decision was in order without it.
  state.searched = state.searchedAt[depth + 1]!;
  state.depth = depth;
}

/** Assigns at the root; false where the opposite holds there. */
export function assignAtRoot(state: State, literal: number, reason: number): boolean {
  const value = state.value[literal]!;
  if (value === 0) assign(state, literal, reason);
  return value >= 0;
}
