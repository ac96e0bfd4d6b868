// Door `binpkg-check/report`: results to text, one format a module.

export { describeReport, REPORT_SCHEMA } from './findings/describe-report.js';
export type {
  CauseRecord,
  FindingRecord,
  InputRecord,
  NoticeRecord,
  NotRunRecord,
  PolicyRecord,
  ReportRecord as Report,
  ReportRecord,
  SubjectRecord,
  SummaryRecord,
} from './findings/report-record.js';
export type { Reporter, ReportInput, ReportPolicy, ReportStyle, Tool } from './findings/reporter.js';
export { REPORTERS } from './findings/reporters.js';
export { findByFingerprint, type Story, tellChoice, tellFinding } from './findings/tell-finding.js';
export { renderRuleTable, tellRule } from './findings/tell-rule.js';
export {
  describeGate,
  GATE_SCHEMA,
  type GateFindingRecord,
  type GateInput,
  type GateRecord,
  type GateSummaryRecord,
} from './gate/describe-gate.js';
export type { IndexChangesRecord } from './package/describe-index.js';
export type { PackageFileListRecord, PackageFileRecord } from './package/describe-package-file.js';
export {
  divergenceSchema,
  findingSchema,
  gateSchema,
  graphSchema,
  hitRateSchema,
  impactSchema,
  indexSchema,
  installableSchema,
  metadataSchema,
  packageFileListSchema,
  packageFileSchema,
  packageSchema,
  reportSchema,
  type Schema,
  type SchemaIssue,
  type SchemaResult,
  upgradeSchema,
} from './schemas.js';
export { type Palette, PLAIN } from './words/palette.js';
