// What every format of the report is made from.

import { type Decision, decide } from '../../answer/decide.js';
import type { CheckResult, RuleNotice } from '../../check/result.js';
import type { ClientMode } from '../../model/update/client-mode.js';
import type { Severity } from '../../rules/kit/finding.js';
import type { Rule } from '../../rules/kit/rule.js';
import type { Palette } from '../words/palette.js';

export type { CheckResult, RuleNotice };

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** What of the judgement is not the program's default. */
export interface ReportPolicy {
  readonly failOn: Severity | 'never';
  /** Rules that are off or told with another severity, by id. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Absent for the documented use. */
  readonly clientMode?: ClientMode;
  /** Who said so, by the same names; what nobody said is the program's default. */
  readonly from?: PolicyOrigins;
}

/** An option of the command line, or the configuration file that is among the inputs. */
export type Origin = 'option' | 'file';

export interface PolicyOrigins {
  readonly failOn?: Origin;
  readonly clientMode?: Origin;
  readonly rules: Readonly<Record<string, Origin>>;
}

export interface ReportInput {
  readonly result: CheckResult;
  /** For the message templates; findings of a rule that is not among them are told by their data. */
  readonly rules: readonly Rule[];
  readonly tool: Tool;
  /** Unless given, what the findings say. */
  readonly verdict?: Decision;
  /** Unless given, the program's defaults. */
  readonly policy?: ReportPolicy;
  /** The file that set rules or threshold. */
  readonly configuration?: ConfigurationNotice;
}

export interface ConfigurationNotice {
  /** As given, or from the working directory. */
  readonly location: string;
  readonly digest: string;
  /** What is not as without it, a piece each: `fail-on never`. */
  readonly changes: readonly string[];
}

export const DEFAULT_POLICY: ReportPolicy = { failOn: 'error', rules: {} };

export function verdictOf({ verdict, policy = DEFAULT_POLICY, result }: ReportInput): Decision {
  const found = result.findings.map(({ severity }) => severity);
  return verdict ?? decide({ found, isIncomplete: false }, policy.failOn);
}

/** Only the formats for people look at these. */
export interface ReportStyle {
  /** Columns of the terminal. */
  readonly width: number;
  /** Every finding, nothing cut off. */
  readonly verbose: boolean;
  /** The summary line only. */
  readonly quiet: boolean;
  /** Lines that the reader is glad to see at once; null where nobody looks at a screen: nothing is left out for room. */
  readonly lines?: number | null;
  readonly palette: Palette;
}

/** The whole report as text, ending in a line feed; in pieces where one string could not hold it. */
export type Reporter = (input: ReportInput, style: ReportStyle) => string | Iterable<string>;
