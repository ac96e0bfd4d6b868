// The door `binpkg-check`: judge a universe, put questions to it, and explain what was found. Pure: no disk, no network, no threads.

export { type Decision, decide, type Evidence, type Threshold } from './answer/decide.js';
export {
  answerDivergence,
  type Divergence,
  type DivergenceRecord,
  decideDivergence,
  describeDivergence,
  type EffectRecord,
  type SettingRecord,
} from './answer/divergence.js';
export {
  describePackage,
  type ExplainOptions,
  explainPackage,
  type PackageAnswer,
  type PackageAnswerRecord,
  type PackageFacts,
  type PackageFactsRecord,
  type PlacedVerdict,
} from './answer/explain-package.js';
export { type Demands, findGaps, type Gap } from './answer/find-gaps.js';
export { findPackages } from './answer/find-packages.js';
export {
  answerGraph,
  type EdgeRecord,
  type GraphOptions,
  type GraphRecord,
  type NodeRecord,
} from './answer/graph.js';
export {
  answerHitRate,
  type ClientHits,
  type ClientHitsRecord,
  decideHitRate,
  describeHitRate,
  type HitRateAnswer,
  type HitRateOptions,
  type HitRateRecord,
  type IncludeRecord,
  type PackageUseRecord,
  type TargetRecord,
} from './answer/hit-rate.js';
export {
  answerImpact,
  describeImpact,
  type ImpactAnswer,
  type ImpactOptions,
  type ImpactRecord,
  type LossRecord,
  type MergedRecord,
  type PackageImpact,
  type PackageImpactRecord,
  type PlacedImpact,
} from './answer/impact.js';
export {
  answerInstallable,
  decideInstallable,
  describeInstallable,
  type InstallableAnswer,
  type InstallableOptions,
  type InstallableRecord,
  listVerdicts,
  type PlaceVerdicts,
  type VerdictRecord,
} from './answer/installable.js';
export {
  answerMetadata,
  type CacheChange,
  type DifferenceRecord,
  decideMetadata,
  describeVerification,
  type EbuildRecord,
  type Reading,
  type SummaryRecord,
  SummaryTaker,
  type Verification,
  type VerificationRecord,
} from './answer/metadata.js';
export { QuestionError, type QuestionProblem } from './answer/question-error.js';
export type { InstanceName, ReasonRecord } from './answer/reason-record.js';
export {
  answerUpgrade,
  type BreakRecord,
  type ClientMode,
  decideUpgrade,
  describeUpgrade,
  type HeldBackRecord,
  isUnguarded,
  type StepRecord,
  type UpgradeAnswer,
  type UpgradeOptions,
  type UpgradeRecord,
} from './answer/upgrade.js';
export { compareText } from './base/compare-text.js';
export { FormatError, type Problem } from './base/format-error.js';
export { type CheckOptions, check } from './check/check.js';
export type {
  CheckResult,
  InputSummary,
  LeftOutRule,
  NotRunRule,
  RuleNotice,
  Unchecked,
} from './check/result.js';
export { type GateAnswer, type GateRequest, gate } from './gate/gate.js';
export type { ChangeSet, Step } from './gate/list-change.js';
export type { FindingState, MatchedFinding } from './gate/match-findings.js';
export { buildUniverse, type SourceInput } from './model/build-universe.js';
export type { ClientSettings } from './model/client/client-settings.js';
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
export type { Place } from './model/place.js';
export type { Tree } from './model/repository/tree.js';
export type { Source } from './model/source.js';
export type { Universe } from './model/universe.js';
export type { DependencyClass } from './pms/dependency-class.js';
export { type Explanation, explain } from './report/findings/explain.js';
export type {
  CauseRecord,
  FindingRecord,
  InputRecord,
  NoticeRecord,
  NotRunRecord,
  PolicyRecord,
  ReportRecord as Report,
  SubjectRecord,
  SummaryRecord as ReportSummary,
} from './report/findings/report-record.js';
export { RULES } from './rules/index.js';
export type { Assurance, Data, Finding, FindingData, Severity, Subject } from './rules/kit/finding.js';
export type { Need, Rule } from './rules/kit/rule.js';
