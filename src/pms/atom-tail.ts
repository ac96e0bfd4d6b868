// What may follow the name in an atom (PMS 8.3.3, 8.3.4): `:slot/sub-slot=`, `::repository` and `[use]`, in this order.

import type { Atom, AtomOptions } from './atom.js';
import { isIn, NAME_CHARACTER, NAME_START, REPOSITORY_CHARACTER, skip } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';
import { parseUseDependencies, type UseDependency } from './use-dependency.js';

export type AtomTail = Pick<Atom, 'slot' | 'subSlot' | 'slotOperator' | 'repo' | 'use'>;

const NO_USE: readonly UseDependency[] = [];
const NOTHING: AtomTail = { slot: null, subSlot: null, slotOperator: null, repo: null, use: NO_USE };
const SLOT_RULE = 'PMS 8.3.3: a slot dependency is :slot, :slot/sub-slot, :slot=, :* or :=';

/** Reads the rest of the text from `start`. Throws `PmsSyntaxError`. */
export function parseAtomTail(text: string, start: number, options: AtomOptions): AtomTail {
  if (start === text.length) return NOTHING;
  let at = start;
  let slots = NO_SLOT;
  if (text.charCodeAt(at) === 0x3a && text.charCodeAt(at + 1) !== 0x3a) {
    slots = parseSlotDependency(text, at + 1);
    at = slots.end;
  }
  let repo: string | null = null;
  if (text.charCodeAt(at) === 0x3a) {
    const end = repositoryEnd(text, at, options);
    repo = text.slice(at + 2, end);
    at = end;
  }
  let use = NO_USE;
  if (text.charCodeAt(at) === 0x5b) {
    if (!text.endsWith(']')) {
      throw new PmsSyntaxError(text, text.length, 'PMS 8.3: an atom ends with its USE dependencies');
    }
    use = parseUseDependencies(text, at + 1, text.length - 1);
  } else if (at !== text.length) {
    throw new PmsSyntaxError(
      text,
      at,
      'PMS 8.3: after the name of an atom come :slot and [use], in this order',
    );
  }
  return { slot: slots.slot, subSlot: slots.subSlot, slotOperator: slots.slotOperator, repo, use };
}

interface SlotDependency extends Pick<Atom, 'slot' | 'subSlot' | 'slotOperator'> {
  readonly end: number;
}

const NO_SLOT: SlotDependency = { slot: null, subSlot: null, slotOperator: null, end: 0 };

/** What follows the colon at `start - 1`. */
function parseSlotDependency(text: string, start: number): SlotDependency {
  const slotEnd = nameEnd(text, start);
  const slot = slotEnd === start ? null : text.slice(start, slotEnd);
  let subSlot: string | null = null;
  let end = slotEnd;
  if (slot !== null && text.charCodeAt(slotEnd) === 0x2f) {
    end = nameEnd(text, slotEnd + 1);
    if (end === slotEnd + 1) throw new PmsSyntaxError(text, end, SLOT_RULE);
    subSlot = text.slice(slotEnd + 1, end);
  }
  const operator = text.charCodeAt(end);
  if (operator === 0x3d) return { slot, subSlot, slotOperator: '=', end: end + 1 };
  if (slot !== null) return { slot, subSlot, slotOperator: null, end };
  if (operator === 0x2a) return { slot, subSlot, slotOperator: '*', end: end + 1 };
  throw new PmsSyntaxError(text, end, SLOT_RULE);
}

function nameEnd(text: string, start: number): number {
  return isIn(NAME_START, text.charCodeAt(start))
    ? skip(NAME_CHARACTER, text, start + 1, text.length)
    : start;
}

/** End of `::repository` at `colons`. */
function repositoryEnd(text: string, colons: number, options: AtomOptions): number {
  const start = text.charCodeAt(colons + 1) === 0x3a ? colons + 2 : colons + 1;
  if (start === colons + 1 || !isIn(NAME_START, text.charCodeAt(start))) {
    throw new PmsSyntaxError(text, start, 'PMS 3.1.5: a repository name is letters, digits and _-');
  }
  if (!(options.repo ?? options.eapi === undefined)) {
    throw new PmsSyntaxError(text, colons, 'PMS 8.3: no EAPI has ::repository');
  }
  return skip(REPOSITORY_CHARACTER, text, start + 1, text.length);
}
