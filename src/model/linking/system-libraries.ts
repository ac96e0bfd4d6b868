// Libraries that every program has without asking for them: those of the C library and of the compiler, by their names.

import { LIBC_NAMES } from '../libc.js';

const OF_GLIBC =
  /^(?:ld-linux[.-]|ld64\.|ld\.so\.|libc\.so\.6|libm\.so|libmvec\.|libpthread\.|libdl\.|librt\.|libresolv\.|libutil\.|libnsl\.so\.1$|libanl\.|libBrokenLocale\.|libthread_db\.)/;
const OF_MUSL = /^(?:libc\.so$|ld-musl-|libc\.musl-)/;
const OF_COMPILER =
  /^lib(?:gcc_s|stdc\+\+|gomp|gfortran|quadmath|atomic|ssp|itm|objc|asan|ubsan|tsan|lsan|mudflap|gcj|gij)[.-]/;

/** The names of packages one of which has it; none where it is no such library. */
export function systemOwnersOf(soname: string): readonly string[] {
  if (OF_GLIBC.test(soname)) return LIBC_NAMES.slice(0, 1);
  if (OF_MUSL.test(soname)) return LIBC_NAMES.slice(1);
  return OF_COMPILER.test(soname) ? ['sys-devel/gcc'] : [];
}
