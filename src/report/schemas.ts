// The schemas of what the command prints as JSON, for programs that check what they read. Typed as Standard Schema v1
// (https://standardschema.dev), which many libraries take, so that the types of none are needed.

import type { FindingRecord, ReportRecord } from './findings/report-record.js';
import * as report from './findings/report-schema.js';

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
