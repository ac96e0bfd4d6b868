// The report as lines of JSON, for tools that read while it grows: a header, one line a finding, a trailer.

import { describeReport } from './describe-report.js';
import type { ReportInput } from './reporter.js';

export function renderNdjson(input: ReportInput): string {
  const { schema, tool, inputs, summary, findings, waived, rulesRun, skipped, notRun, unchecked } =
    describeReport(input);
  const lines = [
    { schema, tool, inputs, summary },
    ...findings,
    { waived, rulesRun, skipped, notRun, unchecked },
  ];
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}
