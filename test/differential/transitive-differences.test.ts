// What exclusion within a slot, blockers and order refuse beyond the closures of `truth.transitive`, index by index. Every refusal that
// is not in the truth must say what excludes what, or name its cycle.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadUniverse } from '../../src/load/load-universe.js';
import { instanceName } from '../../src/model/package.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import type { NotInstallable, Verdict } from '../../src/solver/installability/verdict.js';
import { realData } from '../support/real-data.js';

const INDICES = realData('indices');

/**
 * unmet: something in the closure has no match at all, which is what the truth counts.
 * excluded: each need has a match, but two of them ask for different instances of one slot, or one blocks what another needs.
 * cycles: a set holds together, but in it packages need each other through a built slot operator, and Portage refuses to order them.
 */
interface Counts {
  readonly unmet: number;
  readonly excluded: number;
  readonly cycles: number;
}

const EXPECTED: Readonly<Record<string, Counts>> = {
  'arm-3M-2024-10': { unmet: 1946, excluded: 0, cycles: 4 },
  'p06-perl-5.36-5.38-arm-2023-09-a': { unmet: 668, excluded: 0, cycles: 4 },
  'p06-perl-5.36-5.38-arm-2023-09-b': { unmet: 669, excluded: 0, cycles: 4 },
  'p08-icu-73-74-arm-2024-04-a': { unmet: 1338, excluded: 0, cycles: 4 },
  'p08-icu-73-74-arm-2024-04-b': { unmet: 1339, excluded: 0, cycles: 4 },
  'p13-truncation-x86-2022-11-b': { unmet: 2, excluded: 0, cycles: 0 },
  'p15-glibc-2.31-2.33-x86-2022-11-a': { unmet: 116, excluded: 0, cycles: 1799 },
  'p15-glibc-2.31-2.33-x86-2022-11-b': { unmet: 116, excluded: 0, cycles: 1800 },
  'x86-100k-2022-11': { unmet: 27, excluded: 0, cycles: 0 },
  'x86-1M-2021-02': { unmet: 447, excluded: 0, cycles: 27 },
  'x86-1M2-2022-11-clean': { unmet: 2, excluded: 0, cycles: 551 },
  'x86-4M-2022-11': { unmet: 117, excluded: 0, cycles: 1802 },
};

describe.skipIf(INDICES === null).each(Object.entries(EXPECTED))('%s', (name, expected) => {
  it('refuses what the truth does, what excludes itself and what comes into a cycle', async () => {
    const { universe } = await loadUniverse({ source: `${INDICES}/${name}/Packages` });
    const possible = possibleBy(name);
    const judge = (withoutOrder: boolean) =>
      judgeInstallability(universe, universe.judged, { baseline: null, withoutOrder });
    const free = judge(true);
    const ordered = judge(false);
    const isUnmet = ({ package: pkg }: Verdict) => !possible.has(instanceName(pkg));

    const unmet = free.filter(isUnmet);
    expect(unmet.filter(({ verdict }) => verdict !== 'not-installable').map(nameOf)).toEqual([]);

    const excluded = free.filter(isRefused).filter(verdict => !isUnmet(verdict));
    const isExclusive = ({ reasons }: NotInstallable) =>
      reasons.some(({ kind }) => kind === 'same-slot' || kind === 'blocker');
    expect(excluded.filter(refusal => !isExclusive(refusal)).map(nameOf)).toEqual([]);

    const further = ordered.filter(
      (verdict, at) => isRefused(verdict) && free[at]?.verdict === 'installable',
    );
    expect(further.filter(verdict => isRefused(verdict) && verdict.cycles.length === 0).map(nameOf)).toEqual(
      [],
    );
    expect(ordered.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);

    expect({ unmet: unmet.length, excluded: excluded.length, cycles: further.length }).toEqual(expected);
  });
});

function possibleBy(name: string): ReadonlySet<string> {
  const truth = JSON.parse(readFileSync(`${INDICES}/${name}/truth.json`, 'utf8')) as {
    readonly transitive: { readonly ok_list: readonly string[] };
  };
  return new Set(truth.transitive.ok_list);
}

function isRefused(verdict: Verdict): verdict is NotInstallable {
  return verdict.verdict === 'not-installable';
}

function nameOf({ package: pkg }: Verdict): string {
  return instanceName(pkg);
}
