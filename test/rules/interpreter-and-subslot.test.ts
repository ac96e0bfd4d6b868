// Bigger cases of the rules on versioned paths and sub-slots, what their findings say, and what they say of real indices.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { loadUniverse } from '../../src/load/load-universe.js';
import { RULES } from '../../src/rules/index.js';
import { realData } from '../support/real-data.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const [PATHS, UNCHANGED, NEEDLESS] = ['interpreter-path-diverged', 'subslot-unchanged', 'subslot-needless'];

describe.each([PATHS, UNCHANGED, NEEDLESS])('%s', id => {
  it.each(fixturesOf(id))('%s yields exactly its findings', name => {
    const { found, expected } = runFixture(id, name);
    expectFindings(found, expected);
  });
});

function audit(text: string, ...only: string[]) {
  return check(readScenario(text), [], RULES, { only }).findings;
}

describe('the data', () => {
  it('of a module on an old path names path, files and the interpreter that is here', () => {
    const { result } = runFixture(PATHS, 'perl-vendor-path.txt');
    const finding = result.findings.find(
      ({ rule, subject }) => rule === PATHS && subject.cpv?.includes('gettext') === true,
    );
    expect(finding).toMatchObject({
      assurance: 'proved',
      data: {
        language: 'perl',
        version: '5.38',
        place: '/usr/lib64/perl5/vendor_perl/5.38',
        files: 2,
        has: ['dev-lang/perl-5.40.0-r1'],
      },
    });
  });

  it('of a disagreement names what the package records', () => {
    const { result } = runFixture(PATHS, 'python-targets.txt');
    const finding = result.findings.find(({ message }) => message === 'recorded');
    expect(finding?.data).toMatchObject({
      version: '3.11',
      place: 'cpython-311-x86_64-linux-gnu',
      records: ['python_targets_python3_12'],
      isHere: false,
    });
  });

  it('of lost libraries names them, their successors and their users', () => {
    const { result } = runFixture(UNCHANGED, 'boost.txt');
    const found = result.findings.filter(({ rule }) => rule === UNCHANGED);
    expect(found.map(({ data }) => data)).toMatchObject([
      {
        lost: 'libboost_system.so.1.53.0',
        now: ['libboost_system.so.1.54.0'],
        from: 'dev-libs/boost-1.53.0',
        users: ['net-p2p/rebuilt-1', 'net-p2p/gone-1'],
        slot: '0/0',
      },
      { lost: 'libboost_regex.so.1.53.0', users: ['net-p2p/stale-1'], count: 1 },
    ]);
    // What nothing provides any more is told below it.
    const unmet = result.findings.find(
      ({ rule, subject }) => rule === 'soname-unmet' && subject.cpv === 'net-p2p/stale-1',
    );
    expect(unmet?.causedBy).toBe(found[1]?.fingerprint);
  });

  it('of lost libraries says which flags were switched off', () => {
    const { result } = runFixture(UNCHANGED, 'libcrypt-lost.txt');
    const finding = result.findings.find(({ rule }) => rule === UNCHANGED);
    expect(finding?.data).toMatchObject({ use: ['-crypt'], now: null, most: ['sys-libs/pam-1.5.2-r3'] });
  });

  it('of a needless sub-slot counts a name once', () => {
    const { result } = runFixture(NEEDLESS, 'lmdb.txt');
    const finding = result.findings.find(({ rule }) => rule === NEEDLESS);
    expect(finding?.data).toMatchObject({
      recorded: '0/0.9.31',
      current: '0/0.9.33',
      count: 2,
      users: ['sys-libs/ldb-2.7.2', 'mail-mta/postfix-3.9'],
    });
  });
});

describe('what is not known', () => {
  const module =
    '[binhost]\nCPV: dev-perl/a-1\nPATH: a.xpak\n\nCPV: dev-lang/perl-5.40.0\n[payload a.xpak]\n/usr/lib64/perl5/vendor_perl/5.38/A.pm file\n';

  it('an image that was not read to its end proves nothing of all its paths', () => {
    expect(audit(`${module}incomplete\n`, PATHS).map(({ assurance }) => assurance)).toEqual(['assumed']);
    expect(audit(module, PATHS).map(({ assurance }) => assurance)).toEqual(['proved']);
  });

  it('a version counts as kept only where every baseline has it and nothing here replaces it', () => {
    const old = module.replace('\nCPV: dev-lang/perl-5.40.0\n', '');
    const stage = (name: string, version: string) => `[installed ${name}]\nCPV: dev-lang/perl-${version}\n`;
    expect(audit(old, PATHS)).toEqual([]);
    expect(audit(old + stage('one', '5.38.2'), PATHS)).toEqual([]);
    expect(audit(old + stage('one', '5.38.2') + stage('two', '5.36.0'), PATHS)).toHaveLength(1);
    expect(audit(module + stage('one', '5.38.2'), PATHS)).toHaveLength(1);
  });
});

describe('a library that baselines have', () => {
  const lost =
    '[binhost]\nCPV: dev-libs/b-1\nPROVIDES: x86_64: libb.so.1\n\nCPV: dev-libs/b-2\n\nCPV: app-misc/a-1\nREQUIRES: x86_64: libb.so.1\n';
  const other = (name: string) =>
    `[installed ${name}]\nCPV: dev-libs/compat-1\nPROVIDES: x86_64: libb.so.1\n`;

  it('is not lost where all have it from a package that stays', () => {
    expect(audit(lost, UNCHANGED)).toHaveLength(1);
    expect(audit(lost + other('one') + other('two'), UNCHANGED)).toEqual([]);
    expect(audit(`${lost}${other('one')}[installed two]\nCPV: app-misc/x-1\n`, UNCHANGED)).toHaveLength(1);
    expect(audit(lost + other('one').replaceAll('compat', 'b'), UNCHANGED)).toHaveLength(1);
  });
});

const INDICES = realData('indices');

describe.skipIf(INDICES === null)('real indices', () => {
  const judge = async (candidate: string, before?: string) => {
    const published = before === undefined ? {} : { published: [`${INDICES}/${before}/Packages`] };
    const { universe } = await loadUniverse({ source: `${INDICES}/${candidate}/Packages`, ...published });
    const { findings } = check(universe, [], RULES, { only: [UNCHANGED, NEEDLESS] });
    return findings.map(({ message, subject, data }) => [message, subject.cpv, data['count'] ?? null]);
  };
  const GLIBC = 'p15-glibc-2.31-2.33-x86-2022-11';
  const ICU = 'p08-icu-73-74-arm-2024-04';
  const PERL = 'p06-perl-5.36-5.38-arm-2023-09';
  // One for each ABI.
  const CRYPT = [
    ['unrecorded', 'sys-libs/glibc-2.33-r14', 20],
    ['unrecorded', 'sys-libs/glibc-2.33-r14', 20],
  ];

  it('of glibc 2.33 lack what 20 packages need, with the generation before and without', async () => {
    expect(await judge(`${GLIBC}-b`)).toEqual(CRYPT);
    expect(await judge(`${GLIBC}-b`, `${GLIBC}-a`)).toEqual(CRYPT);
  });

  it('of perl and icu tell nothing: their sub-slots moved with their libraries', async () => {
    expect(await judge(`${PERL}-b`, `${PERL}-a`)).toEqual([]);
    expect(await judge(`${ICU}-b`, `${ICU}-a`)).toEqual([]);
  });

  it('over half a year tell notes alone', async () => {
    expect(await judge('arm-3M-2024-10', `${ICU}-b`)).toEqual([
      ['moved', 'dev-db/lmdb-0.9.33', 1],
      ['moved', 'net-libs/libqmi-1.32.4', 1],
      ['moved', 'sys-libs/ldb-2.9.1', 1],
      ['unneeded', 'dev-libs/weston-14.0.0', null],
      ['unneeded', 'net-fs/samba-4.20.2', null],
      ['unneeded', 'net-libs/gnome-online-accounts-3.50.3', null],
    ]);
  });
});
