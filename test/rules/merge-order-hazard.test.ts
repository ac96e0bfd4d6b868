// Bigger cases of merge-order-hazard, its data and its text, and the pairs of real indices that each lose something.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { loadUniverse } from '../../src/load/load-universe.js';
import type { ClientMode } from '../../src/model/update/client-mode.js';
import { RULES } from '../../src/rules/index.js';
import { realData } from '../support/real-data.js';
import { fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const ID = 'merge-order-hazard';

describe.each(fixturesOf(ID))('%s', name => {
  const { found, expected } = runFixture(ID, name);

  it('yields exactly its findings, each under its cause', () => {
    expect(found.map(({ what }) => what)).toEqual(expected.map(({ what }) => what));
    for (const [at, { follows, severity }] of expected.entries()) {
      const { cause, severity: actual } = found[at]!;
      if (follows.length === 0) expect(cause).toBeNull();
      else expect(follows).toContain(cause);
      expect(actual).toBe(severity);
    }
  });
});

function audit(text: string, critical?: readonly string[], clientMode: ClientMode = 'getbinpkg') {
  const options = { only: [ID], clientMode, ...(critical ? { critical } : {}) };
  return check(readScenario(text), [], RULES, options).findings;
}

const USER =
  '[binhost]\nCPV: app-misc/a-1\nRDEPEND: dev-libs/b\nREQUIRES: x86_64: libb.so.2\n\nCPV: dev-libs/b-2\nPROVIDES: x86_64: libb.so.2\n';
const OLD = 'CPV: dev-libs/b-1\nPROVIDES: x86_64: libb.so.1\n';

describe('the data', () => {
  it('of wget before glibc holds provider, missing edge and counterexample', () => {
    const { result } = runFixture(ID, 'wget-before-glibc.txt');
    expect(result.findings.find(({ rule }) => rule === ID)).toMatchObject({
      assurance: 'assumed',
      data: {
        provider: 'sys-libs/glibc-2.33-1',
        installed: 'sys-libs/glibc-2.31',
        baseline: 'stage3',
        missingEdge: 'net-misc/wget-1.21.3-2 -> >=sys-libs/glibc-2.33',
        counterexample: [
          { merge: 'net-misc/wget-1.21.3-2', broken: ['net-misc/wget-1.21.3-2'] },
          { merge: 'sys-libs/glibc-2.33-1', broken: [] },
        ],
      },
    });
  });

  it('of a lost library names the users and that nothing repairs them', () => {
    const { result } = runFixture(ID, 'libcrypt-lost.txt');
    expect(result.findings.find(({ rule }) => rule === ID)?.data).toMatchObject({
      lost: 'libcrypt.so.1',
      from: 'sys-libs/glibc-2.31-r7',
      users: ['net-misc/openssh-9.1', 'sys-libs/pam-1.5.2'],
      broken: 2,
      counterexample: [{ merge: 'sys-libs/glibc-2.33-r14' }, { merge: null }],
    });
  });

  it('says which dependency does not order, and why', () => {
    const satisfied = audit(`${USER}[installed]\n${OLD}`);
    expect(satisfied.map(({ data }) => data['satisfied'])).toEqual(['dev-libs/b']);
    const unasked = audit(`${USER.replace('RDEPEND: dev-libs/b\n', '')}[installed]\n${OLD}`);
    expect(unasked.map(({ data }) => data['unasked'])).toEqual(['dev-libs/b']);
    const other = 'CPV: dev-libs/c-1\n';
    const loose = audit(
      `${USER.replace('dev-libs/b\n', '|| ( dev-libs/c >=dev-libs/b-2 )\n')}\n${other}[installed]\n${OLD}`,
    );
    expect(loose.map(({ data }) => data['loose'])).toEqual(['|| ( dev-libs/c >=dev-libs/b-2 )']);
  });
});

describe('what is no hazard', () => {
  it('an update that another package makes up for at once', () => {
    const split =
      '[binhost]\nCPV: dev-libs/b-2\nRDEPEND: dev-libs/c\n\nCPV: dev-libs/c-1\nPROVIDES: x86_64: libb.so.1\n';
    const user = '\nCPV: app-misc/a-1\nREQUIRES: x86_64: libb.so.1\n';
    const [finding] = audit(`${split}[installed]\n${OLD}${user}`);
    expect(finding).toMatchObject({
      message: 'lost',
      severity: 'warning',
      data: { broken: null, transient: 1 },
    });
    // Where the client has it already nothing is lost.
    expect(
      audit(`${split}[installed]\n${OLD}${user}\nCPV: dev-libs/c-1\nPROVIDES: x86_64: libb.so.1\n`),
    ).toEqual([]);
  });

  it('an older build in the index, and one that is installed already', () => {
    const lost = '[binhost]\nCPV: dev-libs/b-1\nBUILD_TIME: 5\n[installed]\n';
    const user = '\nCPV: app-misc/a-1\nREQUIRES: x86_64: libb.so.1\n';
    expect(audit(`${lost}${OLD.replace('b-1', 'b-2')}${user}`)).toEqual([]);
    expect(audit(`${lost}${OLD}BUILD_TIME: 5\n${user}`)).toEqual([]);
    // Of one version, another build is taken by clients with --usepkgonly alone.
    expect(audit(`${lost}${OLD}BUILD_TIME: 4\n${user}`)).toEqual([]);
    expect(audit(`${lost}${OLD}BUILD_TIME: 4\n${user}`, undefined, 'usepkgonly')).toHaveLength(1);
  });

  it('only the newest of each slot of an index counts as installed', () => {
    const text = `[binhost]\nCPV: dev-libs/b-3\nPROVIDES: x86_64: libb.so.2\n[installed]\n${OLD}\nCPV: dev-libs/b-2\nPROVIDES: x86_64: libb.so.2\n\nCPV: app-misc/a-1\nREQUIRES: x86_64: libb.so.1\n`;
    expect(audit(text)).toEqual([]);
  });

  it('a libc that differs in its revision only, or that another dependency brings', () => {
    const libcs = (from: string, to: string, item: string) =>
      `[binhost]\nCPV: net-misc/wget-2\nBUILD_TIME: 30\nRDEPEND: ${item}\nREQUIRES: x86_64: libc.so.6\n\nCPV: net-libs/c-1\nRDEPEND: >=sys-libs/glibc-2.33\n\nCPV: sys-libs/glibc-${to}\nBUILD_TIME: 20\nPROVIDES: x86_64: libc.so.6\n[installed]\nCPV: sys-libs/glibc-${from}\nPROVIDES: x86_64: libc.so.6\n`;
    expect(audit(libcs('2.33-r1', '2.33-r14', 'app-misc/a'))).toEqual([]);
    expect(audit(libcs('2.31', '2.33-r14', 'net-libs/c'))).toEqual([]);
    expect(audit(libcs('2.31', '2.33-r14', '|| ( net-libs/c app-misc/absent )'))).toEqual([]);
  });
});

describe('who is protected', () => {
  const icu =
    '[binhost]\nCPV: dev-libs/icu-74\nSLOT: 0/74\n[installed]\nCPV: dev-libs/icu-73\nSLOT: 0/73\nPROVIDES: x86_64: libicuuc.so.73\n';
  const bound = '\nCPV: app-misc/a-1\nRDEPEND: dev-libs/icu:0/73=\nREQUIRES: x86_64: libicuuc.so.73\n';
  const free = '\nCPV: app-misc/b-1\nRDEPEND: dev-libs/icu\nREQUIRES: x86_64: libicuuc.so.73\n';

  it('only users that recorded the sub-slot: one that did not is told of as unprotected', () => {
    expect(audit(icu + bound).map(({ message }) => message)).toEqual(['lost-guarded']);
    expect(audit(icu + bound + free).map(({ message }) => message)).toEqual(['lost']);
  });

  it('others that are bound are named as what holds the update back', () => {
    const guard = '\nCPV: virtual/icu-1\nRDEPEND: dev-libs/icu:0/73=\n';
    const findings = audit(icu + free + guard);
    expect(findings.map(({ message, data }) => [message, data['guard'] ?? null])).toEqual([
      ['left', null],
      ['lost', 'virtual/icu-1'],
    ]);
    expect(findings[0]?.causedBy).toBe(findings[1]?.fingerprint);
  });

  it('a newer build that still asks for the old sub-slot repairs nothing', () => {
    const perl = (recorded: string) =>
      `[binhost]\nCPV: dev-lang/perl-6\nSLOT: 0/6\n\nCPV: dev-perl/m-1\nBUILD_TIME: 2\nRDEPEND: dev-lang/perl:0/${recorded}=\n[installed]\nCPV: dev-lang/perl-5\nSLOT: 0/5\n\nCPV: dev-perl/m-1\nBUILD_TIME: 1\nRDEPEND: dev-lang/perl:0/5=\n`;
    expect(audit(perl('5')).map(({ severity, data }) => [severity, data['broken']])).toEqual([
      ['warning', 1],
    ]);
    expect(audit(perl('6')).map(({ severity, data }) => [severity, data['broken']])).toEqual([
      ['info', null],
    ]);
  });

  it('each baseline is told of by its name', () => {
    const two = `${icu.replace('[installed]', '[installed one]')}${bound}${icu.slice(icu.indexOf('[installed]')).replace('[installed]', '[installed two]')}${bound}`;
    expect(audit(two).map(({ data }) => data['baseline'])).toEqual(['one', 'two']);
  });
});

describe('severity', () => {
  const guarded =
    '[binhost]\nCPV: dev-libs/b-2\nSLOT: 0/2\n\nCPV: app-misc/a-1\nBUILD_TIME: 2\nRDEPEND: dev-libs/b:0/2=\n[installed]\nCPV: dev-libs/b-1\nSLOT: 0/1\n\nCPV: app-misc/a-1\nBUILD_TIME: 1\nRDEPEND: dev-libs/b:0/1=\n';
  it('is raised where a critical program is in it, or what one needs', () => {
    expect(audit(guarded)[0]?.severity).toBe('info');
    expect(audit(guarded, ['app-misc/a'])[0]?.severity).toBe('warning');
    const needed = `${guarded}\nCPV: app-misc/sh-1\nRDEPEND: app-misc/a\n`;
    expect(audit(needed, ['app-misc/sh'])[0]?.severity).toBe('warning');
  });

  it('of a package that may not start on an older libc goes by its name', () => {
    const { result } = runFixture(ID, 'wget-before-glibc.txt');
    expect(result.findings.find(({ rule }) => rule === ID)?.severity).toBe('error');
    const text =
      '[binhost]\nCPV: net-misc/wget-1\nBUILD_TIME: 30\nREQUIRES: x86_64: libc.so.6\n\nCPV: sys-libs/glibc-2.33\nBUILD_TIME: 20\n[installed]\nCPV: sys-libs/glibc-2.31\nPROVIDES: x86_64: libc.so.6\n';
    expect(audit(text, [])[0]?.severity).toBe('warning');
  });
});

it('tells a lost library at 80 columns', async () => {
  const { render } = runFixture(ID, 'libcrypt-lost.txt');
  const lines = (await render()).split('\n');
  expect(lines.every(line => line.length <= 80)).toBe(true);
  const text = lines.join('\n');
  expect(text).toContain('sys-libs/glibc-2.33-r14 no longer provides libcrypt.so.1');
  expect(text).toContain('who merges glibc first breaks all 2; nothing mends 2');
});

const INDICES = realData('indices');

describe.skipIf(INDICES === null)('pairs of real indices', () => {
  const pair = async (to: string, from: string, shards = 1) => {
    const installed = [{ name: 'stage3', path: `${INDICES}/${from}/Packages` }];
    const { universe } = await loadUniverse({ source: `${INDICES}/${to}/Packages`, installed });
    return check(universe, [], RULES, { only: [ID], shards }).findings;
  };
  const GLIBC = 'p15-glibc-2.31-2.33-x86-2022-11';
  const ICU = 'p08-icu-73-74-arm-2024-04';
  const PERL = 'p06-perl-5.36-5.38-arm-2023-09';

  it('glibc 2.33 takes libcrypt.so.1 from systemd, pam, shadow, openssh and others', async () => {
    const findings = await pair(`${GLIBC}-b`, `${GLIBC}-a`);
    expect(
      findings.map(({ message, severity, subject, data }) => [
        message,
        severity,
        subject.cpv,
        data['abi'],
        data['lost'],
      ]),
    ).toEqual([
      ['lost', 'error', 'sys-libs/glibc-2.33-r14', 'x86_32', 'libcrypt.so.1'],
      ['lost', 'error', 'sys-libs/glibc-2.33-r14', 'x86_64', 'libcrypt.so.1'],
    ]);
    const users = (findings[1]!.data['users'] as string[]).join(' ');
    for (const name of [
      'sys-apps/systemd',
      'sys-libs/pam',
      'sys-apps/shadow',
      'net-misc/openssh',
      'dev-lang/perl',
    ])
      expect(users).toContain(`${name}-`);
  });

  it('icu 74 leaves 17 packages behind, as one cause', async () => {
    const findings = await pair(`${ICU}-b`, `${ICU}-a`);
    expect(findings.map(({ message, data }) => [message, data['lost'], data['count']])).toEqual([
      ['lost-guarded', 'libicudata.so.73', 17],
      ['lost-guarded', 'libicui18n.so.73', 17],
      ['lost-guarded', 'libicuuc.so.73', 17],
    ]);
  });

  it('perl 5.38 leaves 73 packages behind', async () => {
    const findings = await pair(`${PERL}-b`, `${PERL}-a`);
    expect(findings.map(({ message, data }) => [message, data['leaves'], data['count']])).toEqual([
      ['left', '0/5.36', 73],
    ]);
  });

  it('an index is no hazard to itself', async () => {
    for (const name of [`${GLIBC}-a`, `${GLIBC}-b`, 'x86-4M-2022-11'])
      expect(await pair(name, name)).toEqual([]);
  });

  it('1, 3 and 7 shards give identical bytes', async () => {
    const run = async (shards: number) =>
      JSON.stringify(await pair('x86-4M-2022-11', 'x86-1M2-2022-11-clean', shards));
    const whole = await run(1);
    expect(await run(3)).toBe(whole);
    expect(await run(7)).toBe(whole);
  });
});
