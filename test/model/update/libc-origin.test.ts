// Which C library a package was built on.

import { describe, expect, it } from 'vitest';
import { instanceName } from '../../../src/model/package.js';
import { libcOrigin, neededLibc } from '../../../src/model/update/libc-origin.js';
import { readScenario } from '../../support/scenario.js';

/** The origin of a/p, whose keys are given. */
function originOf(keys: string) {
  const universe = readScenario(
    `[binhost]\nCPV: a/p-1\n${keys}\n\nCPV: sys-libs/glibc-2.31\nBUILD_TIME: 40\n\nCPV: sys-libs/glibc-2.33\nBUILD_TIME: 20\n\nCPV: sys-libs/glibc-2.40\n[installed]\nCPV: sys-libs/glibc-2.35\nBUILD_TIME: 1\n`,
  );
  const pkg = universe.judged[0]!;
  const origin = libcOrigin(universe, pkg);
  if (origin === null) return { libc: neededLibc(pkg), told: null };
  const told = origin.floor === null ? instanceName(origin.built) : origin.floor.atom.text;
  return { libc: neededLibc(pkg), told };
}

const LINKED = 'REQUIRES: x86_64: libm.so.6 libc.so.6';

describe('the libc of a package', () => {
  it('is the highest floor that it records', () => {
    const floors = 'RDEPEND: >=sys-libs/glibc-2.17 >=sys-libs/glibc-2.38-r10 >=sys-libs/musl-9';
    expect(originOf(`${LINKED}\nBUILD_TIME: 50\n${floors}`).told).toBe('>=sys-libs/glibc-2.38-r10');
  });

  it('is without one the newest on offer that was built before', () => {
    expect(originOf(`${LINKED}\nBUILD_TIME: 50`).told).toBe('sys-libs/glibc-2.33');
    expect(originOf(`${LINKED}\nBUILD_TIME: 19`).told).toBeNull();
    expect(originOf(LINKED).told).toBeNull();
  });

  it('goes by the name that its files ask the loader for', () => {
    expect(originOf('REQUIRES: alpha: libc.so.6.1').libc).toBe('sys-libs/glibc');
    expect(originOf('REQUIRES: x86_64: libc.musl-x86_64.so.1').libc).toBe('sys-libs/musl');
    expect(originOf('REQUIRES: x86_64: libcrypt.so.1')).toEqual({ libc: null, told: null });
  });
});
