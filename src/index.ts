// The door `binpkg-check`: judge a universe and explain what was found. Pure: no disk, no network, no threads.

export { compareText } from './base/compare-text.js';
export { FormatError, type Problem } from './base/format-error.js';
export { type CheckOptions, check } from './check/check.js';
export type { CheckResult, InputSummary, RuleNotice } from './check/result.js';
export { buildUniverse, type SourceInput } from './model/build-universe.js';
export {
  type BinaryPackage,
  instanceName,
  packagePath,
  type Role,
  type Soname,
} from './model/package.js';
export type { PackageRecord } from './model/package-record.js';
export { type ElfObject, membersOf, type Payload, type PayloadMember } from './model/payload.js';
export { payloadOf } from './model/payload-of.js';
export type { Source } from './model/source.js';
export type { Universe } from './model/universe.js';
export type { DependencyClass } from './pms/dependency-class.js';
export { type Explanation, explain } from './report/findings/explain.js';
export { RULES } from './rules/index.js';
export type { Assurance, Data, Finding, FindingData, Severity, Subject } from './rules/kit/finding.js';
export type { Rule } from './rules/kit/rule.js';
