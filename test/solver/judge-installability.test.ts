import { describe, expect, it } from 'vitest';
import { instanceName } from '../../src/model/package.js';
import { judgeInstallability, type NotInstallable } from '../../src/solver/judge-installability.js';
import { foldRefusals, reasonKey } from '../../src/solver/reason-key.js';
import { readScenario } from '../support/scenario.js';

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
    const [a] = judge('[binhost]\nCPV: app-misc/a-1\nRDEPEND: || ( app-misc/b\n\nCPV: app-misc/b-1\n');
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
