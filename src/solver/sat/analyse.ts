// From a conflict to the clause that would have prevented it: first unique implication point, with literals dropped that the
// others imply.

import { appendReason } from './causes.js';
import { ROOT, type State } from './state.js';

const IN_LESSON = 1;
const REDUNDANT = 2;
const NEEDED = 3;

export interface Lesson {
  /** The depth to go back to: there the first literal of `state.lesson` follows. */
  readonly depth: number;
  /** At how many depths its literals were assigned (LBD): the fewer, the more often it will be of use. */
  readonly spread: number;
}

/** Leaves the clause in `state.lesson`: first the literal that follows, then one of the greatest depth among the others. */
export function analyse(state: State): Lesson {
  state.marked.size = 0;
  collectLesson(state);
  noteRecent(state);
  dropRedundant(state);
  for (let i = 0; i < state.marked.size; i++) state.mark[state.marked.data[i]!] = 0;
  return { depth: raiseDeepest(state), spread: spreadOf(state) };
}

function noteRecent(state: State): void {
  for (let i = 0; i < state.marked.size; i++) {
    const variable = state.marked.data[i]!;
    if (state.listOf[variable] !== 0) state.recent.add(variable);
  }
}

function collectLesson(state: State): void {
  const { lesson, mark, trail, pending } = state;
  lesson.size = 0;
  lesson.push(0);
  pending.size = 0;
  if (state.conflict !== 0) appendReason(state, state.conflict, -1, pending);
  else {
    pending.push(state.conflictA >> 1);
    pending.push(state.conflictB >> 1);
  }
  let open = markPending(state);
  for (let at = state.trailSize - 1; ; at--) {
    const literal = trail[at]!;
    const variable = literal >> 1;
    if (mark[variable] === 0) continue;
    mark[variable] = 0;
    if (--open === 0) {
      lesson.data[0] = literal ^ 1;
      return;
    }
    appendReason(state, state.reason[variable]!, variable, pending);
    open += markPending(state);
  }
}

/** How many of them were assigned at the present depth; the others join the lesson. */
function markPending(state: State): number {
  const { depthOf, mark, pending, value } = state;
  let open = 0;
  while (pending.size > 0) {
    const variable = pending.data[--pending.size]!;
    const depth = depthOf[variable]!;
    if (mark[variable] !== 0 || depth === ROOT) continue;
    mark[variable] = IN_LESSON;
    state.marked.push(variable);
    if (depth === state.depth) open++;
    else state.lesson.push((variable << 1) | (value[variable << 1]! > 0 ? 1 : 0));
  }
  return open;
}

function dropRedundant(state: State): void {
  const { lesson, depthOf, depthMet } = state;
  const meeting = ++state.meeting;
  for (let i = 1; i < lesson.size; i++) depthMet[depthOf[lesson.data[i]! >> 1]!] = meeting;
  let kept = 1;
  for (let i = 1; i < lesson.size; i++) {
    const literal = lesson.data[i]!;
    if (!isRedundant(state, literal >> 1)) lesson.data[kept++] = literal;
  }
  lesson.size = kept;
}

/** Whether the literal follows from others of the lesson. */
function isRedundant(state: State, variable: number): boolean {
  const { mark, marked, pending, reason, depthOf, depthMet } = state;
  if (reason[variable] === 0) return false;
  const before = marked.size;
  pending.size = 0;
  appendReason(state, reason[variable]!, variable, pending);
  while (pending.size > 0) {
    const other = pending.data[--pending.size]!;
    const known = mark[other]!;
    const depth = depthOf[other]!;
    if (depth === ROOT || known === IN_LESSON || known === REDUNDANT) continue;
    if (known === NEEDED || reason[other] === 0 || depthMet[depth] !== state.meeting) {
      for (let i = before; i < marked.size; i++) mark[marked.data[i]!] = NEEDED;
      return false;
    }
    mark[other] = REDUNDANT;
    marked.push(other);
    appendReason(state, reason[other]!, other, pending);
  }
  return true;
}

function raiseDeepest(state: State): number {
  const { lesson, depthOf } = state;
  if (lesson.size === 1) return ROOT;
  let deepest = 1;
  for (let i = 2; i < lesson.size; i++) {
    if (depthOf[lesson.data[i]! >> 1]! > depthOf[lesson.data[deepest]! >> 1]!) deepest = i;
  }
  const literal = lesson.data[deepest]!;
  lesson.data[deepest] = lesson.data[1]!;
  lesson.data[1] = literal;
  return depthOf[literal >> 1]!;
}

function spreadOf(state: State): number {
  const { lesson, depthOf, depthMet } = state;
  const meeting = ++state.meeting;
  let spread = 0;
  for (let i = 0; i < lesson.size; i++) {
    const depth = depthOf[lesson.data[i]! >> 1]!;
    if (depthMet[depth] === meeting) continue;
    depthMet[depth] = meeting;
    spread++;
  }
  return spread;
}
