// What makes findings one cause, as data: the values that the rule's message names, and an id made of them.

import { hashText } from '../base/hash-text.js';
import type { Data, Finding } from '../rules/kit/finding.js';
import { causeFieldsOf, type Message } from '../rules/kit/rule.js';

export interface CauseKey {
  readonly rule: string;
  readonly message: string;
  /** Of the data of its findings, by the names that the message lists. */
  readonly values: readonly Data[];
}

/** Finds what a rule says of a message; undefined for a rule that is not loaded. */
export type FindMessage = (rule: string, message: string) => Message | undefined;

/** A finding of a rule that is not loaded is told by its message alone. */
export function causeKeyOf({ rule, message, data }: Finding, findMessage: FindMessage): CauseKey {
  const declared = findMessage(rule, message);
  const values = (declared === undefined ? [] : causeFieldsOf(declared)).map(name => data[name] ?? null);
  // What holds for some of several clients is a cause of its own.
  const { clients } = data;
  return { rule, message, values: Array.isArray(clients) ? [...values, clients] : values };
}

/** Sixteen hexadecimal digits: the same cause in every run, whoever else has it. */
export function causeIdOf({ rule, message, values }: CauseKey): string {
  return hashText(JSON.stringify([rule, message, values]));
}
