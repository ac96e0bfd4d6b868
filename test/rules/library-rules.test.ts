// Bigger cases of the rules about libraries and their versions.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const IDS = ['libc-floor', 'preserved-library-needed', 'soname-unmet', 'symbol-version-unmet'];

describe.each(IDS.flatMap(id => fixturesOf(id).map(name => [id, name] as const)))('%s %s', (id, name) => {
  const { found, expected, render } = runFixture(id, name);

  it('yields exactly its findings, each under its cause', () => {
    expectFindings(found, expected);
  });

  it('is told within 80 columns', async () => {
    for (const line of (await render()).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('the data of a finding', () => {
  const dataOf = (id: string, name: string, cpv: string) =>
    runFixture(id, name)
      .result.findings.filter(({ rule, subject }) => rule === id && subject.cpv === cpv)
      .map(({ data }) => data);

  it('name the nearest library, the files and who has it elsewhere', () => {
    expect(dataOf('symbol-version-unmet', 'gcc.txt', 'app-misc/fast-1.0')).toMatchObject([
      { version: 'CXXABI_1.3.14', soname: 'libstdc++.so.6', file: '/usr/bin/fast' },
      {
        version: 'GLIBCXX_3.4.32',
        soname: 'libstdc++.so.6',
        file: '/usr/bin/fast',
        files: ['/usr/bin/fast', '/usr/bin/faster'],
        lower: ['GLIBCXX_3.4.30'],
        nearest: { cpv: 'sys-devel/gcc-11.3.0', differs: 'up to GLIBCXX_3.4.29' },
        elsewhere: [],
      },
    ]);
    expect(dataOf('symbol-version-unmet', 'libblkid.txt', 'sys-fs/e2fsprogs-1.46.4')).toMatchObject([
      {
        version: 'BLKID_2_37',
        nearest: { cpv: 'sys-apps/util-linux-2.37.2-2', differs: 'up to BLKID_2_36' },
        elsewhere: ['sys-apps/util-linux-2.37.2-1', 'sys-apps/util-linux-2.37.3 of "new"'],
        baselines: ['old'],
      },
    ]);
  });

  it('are those of the contract for a floor', () => {
    expect(dataOf('libc-floor', 'files.txt', 'app-misc/low-1')).toMatchObject([
      {
        needed: '2.39',
        declared: '>=sys-libs/glibc-2.38-r5',
        available: 'sys-libs/glibc-2.42-r3',
        baseline: [],
        symbol: 'GLIBC_2.39',
        file: '/usr/bin/low',
      },
    ]);
    expect(dataOf('libc-floor', 'files.txt', 'app-misc/mark-1')).toMatchObject([
      { needed: '2.42-r3', symbol: 'GLIBC_ABI_GNU2_TLS' },
    ]);
    expect(dataOf('libc-floor', 'baseline.txt', 'net-misc/wget-1.21.3')).toMatchObject([
      { needed: '2.34', enough: ['sys-libs/glibc-2.37-r7 of "stage3"', 'sys-libs/glibc-2.38-r10'] },
      { needed: '2.34', declared: '>=sys-libs/glibc-2.40' },
    ]);
  });

  it('name the file that needs a library', () => {
    expect(dataOf('soname-unmet', 'files.txt', 'net-misc/curl-8.5.0')).toMatchObject([
      { abi: 'x86_64', soname: 'libnghttp2.so.14', file: '/usr/bin/curl' },
    ]);
  });

  it('name the installed packages that a preserved library binds', () => {
    const { result } = runFixture('preserved-library-needed', 'registry.txt');
    const [found] = result.findings.filter(({ rule }) => rule === 'preserved-library-needed');
    expect(found?.data).toMatchObject({
      baseline: 'client',
      soname: 'libicuuc.so.73',
      users: ['app-misc/stays-1', 'app-misc/viewer-1'],
    });
    const unmet = result.findings.filter(({ rule }) => rule === 'soname-unmet');
    expect(unmet.map(({ subject, data }) => [subject.cpv, data['soname']])).toEqual([
      ['app-misc/late-1', 'libicuuc.so.73'],
      ['app-misc/viewer-2', 'libicuuc.so.73'],
    ]);
  });
});

describe('a floor that the ebuild wrote', () => {
  const judge = (glibc: string) => {
    const text = `[binhost]\nCPV: dev-libs/libgcrypt-1.10\nRDEPEND: >=sys-libs/glibc-2.25\nBUILD_TIME: 1690000000\nPATH: a.xpak\n\n${glibc}[payload a.xpak]\n/usr/bin/mpicalc elf needs=libc.so.6 versions=libc.so.6:GLIBC_2.34\n`;
    const { findings } = check(readScenario(text), [], RULES, { only: ['libc-floor'] });
    return findings.map(({ message, severity }) => `${message} ${severity}`);
  };

  it('is as if there were none: grave only where a client is known to have an older one', () => {
    expect(judge('CPV: sys-libs/glibc-2.37-r3\n')).toEqual(['authored info']);
    expect(judge('CPV: sys-libs/glibc-2.33-r3\n')).toEqual(['authored warning']);
    const held = '[installed old]\nCPV: sys-libs/glibc-2.33\n';
    expect(judge(`CPV: sys-libs/glibc-2.37\n${held}`)).toEqual(['authored error']);
  });
});

describe('where there is no C library at all', () => {
  const text =
    '[binhost]\nCPV: app-misc/a-1\nRDEPEND: >=sys-libs/glibc-2.40\nREQUIRES: x86_64: ld-linux-x86-64.so.2 libc.so.6 libm.so.6\n\nCPV: app-misc/b-1\nREQUIRES: x86_64: libc.so.6\n';
  const { findings } = check(readScenario(text), [], RULES, {
    only: ['libc-floor', 'soname-unmet', 'unmet-dependency'],
  });

  it('is not here, once; its libraries follow from that', () => {
    const roots = findings.filter(({ causedBy }) => causedBy === null);
    expect(roots.map(({ rule, message }) => `${rule} ${message}`)).toEqual(['unmet-dependency absent']);
    expect(findings.filter(({ rule }) => rule === 'soname-unmet')).toHaveLength(4);
    expect(findings.filter(({ rule }) => rule === 'libc-floor')).toEqual([]);
  });
});
