import { describe, expect, it } from 'vitest';
import { describeUpgrade } from '../../../src/answer/upgrade.js';
import type { BinaryPackage } from '../../../src/model/package.js';
import { tellUpgrade } from '../../../src/report/upgrade/tell-upgrade.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import {
  planUpgrade,
  type UpgradeAnswer,
  type UpgradePlan,
} from '../../../src/solver/upgrade/plan-upgrade.js';
import type { Effect } from '../../../src/solver/upgrade/upgrade-state.js';
import type { Break } from '../../../src/solver/upgrade/walk.js';
import { readScenario } from '../../support/scenario.js';

const style = { width: 80, palette: PLAIN, verbose: false };

const universe = readScenario(`
[binhost]
CPV: app-misc/a-2
BUILD_ID: 1
RDEPEND: app-misc/absent

CPV: app-misc/b-2
BUILD_ID: 1
RDEPEND: app-misc/absent

CPV: app-misc/c-2
BUILD_ID: 1
RDEPEND: >=app-misc/a-2

[installed]
CPV: app-misc/a-1

CPV: app-misc/b-1

CPV: app-misc/c-1
`);
const answer = planUpgrade(universe, { baseline: 1, mode: 'usepkgonly' }) as UpgradePlan;

describe('tellUpgrade', () => {
  it('tells the least that --backtrack must be, where the default is not enough', () => {
    const text = tellUpgrade({ ...answer, backtrack: 68 }, 1, { ...style, width: 110 }).join('\n');
    expect(text).toContain('a client needs --backtrack=68 or more');
    expect(tellUpgrade(answer, 1, style).join('\n')).not.toContain('--backtrack');
  });

  it('tells once what several packages lack alike, with what waits for them', () => {
    const text = tellUpgrade(answer, 1, style).join('\n');
    expect(text.match(/^held back/gm)).toHaveLength(1);
    expect(text).toContain('needs app-misc/absent, which is not here');
    expect(text).toMatch(/alike +1 package: app-misc\/b-2-1/);
    expect(text).toMatch(/with it +1 package: app-misc\/c-2-1/);
  });

  it('says that it could not decide', () => {
    const unknown: UpgradeAnswer = { outcome: 'unknown', why: 'the limit was reached', universe };
    expect(tellUpgrade(unknown, 1, style)).toEqual(['could not decide: the limit was reached']);
    expect(describeUpgrade(unknown, 'a', 'b')).toMatchObject({
      safe: false,
      outcome: 'unknown',
      steps: [],
      reasons: [{ kind: 'unknown', why: 'the limit was reached' }],
    });
  });

  it('says of a package that a limit left undecided that it is unknown', () => {
    const [first] = answer.heldBack;
    if (first === undefined) throw new Error('nothing is held back');
    const limited: UpgradePlan = {
      ...answer,
      heldBack: [{ ...first, reasons: [], unknown: 'the limit was reached' }],
    };
    expect(tellUpgrade(limited, 1, style)).toContain('unknown  app-misc/a-2-1: the limit was reached');
    expect(describeUpgrade(limited, 'a', 'b').heldBack[0]?.reasons).toEqual([
      { kind: 'unknown', why: 'the limit was reached' },
    ]);
  });

  it('says why no working state can be reached', () => {
    const [pkg] = universe.packages.filter(({ role }) => role === 'installed');
    if (pkg === undefined) throw new Error('nothing is installed');
    const stuck: UpgradeAnswer = {
      outcome: 'impossible',
      reasons: [{ kind: 'installed', package: pkg }],
      universe,
    };
    expect(tellUpgrade(stuck, 1, style).join('\n')).toMatch(
      /^no working state can be reached\n {2}because +app-misc\/a-1 is installed and must stay/,
    );
  });

  it('tells apart what does not start and what only has a dependency unmet, the former first', () => {
    const [a, b, c] = universe.packages.filter(({ role }) => role === 'installed') as [
      BinaryPackage,
      BinaryPackage,
      BinaryPackage,
    ];
    const make = (step: number, effect: Effect, text: string, lacking = a): Break => ({
      step,
      merge: b,
      program: a,
      effect,
      package: lacking,
      need: { kind: 'dependency', text, mentions: [], holds: () => false },
      provider: null,
      repairedBy: null,
      inevitable: false,
    });
    const tell = (...broken: readonly Break[]) =>
      tellUpgrade({ ...answer, steps: [{ merge: b, replaces: [], removes: [] }], broken }, 1, {
        ...style,
        width: 200,
      });
    const near = make(2, 'dependency-unmet', 'x');
    const far = make(1, 'dependency-unmet', 'x', c);
    const stop = make(4, 'does-not-start', 'y');
    expect(tell(far, near)[0]).toMatch(
      /not proved safe: after step 1 a dependency of app-misc\/c, which app-misc\/a rests on, is not met, and 1 later step too/,
    );
    expect(tell(near, make(2, 'dependency-unmet', 'z'))[0]).toMatch(
      /not proved safe: after step 2 a dependency of app-misc\/a is not met/,
    );
    const told = tell(near, stop);
    expect(told[0]).toMatch(
      /· not safe: step 4 breaks app-misc\/a · after step 2 a dependency of app-misc\/a is not met ·/,
    );
    expect(told.filter(line => /^(error|warning) /.test(line))).toEqual([
      expect.stringMatching(/^error {2}step 4 .*does not start$/),
      expect.stringMatching(/^warning {2}step 2 .*has a dependency that is not met$/),
    ]);
  });
});
