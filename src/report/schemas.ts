// The schemas of what the command prints as JSON, for programs that check what they read. Typed as Standard Schema v1
// (https://standardschema.dev), which many libraries take, so that the types of none are needed.

import type { DivergenceRecord } from '../answer/divergence.js';
import * as divergence from '../answer/divergence-schema.js';
import type { PackageAnswerRecord } from '../answer/explain-package.js';
import type { GraphRecord } from '../answer/graph.js';
import * as graph from '../answer/graph-schema.js';
import type { HitRateRecord } from '../answer/hit-rate.js';
import * as hitRate from '../answer/hit-rate-schema.js';
import type { ImpactRecord } from '../answer/impact.js';
import * as impact from '../answer/impact-schema.js';
import type { InstallableRecord } from '../answer/installable.js';
import * as installable from '../answer/installable-schema.js';
import type { SummaryRecord, VerificationRecord } from '../answer/metadata.js';
import * as metadata from '../answer/metadata-schema.js';
import * as explained from '../answer/package-schema.js';
import type { UpgradeRecord } from '../answer/upgrade.js';
import * as upgrade from '../answer/upgrade-schema.js';
import type { FindingRecord, ReportRecord } from './findings/report-record.js';
import * as report from './findings/report-schema.js';
import type { GateRecord } from './gate/describe-gate.js';
import * as gate from './gate/gate-schema.js';
import type { IndexChangesRecord } from './package/describe-index.js';
import type { PackageFileListRecord, PackageFileRecord } from './package/describe-package-file.js';
import * as index from './package/index-schema.js';
import * as inspect from './package/package-file-schema.js';

export interface Schema<Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
  };
}

export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

export const findingSchema: Schema<FindingRecord> = report.findingSchema;
export const reportSchema: Schema<ReportRecord> = report.reportSchema;
export const gateSchema: Schema<GateRecord> = gate.gateSchema;
export const installableSchema: Schema<InstallableRecord> = installable.installableSchema;
export const upgradeSchema: Schema<UpgradeRecord> = upgrade.upgradeSchema;
export const hitRateSchema: Schema<HitRateRecord> = hitRate.hitRateSchema;
export const divergenceSchema: Schema<DivergenceRecord> = divergence.divergenceSchema;
export const metadataSchema: Schema<VerificationRecord | SummaryRecord> = metadata.metadataSchema;
export const graphSchema: Schema<GraphRecord> = graph.graphSchema;
export const impactSchema: Schema<ImpactRecord> = impact.impactSchema;
export const packageSchema = explained.packageSchema as unknown as Schema<PackageAnswerRecord>;
export const packageFileSchema: Schema<PackageFileRecord> = inspect.packageFileSchema;
export const packageFileListSchema: Schema<PackageFileListRecord> = inspect.packageFileListSchema;
export const indexSchema: Schema<IndexChangesRecord> = index.indexSchema;
