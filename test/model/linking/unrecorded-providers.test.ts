import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { sonameUnmet } from '../../../src/rules/soname-unmet.js';
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
});
