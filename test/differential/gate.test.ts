// Changes of a real index that leave its problems as they are, and one that does not.

import { describe, expect, it } from 'vitest';
import { type GateAnswer, gate } from '../../src/gate/gate.js';
import { loadSource } from '../../src/load/load-source.js';
import type { SourceInput } from '../../src/model/build-universe.js';
import type { PackageRecord } from '../../src/model/package-record.js';
import { RULES } from '../../src/rules/index.js';
import { LONG } from '../support/long.js';
import { realData } from '../support/real-data.js';

const indices = realData('indices');

async function read(name: string): Promise<SourceInput> {
  return loadSource({ role: 'candidate', location: `${indices}/${name}/Packages`, files: false, jobs: 1 });
}

function gateOf(published: SourceInput, records: readonly PackageRecord[]): GateAnswer {
  const candidate = { ...published, records };
  return gate({ published: [published], candidate, others: [], inputs: [], rules: RULES });
}

function newErrors({ findings }: GateAnswer): readonly string[] {
  return findings
    .filter(({ state, finding }) => state === 'new' && finding.severity === 'error')
    .map(({ finding, worseThan }) =>
      [finding.rule, finding.subject.cpv, ...(worseThan === null ? [] : ['worse'])].join(' '),
    )
    .sort();
}

/** The same package built again, later. */
function rebuilt(record: PackageRecord): PackageRecord {
  const build = String(Number(record.BUILD_ID || 0) + 50);
  return {
    ...record,
    BUILD_ID: build,
    BUILD_TIME: String(Number(record.BUILD_TIME) + 1),
    PATH: record.PATH.replace(/-\d+\.xpak$/, `-${build}.xpak`),
  };
}

function bumped(record: PackageRecord): PackageRecord {
  const isRevised = /-r\d+$/.test(record.CPV);
  const CPV = isRevised ? record.CPV.replace(/\d+$/, one => String(Number(one) + 1)) : `${record.CPV}-r1`;
  return {
    ...rebuilt(record),
    CPV,
    PATH: record.PATH.replace(record.CPV.split('/')[1]!, CPV.split('/')[1]!),
  };
}

describe.skipIf(indices === null)('a faulty package of x86-4M-2022-11, its problem unchanged', async () => {
  if (indices === null) return;
  const published = await read('x86-4M-2022-11');
  const faulty = faultyIn(gateOf(published, published.records));
  const isFaulty = (record: PackageRecord) => faulty.has(keyOf(record));

  it('is one of 92', () => expect(faulty.size).toBe(92));

  const changes: readonly (readonly [string, (record: PackageRecord) => readonly PackageRecord[]])[] = [
    ['in its place', record => [rebuilt(record)]],
    ['beside it', record => [record, rebuilt(record)]],
    ['bumped', record => [bumped(record)]],
    ['bumped, beside it', record => [record, bumped(record)]],
    ['at another time', record => [{ ...record, BUILD_TIME: `${record.BUILD_TIME}1` }]],
  ];
  const some = changes.filter((_, at) => LONG || at % 3 === 0);
  it.each(some)('is no new error %s, all of them at once', (_, change) => {
    const records = published.records.flatMap(record => (isFaulty(record) ? change(record) : [record]));
    expect(newErrors(gateOf(published, records))).toEqual([]);
  });

  // One by one what was changed together above.
  const singles = published.records.filter(isFaulty).filter((_, at) => (LONG ? at % 4 === 0 : at === 0));
  it.each(singles.map(record => [record.CPV, record] as const))('%s alone', (_, faultyOne) => {
    for (const change of [rebuilt, bumped]) {
      const records = published.records.map(record => (record === faultyOne ? change(record) : record));
      expect(newErrors(gateOf(published, records))).toEqual([]);
    }
  });
});

describe.skipIf(indices === null)('a floor of arm-3M-2024-10', async () => {
  if (indices === null) return;
  const published = await read('arm-3M-2024-10');
  const FLOOR = /(>=sys-libs\/glibc-2\.)40(?=\s|$)/;

  it('raised in every entry that has it is new in each, and worse than before', () => {
    const newest = new Set(gateOf(published, published.records).result.findings.flatMap(asksForFloor));
    const records = published.records.map(record => ({
      ...record,
      RDEPEND: record.RDEPEND.replace(FLOOR, '$141'),
    }));
    const errors = newErrors(gateOf(published, records));
    expect(newest.size).toBe(211);
    // That the floor was written by Portage is what `libc-floor` says of the same need.
    const own = errors.filter(text => !/^libc-floor .* worse$/.test(text));
    expect(own).toEqual([...newest].map(cpv => `unmet-dependency ${cpv} worse`).sort());
  });
});

function asksForFloor({ rule, subject, data }: GateAnswer['result']['findings'][number]): readonly string[] {
  const isOne =
    rule === 'unmet-dependency' && data['item'] === '>=sys-libs/glibc-2.40' && !subject.superseded;
  return isOne ? [subject.cpv ?? ''] : [];
}

function keyOf({ CPV, BUILD_ID }: PackageRecord): string {
  return `${CPV}|${BUILD_ID}`;
}

/** Those with an error that does not come from another package. */
function faultyIn({ result }: GateAnswer): ReadonlySet<string> {
  const byFingerprint = new Map(result.findings.map(finding => [finding.fingerprint, finding]));
  const faulty = new Set<string>();
  for (const finding of result.findings) {
    if (finding.severity !== 'error' || finding.subject.cpv === null) continue;
    let root = finding;
    while (root.causedBy !== null) root = byFingerprint.get(root.causedBy) ?? { ...root, causedBy: null };
    if (root.subject.path === finding.subject.path)
      faulty.add(`${finding.subject.cpv}|${finding.subject.buildId ?? ''}`);
  }
  return faulty;
}
