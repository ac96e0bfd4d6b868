// Draws the consequences of what is assigned, until nothing follows or something contradicts.

import { assign } from './assign.js';
import { HEADER } from './clause-arena.js';
import { ROOT, type State } from './state.js';

export type Propagation = 'settled' | 'conflict' | 'stopped';

/** `stopped` where the limit of steps is reached; the next call goes on from there. */
export function propagate(state: State): Propagation {
  while (state.propagated < state.trailSize) {
    if (state.steps > state.stepLimit) return 'stopped';
    const literal = state.trail[state.propagated++]!;
    if (!followImplied(state, literal)) return 'conflict';
    if ((literal & 1) === 0 && !excludeOthers(state, literal)) return 'conflict';
    if (!visitClauses(state, literal)) return 'conflict';
    if (state.thorough || state.depth === ROOT) followBackward(state, literal);
  }
  return 'settled';
}

function followImplied(state: State, literal: number): boolean {
  const { value } = state;
  const { data } = state.implied;
  const start = state.implied.start[literal]!;
  const end = start + state.implied.size[literal]!;
  state.steps += end - start + 1;
  for (let at = start; at < end; at++) {
    const implied = data[at]!;
    const known = value[implied]!;
    if (known === 0) assign(state, implied, ~literal);
    else if (known < 0) return conflictBetween(state, literal ^ 1, implied);
  }
  return true;
}

function followBackward(state: State, literal: number): void {
  const { data, start, size } = state.backward;
  const from = start[literal]!;
  const end = from + size[literal]!;
  state.steps += end - from;
  for (let at = from; at < end; at++) {
    const implied = data[at]!;
    // Were it false, following the constraint forward would have found the conflict.
    if (state.value[implied] === 0) assign(state, implied, ~literal);
  }
}

function excludeOthers(state: State, literal: number): boolean {
  const variable = literal >> 1;
  const { value } = state;
  const { data } = state.members;
  const first = state.groups.start[variable]!;
  const last = first + state.groups.size[variable]!;
  for (let at = first; at < last; at++) {
    const group = state.groups.data[at]!;
    const end = group + 2 + data[group + 1]!;
    state.steps += end - group;
    for (let place = group + 2; place < end; place++) {
      const other = data[place]! << 1;
      if (other === literal) continue;
      const known = value[other]!;
      if (known === 0) assign(state, other ^ 1, ~literal);
      else if (known > 0) return conflictBetween(state, literal ^ 1, other ^ 1);
    }
  }
  return true;
}

/** Clauses that watch the literal's opposite look for another literal to watch. */
function visitClauses(state: State, literal: number): boolean {
  const { value, watches } = state;
  const words = state.clauses.words.data;
  const denied = literal ^ 1;
  const start = watches.start[literal]!;
  const end = start + watches.size[literal]!;
  state.steps += (end - start) >> 1;
  let { data } = watches;
  let kept = start;
  let at = start;
  let agrees = true;
  while (at < end) {
    const blocker = data[at]!;
    const ref = data[at + 1]!;
    at += 2;
    if (value[blocker]! > 0) {
      data[kept++] = blocker;
      data[kept++] = ref;
      continue;
    }
    const first = ref + HEADER;
    let other = words[first]!;
    if (other === denied) {
      other = words[first + 1]!;
      words[first] = other;
      words[first + 1] = denied;
    }
    const size = words[ref]!;
    let next = 2;
    if (value[other]! > 0) next = size;
    while (next < size && value[words[first + next]!]! < 0) next++;
    state.steps += next - 2;
    if (next < size) {
      const watched = words[first + next]!;
      words[first + 1] = watched;
      words[first + next] = denied;
      watches.push(watched ^ 1, other);
      watches.push(watched ^ 1, ref);
      data = watches.data;
      continue;
    }
    data[kept++] = other;
    data[kept++] = ref;
    if (value[other]! > 0) continue;
    if (value[other]! < 0) {
      state.conflict = ref;
      agrees = false;
      break;
    }
    assign(state, other, ref);
  }
  while (at < end) data[kept++] = data[at++]!;
  watches.size[literal] = kept - start;
  return agrees;
}

function conflictBetween(state: State, a: number, b: number): false {
  state.conflict = 0;
  state.conflictA = a;
  state.conflictB = b;
  return false;
}
