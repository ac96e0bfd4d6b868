import { describe, expect, it } from 'vitest';
import { loadUniverse } from '../../src/load/load-universe.js';
import { instanceName } from '../../src/model/package.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import { realData } from '../support/real-data.js';
import { findNeedlessReasons } from '../support/state-reasons.js';

const INDICES = realData('indices');

describe
  .skipIf(INDICES === null)
  .each(['x86-1M-2021-02', 'x86-100k-2022-11', 'p15-glibc-2.31-2.33-x86-2022-11-a'])('%s', name => {
  it('has no needless reason', async () => {
    const { universe } = await loadUniverse({ source: `${INDICES}/${name}/Packages` });
    const verdicts = judgeInstallability(universe, universe.judged, { baseline: null, withoutOrder: true });
    const refusals = verdicts.filter(verdict => verdict.verdict === 'not-installable');
    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals)
      expect(findNeedlessReasons(universe, refusal), instanceName(refusal.package)).toEqual([]);
  });
});
