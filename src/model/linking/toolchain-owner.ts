// Who has the libraries that every system has: of these it is known, whatever is in the index.

import type { Soname } from '../package.js';

const GLIBC =
  /^(?:ld-linux.*|ld64|libc|libm|libmvec|libpthread|libdl|librt|libresolv|libutil|libanl|libBrokenLocale|libthread_db|libnss_\w+)\.so\.\d+$/;
const MUSL = /^(?:libc\.musl-\w+|ld-musl-\w+)\.so(?:\.\d+)?$/;
const GCC = /^(?:libgcc_s|libstdc\+\+|libgomp|libatomic|libgfortran|libquadmath|libasan|libubsan)\.so\.\d+$/;

export function toolchainOwnerOf({ soname }: Soname): string | null {
  if (GLIBC.test(soname)) return 'sys-libs/glibc';
  if (MUSL.test(soname)) return 'sys-libs/musl';
  return GCC.test(soname) ? 'sys-devel/gcc' : null;
}
