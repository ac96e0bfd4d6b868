// The report as one JSON document, in pieces.

import { Lazy, writeJson } from '../words/write-json.js';
import { describeInParts } from './describe-report.js';
import type { ReportInput } from './reporter.js';

export function renderJson(input: ReportInput): Iterable<string> {
  const { head, causes, findings, foot } = describeInParts(input);
  return writeJson([
    ...Object.entries(head),
    ['causes', new Lazy(causes)],
    ['findings', new Lazy(findings)],
    ...Object.entries(foot),
  ]);
}
