// Decides, propagates and learns until nothing is asked for any more, or until it shows that it cannot be had.

import { analyse } from './analyse.js';
import { assign, backtrack, deepen } from './assign.js';
import { watchClause } from './attach.js';
import { traceLesson } from './causes.js';
import { HEADER } from './clause-arena.js';
import { nextDecision } from './decide.js';
import { luby } from './luby.js';
import { propagate } from './propagate.js';
import { makeRoom, reduceLearned } from './reduce.js';
import type { State } from './state.js';

/** What ended a search before its answer. */
export type Limit = 'conflicts' | 'steps' | 'memory';

/** `refused`: the conflict in the state holds whatever is decided beyond `floor`. */
export type SearchEnd = 'complete' | 'refused' | Limit;

/** Conflicts before the first new start. */
const PATIENCE = 128;
/** Conflicts after which wishes no longer count. */
const WISHFUL = 8;

/** Never takes back what was assigned up to the depth `floor`. */
export function search(state: State, floor: number, conflictLimit: number): SearchEnd {
  const lastConflict = state.conflicts + conflictLimit;
  const lastWish = state.conflicts + WISHFUL;
  let starts = 0;
  let restartAt = state.conflicts + PATIENCE;
  for (;;) {
    const end = propagate(state);
    if (end === 'stopped') return 'steps';
    if (end === 'conflict') {
      state.conflicts++;
      if (state.depth <= floor) return 'refused';
      if (!learn(state, floor)) return 'memory';
      if (state.conflicts >= lastConflict) return 'conflicts';
      // Wishes may be what makes it hard.
      if (state.conflicts >= lastWish) state.wishes = undefined;
      continue;
    }
    if (state.conflicts >= restartAt) {
      // It is a hard one.
      state.thorough = true;
      restartAt = state.conflicts + PATIENCE * luby(++starts);
      backtrack(state, floor);
      continue;
    }
    if (state.learned.size >= state.learnedLimit) reduceLearned(state);
    const decision = nextDecision(state);
    if (decision < 0) return 'complete';
    deepen(state);
    assign(state, decision, 0);
  }
}

/** False where there is no room for the clause. */
function learn(state: State, floor: number): boolean {
  const lesson = analyse(state);
  const trace = state.traced ? traceLesson(state, state.lesson) : [];
  if (!makeRoom(state, HEADER + state.lesson.size + trace.length)) return false;
  // It may follow from less than the floor; it is then found again from there when the floor is gone.
  backtrack(state, Math.max(lesson.depth, floor));
  const ref = learnClause(state, lesson.spread, trace);
  assign(state, state.lesson.data[0]!, ref);
  return true;
}

/** Adds the clause in `state.lesson`. */
export function learnClause(state: State, spread: number, trace: readonly number[]): number {
  const { lesson, clauses } = state;
  const ref = clauses.add(lesson.data, lesson.size, -2 - spread, trace);
  if (lesson.size === 1) state.units.push(ref);
  else {
    state.learned.push(ref);
    watchClause(state, ref);
  }
  return ref;
}
