import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadUniverse } from '../../../src/load/load-universe.js';
import { instanceName } from '../../../src/model/package.js';
import type { Universe } from '../../../src/model/universe.js';
import {
  type Judged,
  type Recheck,
  recheckInstallability,
} from '../../../src/solver/change/recheck-installability.js';
import { reasonKey } from '../../../src/solver/installability/reason-key.js';
import type { Verdict } from '../../../src/solver/installability/verdict.js';
import { checkWitness } from '../../support/check-witness.js';
import { askAbout, findFaults, judgeAll } from '../../support/find-faults.js';
import { runs } from '../../support/long.js';
import { type Built, build, draft, installed, offered, scenarioText } from '../../support/random-universe.js';
import { realData } from '../../support/real-data.js';
import { readScenario } from '../../support/scenario.js';

interface Options {
  readonly sonames?: boolean;
  readonly withoutOrder?: boolean;
}

function judge(universe: Universe, { sonames = false, withoutOrder = true }: Options = {}): Judged {
  return { universe, verdicts: judgeAll(askAbout(universe, sonames), { withoutOrder }) };
}

function recheck(
  before: Judged,
  after: Universe,
  { sonames = false, withoutOrder = true }: Options = {},
): Recheck {
  const { baseline } = askAbout(after, sonames);
  return recheckInstallability(before, after, { baseline, sonames, withoutOrder });
}

/** Some packages dropped, some replaced, some added. */
const change = fc.record({
  dropped: fc.array(fc.nat({ max: 5 }), { maxLength: 2 }),
  replaced: fc.array(fc.tuple(fc.nat({ max: 5 }), draft), { maxLength: 1 }),
  added: fc.array(draft, { maxLength: 1 }),
  turned: fc.boolean(),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(packages: readonly Built[], { dropped, replaced, added, turned }: Change, round: number) {
  const replacing = new Map(replaced);
  const kept = packages.flatMap((pkg, at): readonly Built[] => {
    const other = replacing.get(at);
    if (other !== undefined) return [{ ...other, build: 100 * round + at }];
    return dropped.includes(at) ? [] : [pkg];
  });
  const all = [...kept, ...build(added, 100 * round + 50)];
  return turned ? all.reverse() : all;
}

describe('recheckInstallability', () => {
  it('gives the verdicts that judging anew gives, with witnesses and reasons of the new universe', () => {
    const baselines = fc.option(installed, { nil: null });
    fc.assert(
      fc.property(
        offered,
        baselines,
        change,
        change,
        fc.boolean(),
        (packages, baseline, first, second, sonames) => {
          const base = baseline === null ? null : build(baseline);
          const [one, two] = [build(packages)].flatMap(list => [list, apply(list, first, 1)]) as [
            Built[],
            Built[],
          ];
          const three = apply(two, second, 2);
          let before = judge(readScenario(scenarioText(one, base)), { sonames });
          for (const packagesAfter of [two, three]) {
            const universe = readScenario(scenarioText(packagesAfter, base));
            const { verdicts } = recheck(before, universe, { sonames });
            expect(verdicts.map(verdict => verdict.package)).toEqual(universe.judged);
            for (const verdict of verdicts)
              expect(findFaults(askAbout(universe, sonames), verdict)).toEqual([]);
            before = { universe, verdicts };
          }
        },
      ),
      runs(250),
    );
  });

  it('asks again where instances that are equally preferred changed places', () => {
    const first = 'CPV: a/b-2\nBUILD_ID: 1\nSLOT: 1\nRDEPEND: a/b:0/0=\n';
    const second = 'CPV: a/b-2\nBUILD_ID: 2\nSLOT: 0\nRDEPEND: a/b\n';
    const options = { withoutOrder: false };
    const before = judge(readScenario(`[binhost]\n${first}\n${second}`), options);
    const after = readScenario(`[binhost]\n${second}\n${first}`);
    const { verdicts } = recheck(before, after, options);
    expect(before.verdicts.map(({ verdict }) => verdict)).toEqual(['installable', 'installable']);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['installable', 'not-installable']);
  });

  it('gives them with regard to order too', () => {
    const baselines = fc.option(installed, { nil: null });
    const options = { withoutOrder: false };
    fc.assert(
      fc.property(offered, baselines, change, (packages, baseline, changes) => {
        const base = baseline === null ? null : build(baseline);
        const one = build(packages);
        const universe = readScenario(scenarioText(apply(one, changes, 1), base));
        const before = judge(readScenario(scenarioText(one, base)), options);
        const { verdicts } = recheck(before, universe, options);
        const anew = judge(universe, options).verdicts;
        expect(verdicts.map(({ verdict }) => verdict)).toEqual(anew.map(({ verdict }) => verdict));
        for (const verdict of verdicts) {
          if (verdict.verdict === 'installable') expect(verdict.refused).toEqual([]);
          else if (verdict.verdict === 'not-installable')
            for (const { members } of verdict.cycles)
              for (const pkg of members) expect(universe.packages).toContain(pkg);
        }
      }),
      runs(300),
    );
  });

  const TEXT =
    '[binhost]\nCPV: a/app-1\nRDEPEND: a/lib\n\nCPV: a/broken-1\nRDEPEND: || ( a/gone ( a/lib a/lost ) )\n\nCPV: a/lib-1\n\nCPV: a/other-1\n';
  const asked = (text: string, after: string) =>
    recheck(judge(readScenario(text)), readScenario(after)).asked.map(({ cpvText }) => cpvText);

  it('asks nothing again where nothing changed but what no verdict depends on', () => {
    expect(asked(TEXT, TEXT)).toEqual([]);
    expect(asked(TEXT, TEXT.replace('CPV: a/lib-1', 'CPV: a/lib-1\nSHA1: 00\nKEYWORDS: amd64'))).toEqual([]);
  });

  it('asks those again whose witness has lost a member', () => {
    expect(asked(TEXT, TEXT.replace('CPV: a/lib-1', 'CPV: a/lib-1\nRDEPEND: a/other'))).toEqual([
      'a/app-1',
      'a/broken-1',
      'a/lib-1',
    ]);
    expect(asked(TEXT, TEXT.replace('CPV: a/other-1\n', ''))).toEqual([]);
  });

  it('asks a refusal again where something comes that its reasons ask for, in brackets too', () => {
    expect(asked(TEXT, `${TEXT}\nCPV: a/lost-1\n`)).toEqual(['a/broken-1', 'a/lost-1']);
    expect(asked(TEXT, `${TEXT}\nCPV: a/news-1\n`)).toEqual(['a/news-1']);
  });

  it('leaves those alone who use what has been added a version of', () => {
    expect(asked(TEXT, `${TEXT}\nCPV: a/app-2\nRDEPEND: a/lib\n`)).toEqual(['a/app-2']);
  });

  it('asks all again from another baseline', () => {
    const text = (version: number) => `${TEXT}[installed]\nCPV: a/old-${version}\n`;
    expect(asked(text(1), text(2))).toEqual(['a/app-1', 'a/broken-1', 'a/lib-1', 'a/other-1']);
    expect(asked(text(1), text(1))).toEqual([]);
  });

  it('tells carried reasons of the packages of the new universe', () => {
    const universe = readScenario(`[binhost]\nCPV: a/a-1\n${TEXT.slice('[binhost]'.length)}`);
    const { verdicts, asked: again } = recheck(judge(readScenario(TEXT)), universe);
    expect(again.map(({ cpvText }) => cpvText)).toEqual(['a/a-1']);
    const [refusal] = verdicts.filter(({ verdict }) => verdict === 'not-installable');
    const reasons = refusal?.verdict === 'not-installable' ? refusal.reasons : [];
    expect(reasons.map(reasonKey).length).toBeGreaterThan(0);
    for (const reason of reasons)
      if ('package' in reason) expect(universe.packages).toContain(reason.package);
  });

  it('keeps a refusal by order where no way around has come', () => {
    const text =
      '[binhost]\nCPV: s/gpm-1\nRDEPEND: s/ncurses:0/6=\n\nCPV: s/ncurses-6\nSLOT: 0/6\nRDEPEND: s/gpm\n\nCPV: s/user-1\nRDEPEND: s/mid\n\nCPV: s/mid-1\nRDEPEND: s/gpm\n\nCPV: s/leaf-1\n';
    const options = { withoutOrder: false };
    const before = judge(readScenario(text), options);
    const again = (after: string) =>
      recheck(before, readScenario(after), options).asked.map(({ cpvText }) => cpvText);
    expect(before.verdicts.map(({ verdict }) => verdict)).toEqual([
      ...Array.from({ length: 4 }, () => 'not-installable'),
      'installable',
    ]);
    expect(again(text.replace('s/leaf-1', 's/leaf-2'))).toEqual(['s/leaf-2']);
    expect(again(`${text}\nCPV: s/user-2\n`)).toEqual(['s/user-2']);
    expect(again(`${text}\nCPV: s/mid-2\n`)).toEqual(['s/user-1', 's/mid-2']);
    expect(again(`${text}\nCPV: s/gpm-2\n`)).toEqual([
      's/gpm-1',
      's/ncurses-6',
      's/user-1',
      's/mid-1',
      's/gpm-2',
    ]);
  });
});

const INDICES = realData('indices');

describe.skipIf(INDICES === null).each([
  ['p06-perl-5.36-5.38-arm-2023-09', 'perl and linux-firmware come'],
  ['p15-glibc-2.31-2.33-x86-2022-11', 'glibc comes'],
])('%s', (pair, what) => {
  it(`gives the verdicts of the second index when ${what}`, async () => {
    const load = async (half: string) =>
      (await loadUniverse({ source: `${INDICES}/${pair}-${half}/Packages` })).universe;
    const before = judge(await load('a'), { withoutOrder: false });
    const after = await load('b');
    const anew = judge(after, { withoutOrder: false });
    const { verdicts, asked } = recheck(before, after, { withoutOrder: false });
    const tell = ({ verdict, package: pkg }: Verdict) => `${instanceName(pkg)} ${verdict}`;
    expect(verdicts.map(tell)).toEqual(anew.verdicts.map(tell));
    expect(asked.length).toBeGreaterThan(0);
    for (const verdict of verdicts)
      if (verdict.verdict === 'installable') expect(checkWitness(after, verdict, null)).toEqual([]);
  });
});
