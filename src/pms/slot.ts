// SLOT (PMS 7.2): `0/5.38`. A slot without sub-slot has one of its own name.

import { eapiFeatures } from './eapi.js';
import { isIn, NAME_CHARACTER, NAME_START, skip } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';

export interface Slot {
  readonly slot: string;
  readonly subSlot: string;
}

const RULE = 'PMS 3.1.3: a slot name is letters, digits and +_.-, not starting with one of +.-';

/** Reads a SLOT value. Throws `PmsSyntaxError`, also for a sub-slot where the EAPI given has none. */
export function parseSlot(text: string, options: { readonly eapi?: string } = {}): Slot {
  const slotEnd = nameEnd(text, 0);
  if (slotEnd === text.length) return { slot: text, subSlot: text };
  if (text.charCodeAt(slotEnd) !== 0x2f) throw new PmsSyntaxError(text, slotEnd, RULE);
  if (options.eapi !== undefined && eapiFeatures(options.eapi)?.slotOperators === false) {
    throw new PmsSyntaxError(text, slotEnd, `EAPI ${options.eapi} has no sub-slots (PMS 7.2)`);
  }
  const end = nameEnd(text, slotEnd + 1);
  if (end !== text.length) throw new PmsSyntaxError(text, end, RULE);
  return { slot: text.slice(0, slotEnd), subSlot: text.slice(slotEnd + 1) };
}

/** As a SLOT value: the sub-slot only where it differs. */
export function formatSlot(slot: Slot): string {
  return slot.slot === slot.subSlot ? slot.slot : `${slot.slot}/${slot.subSlot}`;
}

function nameEnd(text: string, start: number): number {
  if (!isIn(NAME_START, text.charCodeAt(start))) throw new PmsSyntaxError(text, start, RULE);
  return skip(NAME_CHARACTER, text, start + 1, text.length);
}
