import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { describeReport } from '../../../src/report/findings/describe-report.js';
import { renderJson } from '../../../src/report/findings/render-json.js';
import { renderNdjson } from '../../../src/report/findings/render-ndjson.js';
import { renderText } from '../../../src/report/findings/render-text.js';
import type { FindingRecord, ReportRecord } from '../../../src/report/findings/report-record.js';
import { type findingSchema, reportSchema } from '../../../src/report/findings/report-schema.js';
import { REPORTERS } from '../../../src/report/findings/reporters.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import { absent, makeFinding, makeInput, makeResult, tooOld } from '../sample-results.js';

/** What a schema gives may be changed by who has it; a record of ours may not. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

const SCHEMA_FILE = new URL('../../../bindings/schema/report-2.schema.json', import.meta.url);

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
const input = makeInput(result, { policy: { failOn: 'error', rules: { 'soname-unmet': 'off' } } });
const json = (given: typeof input) => [...renderJson(given)].join('');

describe('JSON report', () => {
  it('has the keys of the contract in their order', () => {
    const report = JSON.parse(json(input));
    expect(Object.keys(report)).toEqual([
      ...['schema', 'tool', 'inputs', 'policy', 'summary', 'causes', 'findings', 'waived'],
      ...['rulesRun', 'skipped', 'notRun', 'unchecked'],
    ]);
    expect(report.schema).toBe('binpkg-check/report/2');
    expect(report.rulesRun).toEqual(['unmet-dependency']);
    expect(report.summary).toEqual({
      ...{ packages: 2433, error: 2, warning: 1, info: 1, new: 4, fixed: 0, total: 4 },
      ...{ names: 906, unusable: 2, faulty: 1, causes: 3, verdict: 'fail' },
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
      cause: report.causes[0].id,
      fingerprint: floor.fingerprint,
      kin: floor.kin,
    });
    expect(report.causes[0]).toEqual({
      id: report.findings[0].cause,
      rule: 'libc-floor',
      severity: 'error',
      title: 'sys-libs/glibc is too old for packages built on a newer one',
      remedy: 'publish sys-libs/glibc-2.40 first; it repairs all 518',
      packages: 1,
      findings: [floor.fingerprint, report.findings[1].fingerprint],
    });
    expect(report.policy).toEqual({ failOn: 'error', rules: { 'soname-unmet': 'off' } });
    expect(report.notRun[0]).toMatchObject({ rule: 'container-invalid', wanted: ['files'] });
    expect(report.findings[1].causedBy).toBe(floor.fingerprint);
  });

  it('fits its schema without a key that the schema does not know', () => {
    const report = JSON.parse(json(input));
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
    const report = JSON.parse(json(input));
    const wrong = [
      { ...report, schema: 'binpkg-check/report/3' },
      { ...report, summary: { ...report.summary, error: -1 } },
      { ...report, findings: [{ ...report.findings[0], severity: 'fatal' }] },
      { ...report, findings: [{ ...report.findings[0], data: [] }] },
      { ...report, findings: [{ ...report.findings[0], fingerprint: 'XYZ' }] },
    ];
    for (const one of wrong) expect(v.safeParse(reportSchema, one).success).toBe(false);
  });

  it('has every finding in one cause, in the order of the text', () => {
    const report = describeReport(input);
    expect(report.causes.flatMap(({ findings }) => findings).sort()).toEqual(
      report.findings.map(({ fingerprint }) => fingerprint).sort(),
    );
    const text = renderText(input, { width: 200, lines: null, verbose: true, quiet: false, palette: PLAIN });
    const places = report.causes.map(({ title }) => text.indexOf(title));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    for (const { cause } of report.findings) expect(report.causes.map(({ id }) => id)).toContain(cause);
  });

  it('is the same as lines, each of a kind: a header, causes, findings, a trailer', () => {
    const lines = [...renderNdjson(input)].map(line => JSON.parse(line));
    const report = JSON.parse(json(input));
    const of = (wanted: string) =>
      lines.filter(({ kind }) => kind === wanted).map(({ kind: _, ...record }) => record);
    expect(lines.map(({ kind }) => kind)).toEqual([
      'report',
      ...report.causes.map(() => 'cause'),
      ...report.findings.map(() => 'finding'),
      'end',
    ]);
    expect({
      ...of('report')[0],
      causes: of('cause'),
      findings: of('finding'),
      waived: of('waived'),
      ...of('end')[0],
    }).toEqual(report);
  });

  it('is written in pieces as it is written at once', () => {
    expect(json(input)).toBe(`${JSON.stringify(describeReport(input), null, 2)}\n`);
    const empty = makeInput(makeResult([]));
    expect(json(empty)).toBe(`${JSON.stringify(describeReport(empty), null, 2)}\n`);
    for (const piece of renderJson(input)) expect(piece.length).toBeLessThan(2000);
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(reportSchema, {
      // `v.custom` has no counterpart: any object.
      overrideSchema: ({ valibotSchema }) =>
        valibotSchema.type === 'custom' ? { type: 'object' } : undefined,
    });
    const schema = { $schema, $id: 'binpkg-check/report/2', title: 'Report of binpkg-check', ...body };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});

describe('formats', () => {
  it('are found by name and end in a line feed', async () => {
    const style = { width: 80, lines: null, verbose: false, quiet: false, palette: PLAIN };
    expect(Object.keys(REPORTERS)).toEqual(['text', 'json', 'ndjson']);
    for (const load of Object.values(REPORTERS))
      expect([...(await load())(input, style)].join('')).toMatch(/[^\n]\n$/);
  });
});
