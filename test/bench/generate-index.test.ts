import { describe, expect, it } from 'vitest';
import { generateIndex } from '../../bench/generate-index.mjs';
import { check } from '../../src/check/check.js';
import { readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { writePackagesIndex } from '../../src/formats/packages-index/packages-index-writer.js';
import { buildUniverse } from '../../src/model/build-universe.js';
import { effectiveIuse } from '../../src/pms/iuse.js';
import { RULES } from '../../src/rules/index.js';

const read = (text: string) => readPackagesIndex(new TextEncoder().encode(text));

function audit(text: string) {
  const index = read(text);
  const universe = buildUniverse([
    {
      role: 'candidate',
      location: 'generated',
      name: 'generated',
      kind: 'index',
      header: index.header,
      iuseEffective: effectiveIuse(index.header),
      problems: index.problems.map(problem => ({ ...problem, file: 'Packages' })),
      files: null,
      discrepancies: null,
      digest: null,
      records: index.entries,
    },
  ]);
  return { universe, findings: check(universe, [], RULES).findings };
}

describe('generateIndex', () => {
  it('gives the same bytes for the same seed and size, others for another seed', () => {
    const text = generateIndex({ packages: 300, seed: 7 });
    expect(generateIndex({ packages: 300, seed: 7 })).toBe(text);
    expect(generateIndex({ packages: 300, seed: 8 })).not.toBe(text);
    expect(generateIndex({ packages: 300 })).toBe(generateIndex({ packages: 300, seed: 1 }));
  });

  it.each([1, 2, 30, 47, 500])('writes an index of %i packages as Portage does', packages => {
    const text = generateIndex({ packages, seed: packages });
    const index = read(text);
    expect(index.problems).toEqual([]);
    expect(index.entries).toHaveLength(packages);
    expect(index.header.get('PACKAGES')).toBe(String(packages));
    expect(writePackagesIndex(index)).toBe(text);
  });

  it.each([1, 2, 3])('keeps to the grammar and to the rules of the index (seed %i)', seed => {
    const { universe, findings } = audit(generateIndex({ packages: 3000, seed }));
    const about = [
      'index-grammar',
      'index-header',
      'path-misplaced',
      'digest-missing',
      'environment-mixed',
      'keyword-not-accepted',
    ];
    expect(findings.filter(({ rule }) => about.includes(rule))).toEqual([]);
    expect(findings.filter(({ message }) => message === 'identity' || message === 'slot')).toEqual([]);
    expect(new Set(universe.packages.map(({ record }) => record.PATH)).size).toBe(universe.packages.length);
  });

  it('has the shape of public indices', () => {
    const { universe, findings } = audit(generateIndex({ packages: 3000 }));
    const share = (rule: string) => findings.filter(finding => finding.rule === rule).length / 3000;
    const text = universe.packages.map(({ record }) => `${record.RDEPEND} `).join('');
    const atoms = text.split(' ').filter(token => token.includes('/'));
    const part = (pattern: RegExp) => atoms.filter(atom => pattern.test(atom)).length / atoms.length;
    // Between half and twice of what x86-4M-2022-11 and arm-3M-2024-10 have.
    const within = (value: number, low: number, high: number) => {
      expect(value).toBeGreaterThan(low);
      expect(value).toBeLessThan(high);
    };
    within(universe.byCpn.size / 3000, 0.3, 0.6);
    within(atoms.length / 3000, 3.5, 7);
    within(part(/^>=/), 0.3, 0.55);
    within(part(/:[^[]+\/[^[]+=/), 0.12, 0.3);
    within(part(/\[/), 0.08, 0.3);
    within(text.split('|| (').length / 3000, 0.04, 0.2);
    within(share('unmet-dependency'), 0.1, 0.6);
    within(share('soname-unmet'), 0.05, 0.5);
    within(share('slot-operator-stale'), 0.005, 0.1);
    within(share('libc-floor'), 0.005, 0.2);
    expect(share('perl-virtual-diverged')).toBeGreaterThan(0);
    expect(share('dependency-cycle')).toBeGreaterThan(0);
  });

  it('refuses a size that is no number of packages', () => {
    for (const packages of [0, -1, 1.5, Number.NaN])
      expect(() => generateIndex({ packages })).toThrow(RangeError);
  });
});
