// The rules' templates, looked up for a finding and filled from its data and from the counts of its kind.

import { causeIdOf, causeKeyOf, type FindMessage } from '../../cause/cause-key.js';
import { findMessageIn } from '../../cause/find-message.js';
import { countPackages } from '../../cause/name-subject.js';
import type { Finding } from '../../rules/kit/finding.js';
import type { CountName, Message, Rule } from '../../rules/kit/rule.js';
import { type Amounts, interpolate, isComplete } from './interpolate.js';
import { sayReach } from './say-reach.js';

export type Counts = Readonly<Record<CountName, number>>;

export interface MessageBook {
  messageOf(finding: Finding): Message;
  readonly findMessage: FindMessage;
  /** The name of the finding's cause. */
  sayCause(finding: Finding): string;
  /**
   * A template of the finding's message; counts are those of its cause unless others are given. `told` is of how many
   * things it tells, for singular or plural: of this one finding unless told otherwise.
   */
  say(finding: Finding, template: string, told?: number, counts?: Counts): string;
  /** What to do, and how rebuilds reach clients; of several causes told as one with all their findings. */
  sayRemedy(finding: Finding, told?: number): string;
  sayFamilyRemedy(findings: readonly Finding[], template: string, told: number, counts: Counts): string;
  /** The same of the one finding, or null where a value that the template cannot do without is missing. */
  sayIfComplete(finding: Finding, template: string): string | null;
}

const COUNTED = /[{(](?:causes|packages|findings)[}:]/;

/** A book for telling these findings. */
export function openMessageBook(rules: readonly Rule[], findings: readonly Finding[]): MessageBook {
  const findMessage = findMessageIn(rules);
  const messageOf = (finding: Finding): Message =>
    forClients(findMessage(finding.rule, finding.message) ?? makeBareMessage(finding), finding);
  const sayCause = (finding: Finding) => interpolate(messageOf(finding).cause, finding.data);
  const causeOf = (finding: Finding) => causeIdOf(causeKeyOf(finding, findMessage));
  // Few templates count, and then every finding of the cause asks.
  let known: ReadonlyMap<string, Counts> | null = null;
  const countsOf = (finding: Finding): Counts => {
    known ??= countCauses(findings, causeOf);
    return known.get(causeOf(finding)) ?? { causes: 1, packages: 1, findings: 1 };
  };
  const amountsFor = (finding: Finding, template: string, told: number, counts?: Counts): Amounts =>
    COUNTED.test(template) ? { told, counts: counts ?? countsOf(finding) } : { told };
  const say: MessageBook['say'] = (finding, template, told = 1, counts) =>
    interpolate(template, finding.data, amountsFor(finding, template, told, counts));
  return {
    messageOf,
    findMessage,
    sayCause,
    say,
    sayRemedy: (finding, told = 1) =>
      say(finding, messageOf(finding).remedy, told) + sayReach([finding.reach]),
    sayFamilyRemedy: (all, template, told, counts) =>
      say(all[0] as Finding, template, told, counts) + sayReach(all.map(({ reach }) => reach)),
    sayIfComplete: (finding, template) => {
      const amounts = amountsFor(finding, template, 1);
      if (!isComplete(template, finding.data, amounts.counts)) return null;
      return interpolate(template, finding.data, amounts) || null;
    },
  };
}

/** Packages and findings of each cause, by its key. */
function countCauses(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): ReadonlyMap<string, Counts> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const count = (group: readonly Finding[]) => ({
    causes: 1,
    packages: countPackages(group),
    findings: group.length,
  });
  return new Map([...groups].map(([key, group]) => [key, count(group)]));
}

/** Of several clients, those for which alone a finding holds are named, whatever its rule says. */
function forClients(message: Message, { data }: Finding): Message {
  if (!Array.isArray(data['clients'])) return message;
  return {
    ...message,
    text: `${message.text} (for {clients} only)`,
    cause: `${message.cause} {clients}`,
    title: `${message.title} (for {clients} only)`,
  };
}

/** A finding of a rule pack that is not loaded is still told, by its data. */
function makeBareMessage(finding: Finding): Message {
  const values = Object.keys(finding.data).map(key => `${key} {${key}}`);
  return {
    text: [finding.message, ...values].join(' '),
    remedy: 'load the rule that made this finding to see what it means',
    cause: finding.message,
    title: `${finding.rule}: ${finding.message}`,
    family: `${finding.rule}: ${finding.message}`,
  };
}
