// Pass, fail or undecided, for every question alike (contract: Exit codes, precedence): what is wrong is wrong whatever else could not be
// looked at; where nothing is, a question that lacked a rule, an input or a proof has no answer.

import type { Severity } from '../rules/kit/finding.js';

export type Decision = 'pass' | 'fail' | 'undecided';

/** From which severity on a finding fails. */
export type Threshold = Severity | 'never';

export interface Evidence {
  readonly found: Iterable<Severity>;
  /** Whether a rule that was asked for, an input or a proof is missing. */
  readonly isIncomplete: boolean;
}

export function decide({ found, isIncomplete }: Evidence, failOn: Threshold = 'error'): Decision {
  const failing = FAILING[failOn];
  for (const severity of found) if (failing.includes(severity)) return 'fail';
  return isIncomplete ? 'undecided' : 'pass';
}

const FAILING: Readonly<Record<Threshold, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'info'],
  never: [],
};
