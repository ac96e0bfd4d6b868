import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { describeReport } from '../../../src/report/findings/describe-report.js';
import { renderJson } from '../../../src/report/findings/render-json.js';
import { renderNdjson } from '../../../src/report/findings/render-ndjson.js';
import type { FindingRecord, ReportRecord } from '../../../src/report/findings/report-record.js';
import { type findingSchema, reportSchema } from '../../../src/report/findings/report-schema.js';
import { REPORTERS } from '../../../src/report/findings/reporters.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import { absent, makeFinding, makeResult, RULES, tooOld } from '../sample-results.js';

/** What a schema gives may be changed by who has it; a record of ours may not. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

const SCHEMA_FILE = new URL('../../../bindings/schema/report-1.schema.json', import.meta.url);

const floor = tooOld('>=2.40', 'net-misc/wget-1.21', { build: 2 });
const result = makeResult(
  [
    floor,
    absent('net-libs/gnutls', 'www-client/lynx-2.9', { causedBy: floor.fingerprint }),
    makeFinding('environment-mixed', 'stray', { file: 'a/b.xpak' }, { cpv: null, path: 'a/b.xpak' }),
    makeFinding('environment-mixed', 'eapi', { eapi: '6' }, { severity: 'info', superseded: true }),
  ],
  {
    inputs: [
      { role: 'candidate', location: 'live', packages: 2433, digest: 'sha256:00ff' },
      { role: 'installed', location: 'stage3/var/db/pkg', name: 'stage3', packages: 400, digest: null },
    ],
    unusable: 2,
    faulty: 1,
    skipped: [{ rule: 'soname-unmet', by: 'skip' }],
    notRun: [{ rule: 'container-invalid', wanted: ['files'] }],
    unchecked: [{ kind: 'package-files' }],
  },
);
const input = { result, rules: RULES, tool: { name: 'binpkg-check', version: '0.1.0' } };

describe('JSON report', () => {
  it('has the keys of the contract in their order', () => {
    const report = JSON.parse(renderJson(input));
    expect(Object.keys(report)).toEqual([
      ...['schema', 'tool', 'inputs', 'summary', 'findings', 'waived'],
      ...['rulesRun', 'skipped', 'notRun', 'unchecked'],
    ]);
    expect(report.schema).toBe('binpkg-check/report/1');
    expect(report.rulesRun).toEqual(['unmet-dependency']);
    expect(report.summary).toEqual({
      ...{ packages: 2433, error: 2, warning: 1, info: 1, new: 4, fixed: 0, total: 4 },
      ...{ names: 906, unusable: 2, faulty: 1 },
    });
    expect(report.findings[0]).toEqual({
      rule: 'libc-floor',
      messageId: 'too-old',
      severity: 'error',
      state: 'new',
      assurance: 'proved',
      subject: {
        ...{
          cpv: 'net-misc/wget-1.21',
          buildId: 2,
          repo: 'gentoo',
          path: 'net-misc/wget-1.21.tbz2',
          superseded: false,
        },
      },
      message: 'needs sys-libs/glibc >=2.40, the newest here is 2.38-r10',
      remedy: 'publish sys-libs/glibc-2.40 first; it repairs all 518',
      data: floor.data,
      causedBy: null,
      fingerprint: floor.fingerprint,
    });
    expect(report.findings[1].causedBy).toBe(floor.fingerprint);
  });

  it('fits its schema without a key that the schema does not know', () => {
    const report = JSON.parse(renderJson(input));
    expect(v.parse(reportSchema, report)).toEqual(report);
  });

  it('has types that say the same', () => {
    expectTypeOf<Frozen<v.InferOutput<typeof reportSchema>>>().toEqualTypeOf<Frozen<ReportRecord>>();
    expectTypeOf<Frozen<v.InferOutput<typeof findingSchema>>>().toEqualTypeOf<Frozen<FindingRecord>>();
  });

  it('keeps names of baselines', () => {
    expect(describeReport(input).inputs.map(({ name }) => name)).toEqual([undefined, 'stage3']);
  });

  it('is refused by the schema when a part is wrong', () => {
    const report = JSON.parse(renderJson(input));
    const wrong = [
      { ...report, schema: 'binpkg-check/report/2' },
      { ...report, summary: { ...report.summary, error: -1 } },
      { ...report, findings: [{ ...report.findings[0], severity: 'fatal' }] },
      { ...report, findings: [{ ...report.findings[0], data: [] }] },
      { ...report, findings: [{ ...report.findings[0], fingerprint: 'XYZ' }] },
    ];
    for (const one of wrong) expect(v.safeParse(reportSchema, one).success).toBe(false);
  });

  it('is the same as lines: a header, each finding, a trailer', () => {
    const lines = renderNdjson(input)
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    const report = JSON.parse(renderJson(input));
    expect(lines).toHaveLength(result.findings.length + 2);
    expect(lines.slice(1, -1)).toEqual(report.findings);
    expect({ ...lines[0], findings: lines.slice(1, -1), ...lines.at(-1) }).toEqual(report);
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(reportSchema, {
      // `v.custom` has no counterpart: any object.
      overrideSchema: ({ valibotSchema }) =>
        valibotSchema.type === 'custom' ? { type: 'object' } : undefined,
    });
    const schema = { $schema, $id: 'binpkg-check/report/1', title: 'Report of binpkg-check', ...body };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});

describe('formats', () => {
  it('are found by name and end in a line feed', async () => {
    const style = { width: 80, verbose: false, quiet: false, palette: PLAIN };
    expect(Object.keys(REPORTERS)).toEqual(['text', 'json', 'ndjson']);
    for (const load of Object.values(REPORTERS)) expect((await load())(input, style)).toMatch(/[^\n]\n$/);
  });
});
