// The report as one JSON document.

import { describeReport } from './describe-report.js';
import type { ReportInput } from './reporter.js';

export function renderJson(input: ReportInput): string {
  return `${JSON.stringify(describeReport(input), null, 2)}\n`;
}
