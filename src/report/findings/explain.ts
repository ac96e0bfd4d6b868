// One finding in full: what it says, and what the documentation of its rule says about such findings.

import type { Finding } from '../../rules/kit/finding.js';
import type { Rule, RuleDocumentation } from '../../rules/kit/rule.js';
import { tellDocumentation } from '../words/name-ways.js';
import { openMessageBook } from './open-message-book.js';

export interface Explanation extends RuleDocumentation {
  readonly rule: string;
  /** The finding as the reports say it. */
  readonly message: string;
  /** What to do about this finding; `documentation.remedy` of the rule is general. */
  readonly remedy: string;
}

/** Explains a finding by the rules that it was found with. Throws `RangeError` where its rule is not among them. */
export function explain(finding: Finding, rules: readonly Rule[]): Explanation {
  const rule = rules.find(({ id }) => id === finding.rule);
  const message = rule?.messages[finding.message];
  if (rule === undefined || message === undefined) {
    throw new RangeError(`no rule given has the message ${finding.rule}/${finding.message}`);
  }
  const book = openMessageBook(rules, [finding]);
  return {
    ...tellDocumentation(rule.documentation),
    rule: rule.id,
    message: book.say(finding, message.text),
    remedy: book.sayRemedy(finding),
  };
}
