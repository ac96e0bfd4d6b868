import { describe, expect, it } from 'vitest';
import { builderTraitsOf, prevailingTraits } from '../../../src/model/contents/builder-traits.js';
import type { BinaryPackage } from '../../../src/model/package.js';
import { readScenario } from '../../support/scenario.js';

function traits(chost: string, metadata: string, payload = '', requires = 'x86_32: libc.so.6') {
  const body = `SLOT: 0\nEAPI: 8\nCHOST: ${chost}\n${requires === '' ? '' : `REQUIRES: ${requires}\n`}`;
  const file = `[file a.xpak]\nPF: a-1\nCATEGORY: x\n${body}${metadata}\n`;
  const universe = readScenario(
    `[binhost]\nVERSION: 0\n\nCPV: x/a-1\nPATH: a.xpak\n${body}${file}${payload === '' ? '' : `[payload a.xpak]\n${payload}\n`}`,
  );
  return builderTraitsOf(universe, universe.judged[0] as BinaryPackage);
}

describe('the width of time_t', () => {
  const PLAIN = 'CFLAGS: -O2';
  const WIDE = 'CFLAGS: -O2 -D_TIME_BITS=64';

  it.each([
    ['i686-pc-linux-gnu', PLAIN, '32'],
    ['i686-pc-linux-gnu', WIDE, '64'],
    ['armv7a-unknown-linux-gnueabihf', 'CFLAGS: -O2\nCXXFLAGS: -D_TIME_BITS=64', '64'],
    ['armv7a-unknown-linux-gnueabihft64', PLAIN, '64'],
    ['i686-gentoo-linux-musl', PLAIN, '64'],
    ['x86_64-pc-linux-gnu', PLAIN, undefined],
    ['powerpc64le-unknown-linux-gnu', PLAIN, undefined],
    ['i686-pc-linux-gnu', 'CC: gcc', undefined],
  ])('of %s with %j is %s', (chost, metadata, time) => {
    expect(traits(chost, metadata).time).toBe(time);
  });

  it('is no question of what has no ELF files', () => {
    expect(traits('i686-pc-linux-gnu', PLAIN, '', '').time).toBeUndefined();
  });

  it('is what the files call, whatever the flags', () => {
    const elf = (time: string) => `/usr/bin/a elf category=x86_32 needs=libc.so.6${time}`;
    expect(traits('i686-pc-linux-gnu', PLAIN, elf(' time=64')).time).toBe('64');
    expect(traits('x86_64-pc-linux-gnu', PLAIN, elf(' time=32')).time).toBe('32');
    expect(traits('i686-pc-linux-gnu', WIDE, elf('')).time).toBeUndefined();
    const both = `${elf(' time=32')}\n${elf(' time=64').replace('bin/a', 'bin/b')}`;
    expect(traits('i686-pc-linux-gnu', PLAIN, both).time).toBeUndefined();
  });
});

describe('prefix and mask', () => {
  it('are nothing where the file says nothing, and unknown without the file', () => {
    expect(traits('x86_64-pc-linux-gnu', 'CC: gcc')).toEqual({ prefix: '', mask: '' });
    const alone = readScenario('[with other]\nCPV: x/a-1\n');
    expect(builderTraitsOf(alone, alone.packages[0] as BinaryPackage)).toEqual({});
    expect(prevailingTraits(alone)).toEqual({});
  });

  it('are what the builder said, of quickpkg what the machine said', () => {
    const said =
      'EPREFIX: /opt/gentoo\nPKG_INSTALL_MASK: *.la\nINSTALL_MASK: /usr/share/man  /usr/share/info';
    expect(traits('x86_64-pc-linux-gnu', said)).toEqual({
      prefix: '/opt/gentoo',
      mask: '*.la /usr/share/man /usr/share/info',
    });
  });
});
