import { describe, expect, it } from 'vitest';
import { implicitOwnerOf, systemOwnersOf } from '../../../src/model/linking/system-libraries.js';

describe('systemOwnersOf', () => {
  it.each([
    ...['ld-linux-x86-64.so.2', 'ld-linux.so.2', 'ld64.so.2', 'ld.so.1', 'ld-linux-riscv64-lp64d.so.1'],
    ...[
      'libc.so.6',
      'libc.so.6.1',
      'libc.so.0.3',
      'libm.so.6',
      'libmvec.so.1',
      'libpthread.so.0',
      'libdl.so.2',
    ],
    ...[
      'librt.so.1',
      'libresolv.so.2',
      'libutil.so.1',
      'libanl.so.1',
      'libBrokenLocale.so.1',
      'libthread_db.so.1',
    ],
    ...['libnsl.so.1', 'libcidn.so.1', 'libnss_files.so.2', 'libc_malloc_debug.so.0'],
  ])('%s is of glibc', soname => {
    expect(systemOwnersOf(soname)).toEqual(['sys-libs/glibc']);
  });

  it.each(['libc.so', 'ld-musl-x86_64.so.1', 'libc.musl-x86_64.so.1'])('%s is of musl', soname => {
    expect(systemOwnersOf(soname)).toEqual(['sys-libs/musl']);
  });

  it.each([
    ...[
      'libgcc_s.so.1',
      'libstdc++.so.6',
      'libstdc++.so.5',
      'libgomp.so.1',
      'libgfortran.so.5',
      'libssp.so.0',
    ],
    ...[
      'libquadmath.so.0',
      'libatomic.so.1',
      'libasan.so.8',
      'libhwasan.so.0',
      'libitm.so.1',
      'libobjc.so.4',
    ],
    ...['libgnat-13.so', 'libgo.so.22', 'libgccjit.so.0', 'libgcj.so.14', 'libgphobos.so.4'],
  ])('%s is of gcc', soname => {
    expect(systemOwnersOf(soname)).toEqual(['sys-devel/gcc']);
  });

  it('libcrypt is of glibc or of libxcrypt, and no program has it without asking for it', () => {
    expect(systemOwnersOf('libcrypt.so.1')).toEqual(['sys-libs/glibc', 'sys-libs/libxcrypt']);
    expect(systemOwnersOf('libcrypt.so.2')).toEqual(['sys-libs/libxcrypt']);
    expect(implicitOwnerOf('libcrypt.so.1')).toBeNull();
  });

  // A C library of another system, what other packages have, and names that only begin alike.
  it.each([
    ...[
      'libc.so.7',
      'libc++.so.1',
      'libc++abi.so.1',
      'libcap.so.2',
      'libnsl.so.2',
      'libnsl.so.3',
      'libnss_sss.so.2',
    ],
    ...[
      'libnss_systemd.so.2',
      'libnss3.so',
      'libobjc.so.4.6',
      'libgcc_s_seh-1.dll',
      'libmagic.so.1',
      'libdlt.so.2',
    ],
    ...[
      'libutil.so.1foo',
      'libmount.so.1',
      'librtmp.so.1',
      'libstdc++fs.so',
      'libunwind.so.8',
      'libasan_static.a',
    ],
  ])('%s is of none of them', soname => {
    expect(systemOwnersOf(soname)).toEqual([]);
  });
});
