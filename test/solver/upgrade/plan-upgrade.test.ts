import { describe, expect, it } from 'vitest';
import { describeUpgrade } from '../../../src/answer/upgrade.js';
import { instanceName } from '../../../src/model/package.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { planUpgrade, type UpgradePlan } from '../../../src/solver/upgrade/plan-upgrade.js';
import { checkUpgrade } from '../../support/check-upgrade.js';
import { makeClient } from '../../support/make-client.js';
import { readScenario } from '../../support/scenario.js';

const CRITICAL = ['app-shells/bash', 'net-misc/wget', 'sys-libs/glibc'];

/** The plan of a scenario with one binhost and one baseline, walked by the checker. */
function plan(text: string, critical: readonly string[] = CRITICAL): UpgradePlan {
  const universe = readScenario(text);
  const baseline = universe.sources.findIndex(({ role }) => role === 'installed');
  const answer = planUpgrade(universe, { baseline, critical, mode: 'usepkgonly' });
  if (answer.outcome !== 'planned') throw new Error(answer.outcome);
  expect(checkUpgrade(universe, describeUpgrade(answer, 'from', 'to'), critical)).toEqual([]);
  return answer;
}

const merges = ({ steps }: UpgradePlan) => steps.map(({ merge }) => instanceName(merge));
const held = ({ heldBack }: UpgradePlan) => heldBack.map(({ package: pkg }) => instanceName(pkg));

const LIBRARY_GAINED = `
[binhost]
CPV: app-shells/bash-5.2
BUILD_ID: 1
REQUIRES: x86_64: libreadline.so.9

CPV: sys-libs/readline-9
BUILD_ID: 1
PROVIDES: x86_64: libreadline.so.8 libreadline.so.9

[installed]
CPV: app-shells/bash-5.1
BUILD_ID: 1
REQUIRES: x86_64: libreadline.so.8

CPV: sys-libs/readline-8
BUILD_ID: 1
PROVIDES: x86_64: libreadline.so.8
`;

const LIBRARY_SWAPPED = LIBRARY_GAINED.replace('libreadline.so.8 libreadline.so.9', 'libreadline.so.9');

describe('planUpgrade', () => {
  it('merges a library before the program that needs what is new in it', () => {
    const found = plan(LIBRARY_GAINED);
    expect(merges(found)).toEqual(['sys-libs/readline-9-1', 'app-shells/bash-5.2-1']);
    expect(found.broken).toEqual([]);
    expect(found.steps[0]?.replaces.map(instanceName)).toEqual(['sys-libs/readline-8-1']);
  });

  it('merges a program before its old library goes, where the new one needs nothing of it', () => {
    const found = plan(
      LIBRARY_SWAPPED.replace('REQUIRES: x86_64: libreadline.so.9', 'RDEPEND: sys-libs/readline'),
    );
    expect(merges(found)).toEqual(['app-shells/bash-5.2-1', 'sys-libs/readline-9-1']);
    expect(found.broken).toEqual([]);
  });

  it('tells the step at which a program breaks in any order, and what repairs it', () => {
    const found = plan(LIBRARY_SWAPPED);
    expect(merges(found)).toEqual(['sys-libs/readline-9-1', 'app-shells/bash-5.2-1']);
    expect(found.broken).toHaveLength(1);
    const [first] = found.broken;
    expect(first).toMatchObject({
      step: 1,
      effect: 'does-not-start',
      inevitable: true,
      need: { kind: 'soname', text: 'libreadline.so.8 (x86_64)' },
      repairedBy: { step: 2 },
    });
    expect(instanceName(first?.program as never)).toBe('app-shells/bash-5.1-1');
    expect(instanceName(first?.provider as never)).toBe('sys-libs/readline-8-1');
  });

  it('counts what a library needs itself', () => {
    const found = plan(`
[binhost]
CPV: sys-libs/readline-9
BUILD_ID: 1
PROVIDES: x86_64: libreadline.so.8
REQUIRES: x86_64: libtinfo.so.7

CPV: sys-libs/ncurses-7
BUILD_ID: 1
PROVIDES: x86_64: libtinfo.so.7

[installed]
CPV: app-shells/bash-5.1
REQUIRES: x86_64: libreadline.so.8

CPV: sys-libs/readline-8
PROVIDES: x86_64: libreadline.so.8
REQUIRES: x86_64: libtinfo.so.6

CPV: sys-libs/ncurses-6
PROVIDES: x86_64: libtinfo.so.6
`);
    expect(
      found.broken.map(({ step, program, package: lacking }) => [step, program.cpn, lacking.cpn]),
    ).toEqual([[1, 'app-shells/bash', 'sys-libs/readline']]);
  });

  it('leaves programs alone that need not work throughout', () => {
    expect(plan(LIBRARY_SWAPPED, ['net-misc/wget']).broken).toEqual([]);
  });

  it('merges the C library before what was built after it, though nothing records that', () => {
    const found = plan(`
[binhost]
CPV: net-misc/wget-1.21.3
BUILD_ID: 2
BUILD_TIME: 200
REQUIRES: x86_64: libc.so.6

CPV: sys-libs/glibc-2.33
BUILD_ID: 1
BUILD_TIME: 100
SLOT: 2.2
PROVIDES: x86_64: libc.so.6

[installed]
CPV: net-misc/wget-1.21.2
BUILD_TIME: 60
REQUIRES: x86_64: libc.so.6

CPV: sys-libs/glibc-2.31
BUILD_TIME: 50
SLOT: 2.2
PROVIDES: x86_64: libc.so.6
`);
    expect(merges(found)).toEqual(['sys-libs/glibc-2.33-1', 'net-misc/wget-1.21.3-2']);
    expect(found.broken).toEqual([]);
  });

  it('holds back what was built after a C library that cannot be had', () => {
    const found = plan(`
[binhost]
CPV: net-misc/wget-1.21.3
BUILD_ID: 2
BUILD_TIME: 200
REQUIRES: x86_64: libc.so.6

CPV: sys-libs/glibc-2.33
BUILD_ID: 1
BUILD_TIME: 100
RDEPEND: app-misc/absent
SLOT: 2.2
PROVIDES: x86_64: libc.so.6

[installed]
CPV: net-misc/wget-1.21.2
BUILD_TIME: 60
REQUIRES: x86_64: libc.so.6

CPV: sys-libs/glibc-2.31
BUILD_TIME: 50
SLOT: 2.2
PROVIDES: x86_64: libc.so.6
`);
    expect(merges(found)).toEqual([]);
    expect(held(found)).toEqual(['net-misc/wget-1.21.3-2', 'sys-libs/glibc-2.33-1']);
    expect(found.heldBack[0]?.reasons[0]).toMatchObject({
      item: expect.stringContaining('>=sys-libs/glibc-2.33 (assumed'),
    });
  });

  const RECORDED = `
[binhost]
CPV: dev-libs/icu-74
BUILD_ID: 1
SLOT: 0/74

CPV: dev-libs/icu-73
BUILD_ID: 3
BUILD_TIME: 9
SLOT: 0/73

[installed]
CPV: app-office/suite-1
BUILD_ID: 1
RDEPEND: dev-libs/icu:0/73=

CPV: dev-libs/icu-73
BUILD_ID: 1
BUILD_TIME: 1
SLOT: 0/73
`;

  it('holds back what somebody was built against, and takes the newest that will do', () => {
    const found = plan(RECORDED);
    expect(merges(found)).toEqual(['dev-libs/icu-73-3']);
    expect(held(found)).toEqual(['dev-libs/icu-74-1']);
    const [first] = found.heldBack;
    expect(instanceName(first?.kept as never)).toBe('dev-libs/icu-73-3');
    expect(first?.reasons.map(({ kind }) => kind).sort()).toEqual(['installed', 'requirement', 'same-slot']);
  });

  it('goes on where the user is rebuilt too', () => {
    const rebuilt = RECORDED.replace(
      '[installed]',
      'CPV: app-office/suite-1\nBUILD_ID: 2\nBUILD_TIME: 5\nRDEPEND: dev-libs/icu:0/74=\n\n[installed]',
    );
    const found = plan(rebuilt);
    expect(merges(found)).toEqual(['dev-libs/icu-74-1', 'app-office/suite-1-2']);
    expect(held(found)).toEqual([]);
  });

  it('chooses critical names first where two exclude each other', () => {
    const found = plan(`
[binhost]
CPV: app-misc/other-2
BUILD_ID: 1
RDEPEND: =dev-libs/base-1

CPV: app-shells/bash-2
BUILD_ID: 1
RDEPEND: =dev-libs/base-2

CPV: dev-libs/base-2
BUILD_ID: 1

[installed]
CPV: app-misc/other-1

CPV: app-shells/bash-1

CPV: dev-libs/base-1
`);
    expect(held(found)).toEqual(['app-misc/other-2-1']);
    expect(found.heldBack[0]?.inTheWay.map(instanceName)).toEqual(['app-shells/bash-2-1']);
  });

  it('removes what a blocker pushes out, if nothing needs it', () => {
    const text = `
[binhost]
CPV: sys-apps/util-linux-2
BUILD_ID: 1
RDEPEND: !sys-apps/setpriv

[installed]
CPV: sys-apps/setpriv-1

CPV: sys-apps/util-linux-1
`;
    const found = plan(text);
    expect(found.steps.map(({ merge, removes }) => [instanceName(merge), removes.map(instanceName)])).toEqual(
      [['sys-apps/util-linux-2-1', ['sys-apps/setpriv-1']]],
    );
    const needed = plan(`${text}\nCPV: app-misc/user-1\nRDEPEND: sys-apps/setpriv\n`);
    expect(merges(needed)).toEqual([]);
    expect(held(needed)).toEqual(['sys-apps/util-linux-2-1']);
  });

  it('lets what is installed together go on blocking each other', () => {
    const found = plan(`
[binhost]
CPV: app-misc/hello-2
BUILD_ID: 1

[installed]
CPV: app-misc/hello-1

CPV: media-sound/mpg123-1

CPV: media-sound/mpg123-base-1
RDEPEND: !media-sound/mpg123
`);
    expect(merges(found)).toEqual(['app-misc/hello-2-1']);
  });

  it('merges the members of a cycle one after the other', () => {
    const found = plan(`
[binhost]
CPV: app-misc/a-2
BUILD_ID: 1
RDEPEND: >=app-misc/b-2

CPV: app-misc/b-2
BUILD_ID: 1
RDEPEND: >=app-misc/a-2

[installed]
CPV: app-misc/a-1

CPV: app-misc/b-1
`);
    expect(merges(found).sort()).toEqual(['app-misc/a-2-1', 'app-misc/b-2-1']);
    expect(found.broken).toEqual([]);
  });

  it('says that a cycle breaks where its members must work throughout', () => {
    const found = plan(
      `
[binhost]
CPV: app-misc/a-2
BUILD_ID: 1
RDEPEND: >=app-misc/b-2

CPV: app-misc/b-2
BUILD_ID: 1
RDEPEND: >=app-misc/a-2

[installed]
CPV: app-misc/a-1

CPV: app-misc/b-1
`,
      ['app-misc/a', 'app-misc/b'],
    );
    expect(found.broken).toMatchObject([{ step: 1, effect: 'dependency-unmet', repairedBy: { step: 2 } }]);
  });

  it('pulls in what is new, before its user', () => {
    const found = plan(`
[binhost]
CPV: app-misc/hello-2
BUILD_ID: 1
RDEPEND: dev-libs/greeting

CPV: dev-libs/greeting-1
BUILD_ID: 1

[installed]
CPV: app-misc/hello-1
`);
    expect(merges(found)).toEqual(['dev-libs/greeting-1-1', 'app-misc/hello-2-1']);
    expect(found.steps[0]?.replaces).toEqual([]);
  });

  it('lets PDEPEND follow', () => {
    const found = plan(`
[binhost]
CPV: app-shells/bash-2
BUILD_ID: 1
PDEPEND: app-shells/completion

CPV: app-shells/completion-1
BUILD_ID: 1
RDEPEND: >=app-shells/bash-2

[installed]
CPV: app-shells/bash-1
`);
    expect(merges(found)).toEqual(['app-shells/bash-2-1', 'app-shells/completion-1-1']);
    expect(found.broken).toEqual([]);
  });

  it('does not count what never held', () => {
    const found = plan(`
[binhost]
CPV: app-shells/bash-2
BUILD_ID: 1
REQUIRES: x86_64: libnowhere.so.1

[installed]
CPV: app-shells/bash-1
RDEPEND: app-misc/absent
REQUIRES: x86_64: libnowhere.so.1
`);
    expect(merges(found)).toEqual(['app-shells/bash-2-1']);
    expect(found.broken).toEqual([]);
  });

  it('does nothing where the binhost has what is installed, or older', () => {
    const found = plan(`
[binhost]
CPV: app-misc/hello-1
BUILD_ID: 3
BUILD_TIME: 7

CPV: app-misc/other-1
BUILD_ID: 1

[installed]
CPV: app-misc/hello-1
BUILD_ID: 2
BUILD_TIME: 5

CPV: app-misc/hello-1
BUILD_ID: 3
BUILD_TIME: 7

CPV: app-misc/other-2
`);
    expect(found.steps).toEqual([]);
    expect(found.heldBack).toEqual([]);
    expect(found.installed).toHaveLength(2);
  });

  it('does not let an unreadable dependency of what is installed stop everything', () => {
    const found = plan(`
[binhost]
CPV: app-misc/hello-2
BUILD_ID: 1

[installed]
CPV: app-misc/broken-1
RDEPEND: || ( (

CPV: app-misc/hello-1
`);
    expect(merges(found)).toEqual(['app-misc/hello-2-1']);
  });
});

describe('the checker', () => {
  const universe = readScenario(LIBRARY_GAINED);
  const answer = planUpgrade(universe, { baseline: 1, critical: CRITICAL });
  const good = describeUpgrade(answer, 'from', 'to');
  const walk = (changed: object) => checkUpgrade(universe, { ...good, ...changed }, CRITICAL);

  it('notices a wrong order, a step left out, and a break that is not there', () => {
    expect(walk({})).toEqual([]);
    expect(walk({ steps: [...good.steps].reverse() })).not.toEqual([]);
    expect(walk({ steps: good.steps.slice(0, 1) })).not.toEqual([]);
    expect(walk({ safe: false })).not.toEqual([]);
  });

  it('notices a break that is concealed', () => {
    const swapped = readScenario(LIBRARY_SWAPPED);
    const told = describeUpgrade(planUpgrade(swapped, { baseline: 1, critical: CRITICAL }), 'from', 'to');
    expect(checkUpgrade(swapped, told, CRITICAL)).toEqual([]);
    expect(checkUpgrade(swapped, { ...told, safe: true, broken: [] }, CRITICAL)).not.toEqual([]);
  });
});

describe('what is selected', () => {
  const BLOCKED =
    '[binhost]\nCPV: app-misc/new-2\nRDEPEND: !app-misc/old\n[installed]\nCPV: app-misc/new-1\n\nCPV: app-misc/old-1\n';

  it('is not removed by a blocker where @world has it', () => {
    const free = plan(BLOCKED);
    expect(free.steps[0]?.removes.map(instanceName)).toEqual(['app-misc/old-1']);
    const bound = plan(`${BLOCKED}[world]\napp-misc/old\n`);
    expect(held(bound)).toEqual(['app-misc/new-2']);
    expect(bound.heldBack[0]?.reasons.map(reason => reason.kind)).toContain('selected');
  });

  it('is not updated beyond the version that is selected', () => {
    const text = '[binhost]\nCPV: app-misc/new-2\n[installed]\nCPV: app-misc/new-1\n';
    expect(merges(plan(`${text}[world]\napp-misc/new\n`))).toEqual(['app-misc/new-2']);
    expect(held(plan(`${text}[world]\n~app-misc/new-1\n`))).toEqual(['app-misc/new-2']);
  });

  it('is not removed by a blocker where the client has it for @system', () => {
    const universe = readScenario(BLOCKED);
    const client = makeClient({ acceptKeywords: ['**'], system: [parseAtom('app-misc/old')] });
    const answer = planUpgrade(universe, { baseline: 1, critical: CRITICAL, client });
    expect(answer.outcome === 'planned' && held(answer)).toEqual(['app-misc/new-2']);
  });

  it('is what the client does not mask', () => {
    const text =
      '[binhost]\nCPV: app-misc/new-2\nKEYWORDS: amd64\n\nCPV: app-misc/new-3\nKEYWORDS: ~amd64\n[installed]\nCPV: app-misc/new-1\n';
    const answer = planUpgrade(readScenario(text), { baseline: 1, client: makeClient() });
    expect(answer.outcome === 'planned' && merges(answer)).toEqual(['app-misc/new-2']);
  });
});
