// The report as lines of JSON, for tools that read while it grows: a header, one line a cause and a finding, a trailer.

import { stringifyJson } from '../words/stringify-json.js';
import { describeInParts } from './describe-report.js';
import type { ReportInput } from './reporter.js';

export function* renderNdjson(input: ReportInput): Generator<string> {
  const { head, causes, findings, foot } = describeInParts(input);
  yield line('report', head);
  for (const cause of causes) yield line('cause', cause);
  for (const finding of findings) yield line('finding', finding);
  const { waived, ...rest } = foot;
  for (const finding of waived) yield line('waived', finding);
  yield line('end', rest);
}

function line(kind: string, record: object): string {
  return `${stringifyJson({ kind, ...record })}\n`;
}
