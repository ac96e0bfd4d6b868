import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { preservedLibraryNeeded } from '../../../src/rules/preserved-library-needed.js';
import { sonameUnmet } from '../../../src/rules/soname-unmet.js';
import { subslotUnchanged } from '../../../src/rules/subslot-unchanged.js';
import { readScenario } from '../../support/scenario.js';

function judge(text: string) {
  const { findings, unchecked } = check(readScenario(text), [], [sonameUnmet]);
  return {
    unmet: findings.map(({ subject, data }) => `${subject.cpv} ${data['soname']}`),
    unchecked: unchecked.filter(({ kind }) => kind === 'libraries'),
  };
}

/** Only the program was read; BUILD_TIME is of 2014. */
const program = (needs: string, depends = '') =>
  `[binhost]\nCPV: app-misc/a-1\nPATH: a.tbz2\nBUILD_TIME: 1400000000\n${depends}`.replace(/$/, '\n') +
  `LIBRARIES[payload a.tbz2]\n/usr/bin/a elf needs=${needs}\n`;
const judgeWith = (libraries: string, needs: string, depends = '') =>
  judge(program(needs, depends).replace('LIBRARIES', libraries));
const entry = (cpv: string, more = '') => `CPV: ${cpv}\nBUILD_TIME: 1390000000\n${more}\n`;

describe('a package without PROVIDES that was not read', () => {
  it('may have what a package that depends on it needs', () => {
    expect(judgeWith(entry('dev-db/mysql-5'), 'libmysqlclient.so.18', 'RDEPEND: dev-db/mysql\n')).toEqual({
      unmet: [],
      unchecked: [{ kind: 'libraries', providers: ['dev-db/mysql-5'], needs: 1 }],
    });
  });

  it('may have it through a virtual', () => {
    const libraries = entry('dev-db/mysql-5') + entry('virtual/mysql-5', 'RDEPEND: dev-db/mysql\n');
    expect(judgeWith(libraries, 'libmysqlclient.so.18', 'RDEPEND: virtual/mysql\n').unmet).toEqual([]);
  });

  it('has it not where the package does not depend on it', () => {
    expect(judgeWith(entry('dev-db/mysql-5'), 'libmysqlclient.so.18').unmet).toEqual([
      'app-misc/a-1 libmysqlclient.so.18',
    ]);
  });

  it('is asked without a dependency for a C library and a compiler', () => {
    const both = entry('sys-libs/glibc-2.17') + entry('sys-devel/gcc-4.7.3');
    expect(judgeWith(both, 'libc.so.6,libstdc++.so.6,libgcc_s.so.1').unmet).toEqual([]);
    expect(judgeWith(entry('sys-devel/gcc-4.7.3'), 'libc.so.6').unmet).toEqual(['app-misc/a-1 libc.so.6']);
  });

  it('has not what a package that is not here is called after', () => {
    const depends = 'RDEPEND: dev-lang/python media-libs/libpng\n';
    expect(judgeWith(entry('dev-lang/python-2.7.5'), 'libpng15.so.15', depends).unmet).toEqual([
      'app-misc/a-1 libpng15.so.15',
    ]);
  });

  it('has nothing where packages built before it have their libraries recorded, or in this decade', () => {
    const depends = 'RDEPEND: app-misc/data\n';
    const before = 'CPV: dev-libs/x-1\nBUILD_TIME: 1380000000\nPROVIDES: x86_64: libx.so.1\n\n';
    const now = entry('app-misc/data-1').replace('139', '159');
    const after = before.replace('138', '159');
    const unmet = ['app-misc/a-1 libb.so.1'];
    expect(judgeWith(before + entry('app-misc/data-1'), 'libb.so.1', depends).unmet).toEqual(unmet);
    expect(judgeWith(now, 'libb.so.1', depends).unmet).toEqual(unmet);
    expect(judgeWith(after + entry('app-misc/data-1'), 'libb.so.1', depends).unmet).toEqual([]);
  });

  it('has libcrypt where it is a C library, whatever missing package has a name like it', () => {
    const depends = 'RDEPEND: dev-libs/libgcrypt\n';
    expect(judgeWith(entry('sys-libs/glibc-2.17'), 'libcrypt.so.1', depends).unmet).toEqual([]);
    expect(judgeWith(entry('sys-libs/libxcrypt-4.4'), 'libcrypt.so.1', depends).unmet).toEqual([]);
    const recorded = entry('sys-libs/glibc-2.17', 'PROVIDES: x86_64: libc.so.6\n');
    expect(judgeWith(recorded, 'libcrypt.so.1', depends).unmet).toEqual(['app-misc/a-1 libcrypt.so.1']);
  });

  it('has the library of its own name, without a dependency and whenever it was built', () => {
    const python = entry('dev-lang/python-2.7.18');
    const needs = 'libpython2.7.so.1.0';
    const depends = 'RDEPEND: dev-lang/python-exec\n';
    const unmet = [`app-misc/a-1 ${needs}`];
    expect(judgeWith(python, needs, depends).unmet).toEqual([]);
    expect(judgeWith(python.replace('139', '159'), needs, depends)).toEqual({
      unmet: [],
      unchecked: [{ kind: 'libraries', providers: ['dev-lang/python-2.7.18'], needs: 1 }],
    });
    const recorded = python.replace('\n\n', '\nPROVIDES: x86_64: libpython3.so\n\n');
    expect(judgeWith(recorded, needs, depends).unmet).toEqual(unmet);
    // Modules of interpreters have no library for others.
    expect(judgeWith(entry('dev-perl/YAML-1').replace('139', '159'), 'libyaml-0.so.2').unmet).toHaveLength(1);
  });
});

describe('a newer build without PROVIDES that was not read', () => {
  it('takes no library away', () => {
    const update = (newer: string) =>
      `[binhost]\nCPV: app-misc/a-1\nBUILD_TIME: 1400000000\nRDEPEND: dev-libs/b\nREQUIRES: x86_64: libb.so.1\n\nCPV: dev-libs/b-1\nBUILD_TIME: 1380000000\nPROVIDES: x86_64: libb.so.1\n\n${newer}`;
    const found = (text: string) =>
      check(readScenario(text), [], [subslotUnchanged, preservedLibraryNeeded]).findings.map(
        ({ rule }) => rule,
      );
    const newer = 'CPV: dev-libs/b-2\nBUILD_TIME: 1370000000\n';
    expect(found(update(newer))).toEqual([]);
    expect(found(update(newer.replace('137', '139')))).not.toEqual([]);
  });
});
