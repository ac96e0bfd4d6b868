// An earlier report, read back: of the right schema, and of a version whose findings mean the same today.

import { readFile } from 'node:fs/promises';
import semver from 'semver';
import { safeParse } from 'valibot';
import { type ReportOneRecord, reportOneSchema } from '../report/findings/report-one-schema.js';
import type { ReportRecord } from '../report/findings/report-record.js';
import { reportSchema } from '../report/findings/report-schema.js';
import { makePrintable } from '../report/words/make-printable.js';
import { NotCheckedError } from './failure.js';

/** Versions whose rules, messages and fingerprints this one understands. */
const READABLE_VERSIONS = '>=0.1.0 <1.0.0';

/** Throws `NotCheckedError` where the file is no report, or one of another time. */
export async function readReport(path: string): Promise<ReportRecord | ReportOneRecord> {
  const json = parseJson(await readFile(path, 'utf8'), path);
  const parsed = isOfSchemaOne(json) ? safeParse(reportOneSchema, json) : safeParse(reportSchema, json);
  if (!parsed.success) {
    const where = parsed.issues[0].path?.map(({ key }) => key).join('.');
    const why = where === undefined ? 'it is no object' : `'${where}' is missing or not what it should be`;
    throw new NotCheckedError(
      `${path}: this is no report of schema binpkg-check/report/2 or 1 (${why}); write one with --format json`,
    );
  }
  const { version } = parsed.output.tool;
  if (!semver.satisfies(version, READABLE_VERSIONS, { includePrerelease: true })) {
    throw new NotCheckedError(
      `${path}: this report is of version ${JSON.stringify(version.slice(0, 40))}, and only ${READABLE_VERSIONS} can be read; write it again with --format json`,
    );
  }
  return parsed.output;
}

function isOfSchemaOne(json: unknown): boolean {
  return (
    typeof json === 'object' && json !== null && 'schema' in json && json.schema === 'binpkg-check/report/1'
  );
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotCheckedError(
      `${path}: not JSON: ${makePrintable((error as Error).message)}; write a report with --format json`,
    );
  }
}
