import { describe, expect, it } from 'vitest';
import { instanceName } from '../../../src/model/package.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { judgeForClient } from '../../../src/solver/installability/judge-for-client.js';
import { judgeInstallability } from '../../../src/solver/installability/judge-installability.js';
import { foldRefusals, reasonKey } from '../../../src/solver/installability/reason-key.js';
import type { NotInstallable, Verdict } from '../../../src/solver/installability/verdict.js';
import { checkWitness } from '../../support/check-witness.js';
import { makeClient } from '../../support/make-client.js';
import { readScenario } from '../../support/scenario.js';

function judge(text: string, installed = false) {
  const universe = readScenario(text);
  const baseline = installed ? universe.sources.findIndex(({ role }) => role === 'installed') : null;
  return judgeInstallability(universe, universe.judged, { baseline });
}

const verdictsOf = (text: string, installed = false) => judge(text, installed).map(({ verdict }) => verdict);

describe('judgeInstallability', () => {
  it('refuses two needs for one slot that each have a match', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b app-misc/c\n\nCPV: app-misc/b-1\nRDEPEND: dev-libs/x:0/1=\n\nCPV: app-misc/c-1\nRDEPEND: dev-libs/x:0/2=\n\nCPV: dev-libs/x-1\nSLOT: 0/1\n\nCPV: dev-libs/x-2\nSLOT: 0/2\n';
    const [a, ...others] = judge(text);
    expect(a?.verdict).toBe('not-installable');
    expect((a as NotInstallable).reasons.map(reasonKey).sort()).toEqual([
      'app-misc/a-1 RDEPEND app-misc/b',
      'app-misc/a-1 RDEPEND app-misc/c',
      'app-misc/b-1 RDEPEND dev-libs/x:0/1=',
      'app-misc/c-1 RDEPEND dev-libs/x:0/2=',
      'dev-libs/x:0',
    ]);
    expect(others.map(({ verdict }) => verdict)).toEqual([
      'installable',
      'installable',
      'installable',
      'installable',
    ]);
  });

  it('takes another alternative where the first is blocked', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: || ( app-misc/b app-misc/c ) !app-misc/b\n\nCPV: app-misc/b-1\n\nCPV: app-misc/c-1\n';
    expect(verdictsOf(text)[0]).toBe('installable');
    expect(verdictsOf(text.replace('app-misc/c )', ')'))[0]).toBe('not-installable');
  });

  it('keeps what is installed in working order', () => {
    const text =
      '[binhost]\nCPV: dev-libs/x-2\nSLOT: 0/2\n[installed]\nCPV: app-misc/old-1\nRDEPEND: dev-libs/x:0/1=\n\nCPV: dev-libs/x-1\nSLOT: 0/1\n';
    expect(verdictsOf(text, true)).toEqual(['not-installable']);
    expect(verdictsOf(text.replace('RDEPEND: dev-libs/x:0/1=', 'RDEPEND: dev-libs/x'), true)).toEqual([
      'installable',
    ]);
  });

  it('does not ask that what was broken before works afterwards', () => {
    expect(
      verdictsOf(
        '[binhost]\nCPV: app-misc/a-1\n[installed]\nCPV: app-misc/old-1\nRDEPEND: dev-libs/gone\n',
        true,
      ),
    ).toEqual(['installable']);
  });

  it('never takes what it cannot read for satisfied', () => {
    const deep = `${'( '.repeat(1001)}app-misc/b${' )'.repeat(1001)}`;
    const [a] = judge(`[binhost]\nCPV: app-misc/a-1\nRDEPEND: ${deep}\n\nCPV: app-misc/b-1\n`);
    expect(a?.verdict).toBe('unknown');
  });

  it('merges providers before users and PDEPEND at any time', () => {
    const [a] = judge(
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\nPDEPEND: app-misc/d\n\nCPV: app-misc/b-1\nRDEPEND: app-misc/c\n\nCPV: app-misc/c-1\n\nCPV: app-misc/d-1\nRDEPEND: app-misc/a\n',
    );
    expect(a?.verdict === 'installable' ? a.merge.map(instanceName) : a).toEqual([
      'app-misc/c-1',
      'app-misc/b-1',
      'app-misc/a-1',
      'app-misc/d-1',
    ]);
  });

  it('refuses into an empty root a cycle through a slot operator, and only that', () => {
    const text =
      '[binhost]\nCPV: sys-libs/gpm-1\nRDEPEND: sys-libs/ncurses:0/6=\n\nCPV: sys-libs/ncurses-6\nSLOT: 0/6\nRDEPEND: sys-libs/gpm\n';
    expect(verdictsOf(text)).toEqual(['not-installable', 'not-installable']);
    expect(verdictsOf(text.replace(':0/6=', ''))).toEqual(['installable', 'installable']);
  });
});

describe('what is installed', () => {
  const stage3 = (blocker: string, installed = 'CPV: a/q-1') =>
    `[binhost]\n${blocker}\n[installed]\n${installed}\n`;
  const judgeFirst = (text: string, world?: readonly string[]) => {
    const universe = readScenario(text);
    const baseline = universe.sources.findIndex(({ role }) => role === 'installed');
    const asked = world?.map(atom => universe.atom(atom));
    const options = { baseline, ...(asked === undefined ? {} : { world: asked }) };
    const [first] = judgeInstallability(universe, universe.judged, options);
    if (first === undefined) throw new Error('nothing is judged');
    if (first.verdict === 'installable') expect(checkWitness(universe, first, baseline)).toEqual([]);
    return first;
  };
  const told = (verdict: Verdict) =>
    verdict.verdict === 'installable'
      ? { removes: verdict.removes.map(instanceName), replaces: verdict.replaces.map(instanceName) }
      : verdict.verdict;
  const removed = { removes: ['a/q-1'], replaces: [] };

  it('makes way for a weak blocker, whoever declares it', () => {
    expect(told(judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !a/q')))).toEqual(removed);
    expect(told(judgeFirst(stage3('CPV: a/n-1', 'CPV: a/q-1\nRDEPEND: !a/n')))).toEqual(removed);
  });

  it('never makes way for a strong blocker: it must have been replaced', () => {
    expect(told(judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !!a/q')))).toBe('not-installable');
    expect(told(judgeFirst(stage3('CPV: a/n-1', 'CPV: a/q-1\nRDEPEND: !!a/n')))).toBe('not-installable');
    expect(told(judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !a/q a/m\n\nCPV: a/m-1\nRDEPEND: !!a/q')))).toBe(
      'not-installable',
    );
    expect(told(judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !!<a/q-2 >=a/q-2\n\nCPV: a/q-2')))).toEqual({
      removes: [],
      replaces: ['a/q-1'],
    });
  });

  it('stays where something that stays needs it', () => {
    const needed = 'CPV: a/q-1\n\nCPV: a/user-1\nRDEPEND: || ( a/q a/n )';
    expect(told(judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !a/q', needed)))).toEqual(removed);
    const refusal = judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !a/q', needed.replace(' a/n ', ' a/o ')));
    expect((refusal as NotInstallable).reasons.map(reasonKey).sort()).toEqual([
      'a/n-1 !a/q a/q-1',
      'a/user-1 RDEPEND || ( a/q a/o )',
      'installed a/user-1',
    ]);
    expect(told(judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !a/q a/q')))).toBe('not-installable');
  });

  it('stays where @world selects it', () => {
    const refusal = judgeFirst(stage3('CPV: a/n-1\nRDEPEND: !a/q'), ['a/q']);
    expect((refusal as NotInstallable).reasons.map(reasonKey).sort()).toEqual([
      'a/n-1 !a/q a/q-1',
      'selected a/q',
    ]);
    const text = `${stage3('CPV: a/n-1\nRDEPEND: !a/q')}[world]\na/q\n`;
    expect(told(judgeFirst(text))).toBe('not-installable');
    expect(told(judgeFirst(text.replace('world]\na/q', 'world]\na/o')))).toEqual(removed);
    // Another that the atom selects may take over.
    expect(told(judgeFirst(text.replace('!a/q\n', '!a/q:0 a/q\n\nCPV: a/q-2\nSLOT: 2\n')))).toEqual(removed);
  });

  it('is never removed where the @system of the client has it, but may be replaced', () => {
    const judge = (candidates: string, system: string) => {
      const universe = readScenario(stage3(candidates));
      const client = makeClient({ acceptKeywords: ['**'], system: [parseAtom(system)] });
      return judgeForClient(universe, client, [universe.judged[0]!], { baseline: 1 })[0]!;
    };
    expect(told(judge('CPV: a/n-1\nRDEPEND: !a/q', 'a/other'))).toEqual(removed);
    const refusal = judge('CPV: a/n-1\nRDEPEND: !a/q', 'a/q');
    expect((refusal as NotInstallable).reasons.map(reasonKey).sort()).toEqual([
      'a/n-1 !a/q a/q-1',
      'selected @system a/q',
    ]);
    expect(told(judge('CPV: a/n-1\nRDEPEND: !<a/q-2\n\nCPV: a/q-2', 'a/q'))).toEqual({
      removes: [],
      replaces: ['a/q-1'],
    });
  });

  it('is not removed by something merged for nothing else', () => {
    const text = stage3(
      'CPV: a/x-2\n\nCPV: a/idle-1\nRDEPEND: !a/q',
      'CPV: a/q-1\nRDEPEND: =a/x-1\n\nCPV: a/x-1',
    );
    const refusal = judgeFirst(text);
    expect((refusal as NotInstallable).reasons.map(reasonKey).sort()).toEqual([
      'a/q-1 RDEPEND =a/x-1',
      'a/x:0',
      'installed a/q-1',
    ]);
    expect(told(judgeFirst(text.replace('a/x-2\n', 'a/x-2\nPDEPEND: a/idle\n')))).toEqual({
      removes: ['a/q-1'],
      replaces: ['a/x-1'],
    });
  });

  it('is the newest of each slot where an index is the baseline', () => {
    const text = '[binhost]\nCPV: a/n-1\nRDEPEND: =a/q-1\n[installed]\nCPV: a/q-1\n\nCPV: a/q-2\n';
    expect(told(judgeFirst(text))).toBe('not-installable');
  });

  it('satisfies needs at the start, which then close no refused cycle', () => {
    const cycle = 'CPV: a/x-2\nRDEPEND: >=a/y-2:0/0=\n\nCPV: a/y-2\nRDEPEND: a/x';
    expect(told(judgeFirst(stage3(cycle)))).toBe('not-installable');
    expect(told(judgeFirst(stage3(cycle, 'CPV: a/x-1')))).toEqual({ removes: [], replaces: ['a/x-1'] });
  });
});

describe('a refused cycle', () => {
  const knot = 'CPV: a/x-2\nRDEPEND: a/y:0/0=\n\nCPV: a/y-1\nRDEPEND: >=a/x-2\n';

  it('is avoided by another alternative or an older version', () => {
    const verdicts = judge(
      `[binhost]\nCPV: a/g-1\nRDEPEND: || ( a/x a/z )\n\nCPV: a/h-1\nRDEPEND: a/x\n\n${knot}\nCPV: a/x-1\n\nCPV: a/z-1\n`,
    );
    const refused = verdicts.filter(({ verdict }) => verdict === 'not-installable');
    expect(verdicts).toHaveLength(6);
    expect(refused.map(({ package: pkg }) => pkg.cpvText)).toEqual(['a/x-2', 'a/y-1']);
  });

  it('is told to all that cannot do without it', () => {
    const [g] = judge(`[binhost]\nCPV: a/g-1\nRDEPEND: a/x\n\n${knot}`);
    expect((g as NotInstallable).cycles.map(({ members }) => members.map(instanceName))).toEqual([
      ['a/x-2', 'a/y-1'],
    ]);
  });

  it('is not closed by PDEPEND', () => {
    expect(verdictsOf(`[binhost]\n${knot.replace('RDEPEND: >=', 'PDEPEND: >=')}`)).toEqual([
      'installable',
      'installable',
    ]);
  });
});

describe('foldRefusals', () => {
  it('tells a refusal under the one it contains', () => {
    const refusals = judge(
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n\nCPV: app-misc/b-1\nRDEPEND: dev-libs/gone\n\nCPV: app-misc/z-1\nRDEPEND: dev-libs/other\n',
    ) as NotInstallable[];
    expect(
      foldRefusals(refusals).map(({ refusal, consequences }) =>
        [refusal, ...consequences].map(({ package: pkg }) => pkg.cpvText),
      ),
    ).toEqual([['app-misc/b-1', 'app-misc/a-1'], ['app-misc/z-1']]);
  });
});
