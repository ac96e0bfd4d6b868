// Door `binpkg-check/report`: results to text, one format a module.

export { describeReport, REPORT_SCHEMA } from './describe-report.js';
export { type Palette, PLAIN } from './palette.js';
export { type FindingRecord, findingSchema, type ReportRecord, reportSchema } from './report-schema.js';
export type { Reporter, ReportInput, ReportStyle, Tool } from './reporter.js';
export { REPORTERS } from './reporters.js';
export { findByFingerprint, type Story, tellChoice, tellFinding } from './tell-finding.js';
export { renderRuleTable, tellRule } from './tell-rule.js';
