import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src/pms/compare-versions.js';
import { parseCpv } from '../../../src/pms/cpv.js';
import { releaseText, revisionDigits } from '../../../src/pms/version.js';
import { agreement, compareRows, lackVectors, readVectors } from './read-vectors.js';

interface Compared {
  readonly a: string;
  readonly b: string;
  readonly cmp?: number;
  readonly ne?: true;
}

describe.skipIf(lackVectors())('version vectors', () => {
  it('agree in versions_compare.json', () => {
    const rows = readVectors<Compared>('versions_compare.json');
    const ours = (row: Compared) => {
      const order = compareVersions(row.a, row.b);
      return row.ne === true ? order !== 0 : order;
    };
    const compared = compareRows(
      rows,
      row => `${row.a} ${row.b}`,
      ours,
      row => row.ne ?? row.cmp,
    );
    expect(compared).toEqual(agreement(299));
  });

  it('agree in bulk_versions.json, both ways round', () => {
    const rows = readVectors<readonly [string, string, number]>('bulk_versions.json');
    const ours = ([a, b]: readonly [string, string, number]) => [
      compareVersions(a, b),
      compareVersions(b, a),
    ];
    const theirs = ([, , order]: readonly [string, string, number]) => [order, order === 0 ? 0 : -order];
    expect(compareRows(rows, row => row.join(' '), ours, theirs)).toEqual(agreement(5015));
  });

  it('agree in bulk_cpv.json', () => {
    type Row = readonly [cpv: string, category: string, name: string, version: string, revision: string];
    const rows = readVectors<Row>('bulk_cpv.json');
    const ours = ([text]: Row) => {
      const { category, package: name, version } = parseCpv(text);
      if (version === null) return null;
      return [text, category, name, releaseText(version), `r${revisionDigits(version) || '0'}`];
    };
    expect(
      compareRows(
        rows,
        row => row[0],
        ours,
        row => row,
      ),
    ).toEqual(agreement(1079));
  });
});
