import { describe, expect, it } from 'vitest';
import { instanceName } from '../../../src/model/package.js';
import { baselinesOf } from '../../../src/model/place.js';
import { findReplacement } from '../../../src/solver/installability/find-replacement.js';
import { readScenario } from '../../support/scenario.js';

function replace(text: string) {
  const universe = readScenario(text);
  const found = findReplacement(universe, universe.judged[0]!, baselinesOf(universe)[0]!);
  return {
    replaces: found.replaces === null ? null : instanceName(found.replaces),
    users: found.users.map(instanceName),
    breaches: found.breaches.map(({ package: pkg, items, sonames }) => [
      instanceName(pkg),
      ...items,
      ...sonames.map(({ soname }) => soname),
    ]),
  };
}

const GLIBC =
  '[binhost]\nCPV: sys-libs/glibc-2.33\nSLOT: 2.2\nPROVIDES: x86_64: libc.so.6\n[installed]\nCPV: sys-libs/glibc-2.31\nSLOT: 2.2\nPROVIDES: x86_64: libc.so.6 libcrypt.so.1\n\n' +
  'CPV: sys-libs/pam-1\nREQUIRES: x86_64: libc.so.6 libcrypt.so.1\n\nCPV: virtual/libc-1\nRDEPEND: sys-libs/glibc\n\nCPV: app-misc/pinned-1\nRDEPEND: <sys-libs/glibc-2.32\n';

describe('findReplacement', () => {
  it('tells what is replaced, who uses it, and who would lack a library or a need', () => {
    expect(replace(GLIBC)).toEqual({
      replaces: 'sys-libs/glibc-2.31',
      users: ['virtual/libc-1', 'app-misc/pinned-1'],
      breaches: [
        ['sys-libs/pam-1', 'libcrypt.so.1'],
        ['app-misc/pinned-1', '<sys-libs/glibc-2.32'],
      ],
    });
  });

  it('misses nothing that something else has', () => {
    const { breaches } = replace(
      `${GLIBC}\nCPV: sys-libs/libxcrypt-4\nPROVIDES: x86_64: libcrypt.so.1\n`.replace(
        '<sys-libs/glibc-2.32',
        'x/gone',
      ),
    );
    expect(breaches).toEqual([]);
  });

  it('replaces nothing in another slot', () => {
    expect(replace(GLIBC.replace('SLOT: 2.2', 'SLOT: 3'))).toMatchObject({ replaces: null, breaches: [] });
  });

  it('takes the newest of a slot for what is installed where an index is the baseline', () => {
    const { replaces } = replace(`${GLIBC}\nCPV: sys-libs/glibc-2.32\nSLOT: 2.2\n`);
    expect(replaces).toBe('sys-libs/glibc-2.32');
  });
});
