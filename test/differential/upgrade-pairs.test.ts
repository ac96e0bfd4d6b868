// Updates between real generations of a binhost: every plan is walked by an independent checker.

import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeUpgrade } from '../../src/answer/upgrade.js';
import { loadUniverse } from '../../src/load/load-universe.js';
import { instanceName } from '../../src/model/package.js';
import { CRITICAL_NAMES } from '../../src/model/update/critical.js';
import { planUpgrade } from '../../src/solver/upgrade/plan-upgrade.js';
import { checkUpgrade } from '../support/check-upgrade.js';
import { tenth } from '../support/long.js';
import { realData } from '../support/real-data.js';

const folder = realData('indices');

interface Expected {
  readonly steps: number;
  readonly heldBack: number;
  readonly breaks: number;
}

const P06 = 'p06-perl-5.36-5.38-arm-2023-09';
const P08 = 'p08-icu-73-74-arm-2024-04';
const P15 = 'p15-glibc-2.31-2.33-x86-2022-11';

const PAIRS: readonly (readonly [string, string, Expected])[] = [
  [`${P15}-a`, `${P15}-b`, { steps: 0, heldBack: 1, breaks: 0 }],
  [`${P08}-a`, `${P08}-b`, { steps: 21, heldBack: 1, breaks: 0 }],
  [`${P06}-a`, `${P06}-b`, { steps: 0, heldBack: 1, breaks: 0 }],
  ['x86-1M-2021-02', 'x86-4M-2022-11', { steps: 508, heldBack: 262, breaks: 20 }],
  ['x86-1M2-2022-11-clean', 'x86-4M-2022-11', { steps: 716, heldBack: 13, breaks: 5 }],
  [`${P15}-a`, 'x86-4M-2022-11', { steps: 17, heldBack: 11, breaks: 0 }],
  [`${P06}-b`, 'arm-3M-2024-10', { steps: 208, heldBack: 407, breaks: 0 }],
  [`${P08}-a`, 'arm-3M-2024-10', { steps: 80, heldBack: 308, breaks: 0 }],
];

async function plan(from: string, to: string) {
  const { universe } = await loadUniverse({
    source: `${folder}/${to}/Packages`,
    installed: [{ name: null, path: `${folder}/${from}/Packages` }],
    indexOnly: true,
  });
  const answer = planUpgrade(universe, { baseline: 1, mode: 'usepkgonly' });
  if (answer.outcome !== 'planned') throw new Error(answer.outcome);
  return { universe, answer };
}

describe.skipIf(folder === null)('updates between real generations', () => {
  it.each(tenth(PAIRS, 4))(
    '%s to %s',
    async (from, to, expected) => {
      const { universe, answer } = await plan(from, to);
      const record = describeUpgrade(answer, from, to);
      expect(checkUpgrade(universe, record, CRITICAL_NAMES)).toEqual([]);
      expect({
        steps: record.steps.length,
        heldBack: record.heldBack.length,
        breaks: record.broken.length,
      }).toEqual(expected);
    },
    120_000,
  );

  it('are not walked in any other order', async () => {
    const { universe, answer } = await plan('x86-1M-2021-02', 'x86-4M-2022-11');
    const record = describeUpgrade(answer, 'from', 'to');
    const reversed = { ...record, steps: [...record.steps].reverse() };
    expect(checkUpgrade(universe, reversed, CRITICAL_NAMES)).not.toEqual([]);
    expect(checkUpgrade(universe, { ...record, safe: true, broken: [] }, CRITICAL_NAMES)).not.toEqual([]);
  }, 120_000);

  it('holds icu 74 back for a C library that is not there', async () => {
    const { answer } = await plan(`${P08}-a`, `${P08}-b`);
    expect(answer.heldBack.map(({ package: pkg }) => instanceName(pkg))).toEqual(['dev-libs/icu-74.2-1']);
    expect(answer.heldBack[0]?.reasons).toMatchObject([
      { kind: 'requirement', item: '>=sys-libs/glibc-2.38-r11' },
    ]);
  });

  it('holds glibc 2.33 back for whoever needs libcrypt.so.1', async () => {
    const { answer } = await plan(`${P15}-a`, `${P15}-b`);
    expect(answer.heldBack.map(({ package: pkg }) => instanceName(pkg))).toEqual([
      'sys-libs/glibc-2.33-r14-1',
    ]);
    const [held] = answer.heldBack;
    expect(held?.reasons).toContainEqual(
      expect.objectContaining({ kind: 'soname', soname: { abi: 'x86_64', soname: 'libcrypt.so.1' } }),
    );
  });
});

const resolver = realData('resolver');
const cases =
  resolver === null ? [] : readdirSync(resolver).filter(name => existsSync(`${resolver}/${name}/vdb`));

describe.skipIf(cases.length === 0)('updates of installed databases, everything in them critical', () => {
  it.each(cases)('%s', async name => {
    const { universe } = await loadUniverse({
      source: `${resolver}/${name}/pkgdir`,
      installed: [{ name: null, path: `${resolver}/${name}/vdb` }],
      indexOnly: true,
    });
    const critical = [...new Set(universe.packages.map(({ cpn }) => cpn))];
    const answer = planUpgrade(universe, { baseline: 1, critical, mode: 'usepkgonly' });
    expect(answer.outcome).toBe('planned');
    expect(checkUpgrade(universe, describeUpgrade(answer, 'vdb', 'pkgdir'), critical)).toEqual([]);
  });
});
