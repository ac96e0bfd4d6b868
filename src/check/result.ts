// The outcome of one check: findings, and honestly what was not judged.

import type { Finding } from '../rules/kit/finding.js';

export interface InputSummary {
  readonly role: 'candidate' | 'published' | 'background' | 'installed' | 'tree' | 'profile';
  /** As the user gave it. */
  readonly location: string;
  /** Name given to a baseline (`--installed NAME=PATH`). */
  readonly name?: string;
  readonly packages: number;
  /** `sha256:` and hexadecimal digits over the bytes of the index, or null where there is none. */
  readonly digest: string | null;
}

export interface RuleNotice {
  readonly rule: string;
  readonly why: string;
  /** Where an input is missing, how it is given: `--tree`. */
  readonly wanted?: string;
}

export interface CheckResult {
  readonly inputs: readonly InputSummary[];
  /** Number of judged packages and of different names among them. */
  readonly packages: number;
  readonly names: number;
  /** Judged packages with at least one error; of them those whose error does not come from another package that they pull in. */
  readonly unusable: number;
  readonly faulty: number;
  /** Sorted by rule, subject and data; the same in every run. */
  readonly findings: readonly Finding[];
  /** How many rules judged; of none, no findings mean nothing. */
  readonly rulesRun: number;
  /** Their ids. */
  readonly ran: readonly string[];
  /** Rules the user left out. */
  readonly skipped: readonly RuleNotice[];
  /** Rules that lacked an input. */
  readonly notRun: readonly RuleNotice[];
  /** What no rule of this run could see, in sentences. */
  readonly unchecked: readonly string[];
}
