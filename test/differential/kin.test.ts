// Kin on a real index: rebuilt, bumped, with another library missing; and over small universes.

import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { type PackagesIndex, readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { buildUniverse } from '../../src/model/build-universe.js';
import type { PackageRecord } from '../../src/model/package-record.js';
import { effectiveIuse } from '../../src/pms/iuse.js';
import { RULES } from '../../src/rules/index.js';
import type { Finding } from '../../src/rules/kit/finding.js';

const INDEX = new URL('../../../shared/data/indices/x86-4M-2022-11/Packages', import.meta.url);
const present = existsSync(INDEX);
if (!present) console.warn('skipped: ../shared/data/indices is not there');

/** Every faulty package, and not some. */
const isLong = process.env['LONG'] === '1';
const DAY = 86_400;

/** Kins that one has more of than the other, each by a finding. */
function differences(before: readonly Finding[], after: readonly Finding[]): readonly string[] {
  const say = (mark: string, { rule, subject, data }: Finding) =>
    `${mark} ${rule} ${subject.cpv} ${JSON.stringify(data)}`;
  return [
    ...surplus(before, after).map(finding => say('-', finding)),
    ...surplus(after, before).map(finding => say('+', finding)),
  ];
}

function surplus(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const spare = new Map<string, number>();
  for (const { kin } of others) spare.set(kin, (spare.get(kin) ?? 0) + 1);
  return findings.filter(({ kin }) => {
    const left = spare.get(kin) ?? 0;
    spare.set(kin, left - 1);
    return left <= 0;
  });
}

describe.skipIf(!present)('kin of a real index', () => {
  let index: PackagesIndex;
  let findings: readonly Finding[];
  const judge = (records: readonly PackageRecord[], header: ReadonlyMap<string, string> = index.header) =>
    check(
      buildUniverse([
        {
          role: 'candidate',
          location: 'x',
          name: 'x',
          kind: 'index',
          header,
          iuseEffective: effectiveIuse(header),
          problems: [],
          files: null,
          discrepancies: null,
          digest: null,
          records,
        },
      ]),
      [],
      RULES,
    ).findings;
  beforeAll(() => {
    index = readPackagesIndex(readFileSync(INDEX));
    findings = judge(index.entries);
  });

  it('is unchanged when every entry is built again', () => {
    const later = (time: string) => (time === '' ? '' : String(Number(time) + DAY));
    const next = (build: string) => String(Number(build) + 50);
    const rebuilt = index.entries.map(record => ({
      ...record,
      BUILD_ID: record.BUILD_ID === '' ? '' : next(record.BUILD_ID),
      BUILD_TIME: later(record.BUILD_TIME),
      PATH: record.PATH.replace(/-(\d+)\.xpak$/, (_, build: string) => `-${next(build)}.xpak`),
    }));
    const header = new Map(index.header).set('TIMESTAMP', later(index.header.get('TIMESTAMP') ?? ''));
    expect(differences(findings, judge(rebuilt, header))).toEqual([]);
  });

  it('is unchanged when a faulty package gets a new revision', () => {
    const errors = findings.filter(({ severity, subject }) => severity === 'error' && !subject.superseded);
    const faulty = [...new Set(errors.map(({ subject }) => subject.cpv))].filter(cpv => cpv !== null);
    expect(faulty.length).toBeGreaterThan(80);
    const chosen = isLong ? faulty : faulty.filter((_, at) => at % 23 === 7);
    for (const cpv of chosen) {
      const bumped = bump(cpv);
      const records = index.entries.map(record =>
        record.CPV === cpv
          ? { ...record, CPV: bumped, PATH: record.PATH.replace(nameOf(cpv), nameOf(bumped)) }
          : record,
      );
      expect(differences(findings, judge(records)), cpv).toEqual([]);
    }
  });

  it('differs by one where another library is missing', () => {
    const one = findings.find(
      ({ rule, subject, data }) =>
        rule === 'soname-unmet' && !subject.superseded && String(data['soname']).startsWith('libKF5'),
    ) as Finding;
    const soname = String(one.data['soname']);
    const records = index.entries.map(record =>
      record.CPV === one.subject.cpv && record.BUILD_ID === String(one.subject.buildId ?? '')
        ? { ...record, REQUIRES: record.REQUIRES.replace(soname, 'libNowhere.so.5') }
        : record,
    );
    expect(differences(findings, judge(records)).map(line => line.slice(0, 14))).toEqual([
      '- soname-unmet',
      '+ soname-unmet',
    ]);
  });

  it('is told apart within one package, but where only operator, version or sub-slot differ', () => {
    const seen = new Map<string, Finding>();
    for (const finding of findings) {
      const { cpv, buildId, path } = finding.subject;
      const key = JSON.stringify([cpv, buildId, path, finding.kin]);
      expect(seen.get(key), `${finding.rule} ${cpv}`).toBeUndefined();
      seen.set(key, finding);
    }
  });
});

const nameOf = (cpv: string) => cpv.slice(cpv.indexOf('/') + 1);

function bump(cpv: string): string {
  const [, start = cpv, revision = '0'] = /^(.*?)(?:-r(\d+))?$/.exec(cpv) ?? [];
  return `${start}-r${Number(revision) + 50}`;
}
