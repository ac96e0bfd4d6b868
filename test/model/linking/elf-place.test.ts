import { describe, expect, it } from 'vitest';
import { elfPlaceOf, widthOfDirectory } from '../../../src/model/linking/elf-place.js';

describe('where an ELF file lies', () => {
  it.each([
    ['/usr/bin/wget', 'used'],
    ['/sbin/init', 'used'],
    ['/usr/local/bin/a', 'used'],
    ['/opt/bin/a', 'used'],
    ['/lib64/ld-linux-x86-64.so.2', 'used'],
    ['/usr/lib/libz.so', 'used'],
    ['/usr/lib64/libz.so.1.3.1', 'used'],
    ['/usr/lib64/foo/plugin.so', 'inner'],
    ['/usr/lib64/Scrt1.o', 'inner'],
    ['/usr/libexec/foo', 'inner'],
    ['/opt/foo/bin/foo', 'inner'],
    ['/usr/bin/foo/bar', 'inner'],
    ['/lib/firmware/a.fw', 'data'],
    ['/usr/lib/debug/usr/bin/a.debug', 'data'],
    ['/usr/share/qemu/edk2.fd', 'data'],
    ['/usr/lib/gcc/avr/13/libgcc.so', 'data'],
    ['/usr/libexec/gcc/arm-none-eabi/13/cc1', 'data'],
    ['/usr/x86_64-w64-mingw32/usr/lib/a.so', 'data'],
    ['/usr/aarch64-unknown-linux-gnu/lib/libc.so.6', 'data'],
    ['/boot/kernel', 'data'],
    ['/usr/lib64/bpf/a.o', 'data'],
    ['/lib/modules/6.1.0/a.ko', 'data'],
  ])('%s is %s', (path, place) => {
    expect(elfPlaceOf(path)).toBe(place);
  });

  it('has a width where its directory says so', () => {
    expect(
      ['/usr/lib64/a.so', '/lib32/a.so', '/usr/lib/a.so', '/usr/lib64x/a'].map(widthOfDirectory),
    ).toEqual([64, 32, null, null]);
  });
});
