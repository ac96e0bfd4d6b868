import { describe, expect, it } from 'vitest';
import { glibcOf, libcNeedOf, meetsNeed } from '../../../src/model/linking/libc-need.js';
import { readScenario } from '../../support/scenario.js';

describe('glibcOf', () => {
  it.each([
    ['GLIBC_2.38', '2.38'],
    ['GLIBC_2.2.5', '2.2.5'],
    ['GLIBC_ABI_DT_RELR', '2.36'],
    ['GLIBC_ABI_GNU2_TLS', null],
    ['GLIBC_2', null],
    ['GLIBC_PRIVATE', null],
    ['GLIBCXX_3.4.32', null],
  ])('%s', (version, libc) => {
    expect(glibcOf(version)).toBe(libc);
  });
});

describe('libcNeedOf', () => {
  const need = (lines: string) => {
    const universe = readScenario(`[binhost]\nCPV: app-misc/a-1\nPATH: a.xpak\n[payload a.xpak]\n${lines}\n`);
    return libcNeedOf(universe, universe.judged[0]!);
  };

  it('is the newest version of any file, and what asks for it', () => {
    expect(
      need(
        '/bin/a elf needs=libc.so.6 versions=libc.so.6:GLIBC_2.9,libm.so.6:GLIBC_2.35\n/bin/b elf needs=libc.so.6 versions=libc.so.6:GLIBC_2.34,libc.so.6:GLIBC_2.40:weak',
      ),
    ).toEqual({
      oldest: '2.35',
      decisive: { abi: 'x86_64', library: 'libm.so.6', version: 'GLIBC_2.35', file: '/bin/a' },
      undated: [],
    });
  });

  it('leaves the age of unknown marks open, and the library of libxcrypt out', () => {
    expect(
      need(
        '/bin/a elf needs=libc.so.6 versions=libc.so.6:GLIBC_2.9,libc.so.6:GLIBC_ABI_NEW,libcrypt.so.1:GLIBC_2.40,libc.so.6:GLIBC_PRIVATE',
      ),
    ).toMatchObject({ oldest: '2.9', undated: [{ version: 'GLIBC_ABI_NEW' }] });
  });

  it('is none where no file says, and where not all were read', () => {
    expect(need('/bin/a elf needs=libc.so')).toBeNull();
    expect(need('incomplete\n/bin/a elf needs=libc.so.6 versions=libc.so.6:GLIBC_2.9')).toBeNull();
  });
});

describe('meetsNeed', () => {
  const LIBC = '/lib64/libc.so.6 elf soname=libc.so.6 defines=GLIBC_2.34';
  const ask = (version: string, payload: string, wanted: string) => {
    const universe = readScenario(
      `[binhost]\nCPV: app-misc/a-1\nPATH: a.xpak\n\nCPV: sys-libs/glibc-${version}\nPATH: g.xpak\nPROVIDES: x86_64: libc.so.6\n[payload a.xpak]\n/bin/a elf needs=libc.so.6 versions=${wanted}\n${payload}`,
    );
    const [user, libc] = universe.judged;
    return meetsNeed(universe, libc!, libcNeedOf(universe, user!)!);
  };

  it('goes by the number, and for marks by the files', () => {
    const both = 'libc.so.6:GLIBC_2.34,libc.so.6:GLIBC_ABI_NEW';
    expect(ask('2.33-r9', '', 'libc.so.6:GLIBC_2.34')).toBe(false);
    expect(ask('2.34', '', 'libc.so.6:GLIBC_2.34')).toBe(true);
    expect(ask('2.34', '', both)).toBeNull();
    expect(ask('2.34', `[payload g.xpak]\n${LIBC}\n`, both)).toBe(false);
    expect(ask('2.34', `[payload g.xpak]\n${LIBC},GLIBC_ABI_NEW\n`, both)).toBe(true);
    expect(ask('2.33', `[payload g.xpak]\n${LIBC},GLIBC_ABI_NEW\n`, both)).toBe(false);
  });
});
