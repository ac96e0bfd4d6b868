// What every format of the report is made from.

import type { CheckResult, NotRunRule, RuleNotice } from '../../check/result.js';
import type { Rule } from '../../rules/kit/rule.js';
import type { Palette } from '../words/palette.js';

export type { CheckResult, NotRunRule, RuleNotice };

export interface Tool {
  readonly name: string;
  readonly version: string;
}

export interface ReportInput {
  readonly result: CheckResult;
  /** For the message templates; findings of a rule that is not among them are told by their data. */
  readonly rules: readonly Rule[];
  readonly tool: Tool;
}

/** Only the formats for people look at these. */
export interface ReportStyle {
  /** Columns of the terminal. */
  readonly width: number;
  /** Every finding, nothing cut off. */
  readonly verbose: boolean;
  /** The summary line only. */
  readonly quiet: boolean;
  readonly palette: Palette;
}

/** The whole report as text, ending in a line feed. */
export type Reporter = (input: ReportInput, style: ReportStyle) => string;
