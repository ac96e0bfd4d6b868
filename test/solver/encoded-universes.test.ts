// Random universes, judged and tried out: the same verdicts, witnesses that hold, reasons of which none can be left out.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleBoundWays } from '../../src/solver/change/cycle-bound.js';
import { recheckInstallability } from '../../src/solver/change/recheck-installability.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import { askAbout, findFaults, judgeAll } from '../support/find-faults.js';
import { runs } from '../support/long.js';
import { build, installed, offered, scenarioText } from '../support/random-universe.js';
import { readScenario } from '../support/scenario.js';

const check = (text: string, sonames: boolean) => {
  const asked = askAbout(readScenario(text), sonames);
  for (const verdict of judgeAll(asked, { withoutOrder: true }))
    expect(findFaults(asked, verdict)).toEqual([]);
};

describe('random universes', () => {
  it('are judged into an empty root as trying out says', () => {
    fc.assert(
      fc.property(offered, fc.boolean(), (packages, sonames) =>
        check(scenarioText(build(packages)), sonames),
      ),
      runs(400),
    );
  });

  it('are judged from a baseline as trying out says', () => {
    fc.assert(
      fc.property(offered, installed, fc.boolean(), (packages, baseline, sonames) =>
        check(scenarioText(build(packages), build(baseline)), sonames),
      ),
      runs(400),
    );
  });

  it('have what is bound to come into a refused cycle refused, and every further refusal by order has a cycle', () => {
    fc.assert(
      fc.property(offered, packages => {
        const asked = askAbout(readScenario(scenarioText(build(packages))), false);
        const ways = cycleBoundWays(asked.universe);
        const free = judgeAll(asked, { withoutOrder: true });
        for (const [at, verdict] of judgeAll(asked, { withoutOrder: false }).entries()) {
          const isPossible = free[at]?.verdict === 'installable';
          if (ways[verdict.package.id] != null) expect(verdict.verdict).toBe('not-installable');
          if (!isPossible) expect(verdict.verdict).toBe('not-installable');
          else if (verdict.verdict !== 'installable')
            expect(verdict.verdict === 'not-installable' && verdict.cycles.length).toBeGreaterThan(0);
        }
      }),
      runs(300),
    );
  });
});

describe('a limit', () => {
  /** More guests than rooms: each guest needs a room of its own, and a room is a slot that holds one version. */
  function crowd(guests: number, rooms: number): string {
    const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
    const host = `CPV: a/host-1\nRDEPEND: ${numbers(guests)
      .map(guest => `a/guest${guest}`)
      .join(' ')}\n`;
    const guestsToo = numbers(guests).map(
      guest =>
        `CPV: a/guest${guest}-1\nRDEPEND: || ( ${numbers(rooms)
          .map(room => `=a/room-${guest}:${room}`)
          .join(' ')} )\n`,
    );
    const roomsToo = numbers(guests).flatMap(guest =>
      numbers(rooms).map(room => `CPV: a/room-${guest}\nBUILD_ID: ${room}\nSLOT: ${room}\n`),
    );
    return `[binhost]\n${[host, ...guestsToo, ...roomsToo].join('\n')}`;
  }

  const judgeCrowd = (conflictLimit: number) => {
    const universe = readScenario(crowd(6, 5));
    return judgeInstallability(universe, universe.judged, { baseline: null, conflictLimit });
  };

  it('that is reached makes a verdict unknown, never another one', () => {
    const whole = judgeCrowd(100_000);
    expect(whole[0]?.verdict).toBe('not-installable');
    for (const limit of [0, 1, 2, 5, 20]) {
      const cut = judgeCrowd(limit);
      expect(cut[0]?.verdict).toBe('unknown');
      expect(cut[0]?.verdict === 'unknown' && cut[0].why).toMatch(/limit/);
      for (const [at, { verdict }] of cut.entries())
        if (verdict !== 'unknown') expect(verdict).toBe(whole[at]?.verdict);
    }
  });

  it('on random universes gives verdicts that hold, or none', () => {
    fc.assert(
      fc.property(
        offered,
        fc.option(installed, { nil: null }),
        fc.nat({ max: 2 }),
        (packages, base, conflictLimit) => {
          const baseline = base === null ? null : build(base);
          const asked = askAbout(readScenario(scenarioText(build(packages), baseline)), false);
          const { universe } = asked;
          const options = { baseline: asked.baseline, withoutOrder: true, conflictLimit };
          for (const verdict of judgeInstallability(universe, universe.judged, options))
            if (verdict.verdict !== 'unknown') expect(findFaults(asked, verdict)).toEqual([]);
        },
      ),
      runs(150),
    );
  });

  it('is no reason to carry an unknown verdict over', () => {
    const universe = readScenario(crowd(6, 5));
    const options = { baseline: null, conflictLimit: 1 };
    const before = { universe, verdicts: judgeInstallability(universe, universe.judged, options) };
    const { asked, verdicts } = recheckInstallability(before, readScenario(crowd(6, 5)), { baseline: null });
    expect(asked.map(({ cpvText }) => cpvText)).toEqual(['a/host-1']);
    expect(verdicts[0]?.verdict).toBe('not-installable');
  });
});
