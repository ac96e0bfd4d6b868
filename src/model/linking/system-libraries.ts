// Libraries whose owner is known whatever is in the index: those of the C library and of the compiler, which every program has without
// asking for them, by their names.

const GLIBC = 'sys-libs/glibc';
const MUSL = 'sys-libs/musl';
const LIBXCRYPT = 'sys-libs/libxcrypt';
const GCC = 'sys-devel/gcc';

/**
 * What glibc installs for others to link to, by `shlib-versions` and the Makefiles of 2.17 to 2.42. libnsl.so.1 and libcidn.so.1 are in old
 * ones only, or for architectures that had them; libnsl.so.2 is of net-libs/libnsl. Alpha and IA-64 have libc.so.6.1, the Hurd libc.so.0.3.
 */
const OF_GLIBC =
  /^(?:ld(?:-linux(?:-[\w-]+)?)?\.so\.\d+|ld64\.so\.\d+|libc\.so\.(?:6(?:\.1)?|0\.3)|lib(?:m|mvec|pthread|dl|rt|resolv|util|anl|BrokenLocale|thread_db|memusage|pcprofile|SegFault|c_malloc_debug)\.so(?:\.\d+)*|lib(?:nsl|cidn)\.so\.1|libnss_(?:compat|db|dns|files|hesiod)\.so\.[12])$/;
/** `libc.so` is what its linker calls itself. */
const OF_MUSL = /^(?:libc\.so|(?:ld-musl-|libc\.musl-)[\w-]+\.so\.\d+)$/;
/** glibc has it with USE=crypt, up to 2.38; libxcrypt has it with USE=compat, and the second without. Programs ask for virtual/libcrypt. */
const OF_CRYPT: ReadonlyMap<string, readonly string[]> = new Map([
  ['libcrypt.so.1', [GLIBC, LIBXCRYPT]],
  ['libcrypt.so.1.1', [GLIBC, LIBXCRYPT]],
  ['libcrypt.so.2', [LIBXCRYPT]],
]);
/**
 * Runtimes of gcc and of its languages. libssp, libmudflap, libcilkrts, libmpx, libgcj and libgij are in old ones, or where USE asks for
 * them. libobjc.so.4.6 is of GNUstep, and libffi no longer of gcc.
 */
const OF_COMPILER =
  /^(?:lib(?:gcc_s|stdc\+\+|gomp|gfortran|quadmath|atomic|ssp|itm|asan|ubsan|tsan|lsan|hwasan|mudflap|mudflapth|cilkrts|mpx|mpxwrappers|gcj|gij|cc1|gccjit|go|gdruntime|gphobos|vtv|m2(?:cor|iso|log|min|pim))\.so\.\d+|libobjc(?:_gc)?\.so\.[1-4]|libgna(?:t|rl)-[\d.]+\.so)$/;

/** The names of packages one of which has it, the one first whose it is by nature; none where it is no such library. */
export function systemOwnersOf(soname: string): readonly string[] {
  const owner = implicitOwnerOf(soname);
  return owner === null ? (OF_CRYPT.get(soname) ?? []) : [owner];
}

/** Of what programs have without a dependency: who never has it lacks the package itself. */
export function implicitOwnerOf(soname: string): string | null {
  if (OF_GLIBC.test(soname)) return GLIBC;
  if (OF_MUSL.test(soname)) return MUSL;
  return OF_COMPILER.test(soname) ? GCC : null;
}

/** Packages that never are without libraries. */
export const SYSTEM_OWNERS: ReadonlySet<string> = new Set([GLIBC, MUSL, LIBXCRYPT, GCC]);
