// Forgets learned clauses: the half that promises least, or all; and keeps the tables within the memory limit.

import { HEADER, TAG } from './clause-arena.js';
import { grownLength } from './int-stack.js';
import { memoryOf, type State } from './state.js';

/** Clauses over so few depths are kept when the others are halved. */
const KEPT_SPREAD = 2;
const MORE_EACH_TIME = 500;
/** Making room is worth its time only where this part of the limit is free afterwards. */
const FREED = 1 / 8;

/** Forgets half of what may be forgotten. */
export function reduceLearned(state: State): void {
  const { data } = state.clauses.words;
  const spread = (ref: number) => -2 - data[ref + TAG]!;
  const droppable = droppableOf(state).filter(ref => spread(ref) > KEPT_SPREAD);
  droppable.sort((a, b) => spread(b) - spread(a) || data[b]! - data[a]! || a - b);
  state.learnedLimit += MORE_EACH_TIME;
  drop(state, droppable.slice(0, (droppable.length + 1) >> 1));
}

/** Whether the constraints and what must stay fit the memory limit, once all else is forgotten if need be. */
export function fitsMemory(state: State): boolean {
  if (memoryOf(state) <= state.memoryLimit) return true;
  drop(state, droppableOf(state));
  trim(state);
  return memoryOf(state) <= state.memoryLimit;
}

/** Whether so many words more of clauses stay within the memory limit, after forgetting half if need be. */
export function makeRoom(state: State, words: number): boolean {
  if (staysWithin(state, words, state.memoryLimit)) return true;
  reduceLearned(state);
  trim(state);
  return staysWithin(state, words, state.memoryLimit * (1 - FREED));
}

function staysWithin(state: State, words: number, limit: number): boolean {
  const { data, size } = state.clauses.words;
  const grown = size + words > data.length ? grownLength(data.length, size + words) - data.length : 0;
  return memoryOf(state) + grown * data.BYTES_PER_ELEMENT <= limit;
}

function trim({ watches, clauses }: State): void {
  watches.trim();
  clauses.words.trim();
}

function droppableOf(state: State): number[] {
  const { data, size } = state.learned;
  return [...data.subarray(0, size)].filter(ref => !isReason(state, ref));
}

function drop(state: State, refs: readonly number[]): void {
  const { clauses, learned, units } = state;
  for (const ref of refs) clauses.remove(ref);
  clauses.planMoves();
  let kept = 0;
  for (let i = 0; i < learned.size; i++) {
    const ref = learned.data[i]!;
    if (!clauses.isRemoved(ref)) learned.data[kept++] = clauses.forward(ref);
  }
  learned.size = kept;
  for (let i = 0; i < units.size; i++) units.data[i] = clauses.forward(units.data[i]!);
  forwardReasons(state);
  forwardWatches(state);
  clauses.compact();
  if (state.watches.isWasteful) state.watches.trim();
}

/** A clause that implied a literal has it first. */
function isReason(state: State, ref: number): boolean {
  const literal = state.clauses.words.data[ref + HEADER]!;
  return state.value[literal]! > 0 && state.reason[literal >> 1] === ref;
}

function forwardReasons(state: State): void {
  for (let at = 0; at < state.trailSize; at++) {
    const variable = state.trail[at]! >> 1;
    const reason = state.reason[variable]!;
    if (reason > 0) state.reason[variable] = state.clauses.forward(reason);
  }
}

function forwardWatches(state: State): void {
  const { watches, clauses } = state;
  const { data, start, size } = watches;
  for (let literal = 0; literal < state.variables * 2; literal++) {
    const from = start[literal]!;
    const end = from + size[literal]!;
    let kept = from;
    for (let at = from; at < end; at += 2) {
      const ref = data[at + 1]!;
      if (clauses.isRemoved(ref)) continue;
      data[kept++] = data[at]!;
      data[kept++] = clauses.forward(ref);
    }
    size[literal] = kept - from;
  }
}
