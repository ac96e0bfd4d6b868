// Paths that no package owns and that are there all the same: made at boot, by administrators, by `pkg_postinst` or by eselect.

/** Directories below which anything may turn up. */
const PLACES = [
  '/boot/',
  '/dev/',
  '/efi/',
  '/home/',
  '/media/',
  '/mnt/',
  '/proc/',
  '/root/',
  '/run/',
  '/srv/',
  '/sys/',
  '/tmp/',
  '/usr/local/',
  '/usr/portage/',
  // Sources of kernels: `eselect kernel`, dist-kernels.
  '/usr/src/',
  '/usr/tmp/',
  '/var/',
  '/lib/modules/',
  '/usr/lib/modules/',
  // Written by env-update, java-config, update-ca-certificates, and where people put their own.
  '/etc/alternatives/',
  '/etc/env.d/',
  '/etc/java-config',
  '/etc/portage/',
  '/etc/ssl/certs/',
  '/usr/lib/jvm/',
];

const FILES = [
  '/etc/adjtime',
  '/etc/crypttab',
  '/etc/csh.env',
  '/etc/environment',
  '/etc/fstab',
  '/etc/group',
  '/etc/hostname',
  '/etc/hosts',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/locale.conf',
  '/etc/locale.gen',
  '/etc/localtime',
  '/etc/machine-id',
  '/etc/make.profile',
  '/etc/modules',
  '/etc/mtab',
  '/etc/passwd',
  '/etc/profile.env',
  '/etc/resolv.conf',
  '/etc/shadow',
  '/etc/sysctl.conf',
  '/etc/timezone',
  '/etc/udev/hwdb.bin',
  '/etc/vconsole.conf',
];

/** Caches that are made from what several packages have. */
const CACHES =
  /(?:\/icon-theme\.cache|\/mimeinfo\.cache|\/gconv-modules\.cache|\/giomodule\.cache|\/loaders\.cache|\/immodules\.cache|\/gschemas\.compiled|\/info\/dir|\/ls-R|\/fonts\.(?:dir|scale)|\/locale-archive)$/;

/** Programs that eselect, gcc-config and binutils-config point to one of several slots. */
const CHOSEN =
  /^\/usr\/bin\/(?:ar|as|c\+\+|c89|c99|cc|cpp|ctags|editor|emacs|ex|g\+\+|gcc|gfortran|gmake|gofmt|go|guile|java|javac|ld(?:\.[a-z]+)?|lua|luac|nm|objcopy|objdump|pager|php|php-cgi|phpize|php-config|pinentry|python[23]?|ranlib|readelf|ruby|erb|gem|irb|rake|rdoc|ri|bundle|bundler|rustc|cargo|rustdoc|sh|strip|tclsh|vi|view|vim|wish|[a-z0-9_]+-[a-z0-9_]+-linux-[a-z0-9]+-[a-z+]+)$/;

/** Libraries that `eselect blas`, `eselect opengl` and the like point to one implementation. */
const LIBRARIES =
  /^\/usr\/lib[0-9a-z]*\/(?:(?:lib(?:blas|cblas|lapack|lapacke|GL|EGL|GLX)\.so)|xorg\/|opengl\/|locale\/)/;

/** `path` as it is in the root. */
export function isMadeAtRuntime(path: string): boolean {
  const below = `${path}/`;
  if (PLACES.some(place => below.startsWith(place))) return true;
  return FILES.includes(path) || CACHES.test(path) || CHOSEN.test(path) || LIBRARIES.test(path);
}

/** Interpreters that eselect points to the slot which the administrator chose, and the packages of which any one brings it. */
const INTERPRETERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['guile', ['dev-scheme/guile']],
  ['java', ['virtual/jre', 'virtual/jdk', 'dev-java/java-config']],
  ['lua', ['dev-lang/lua']],
  ['php', ['dev-lang/php']],
  ['python', ['dev-lang/python', 'dev-lang/python-exec']],
  ['python3', ['dev-lang/python', 'dev-lang/python-exec']],
  ['ruby', ['dev-lang/ruby']],
  ['tclsh', ['dev-lang/tcl']],
  ['wish', ['dev-lang/tk']],
]);

/** Names of packages any of which brings a program of this name without owning it; none where programs are owned. */
export function bringersOf(program: string): readonly string[] {
  return INTERPRETERS.get(program) ?? [];
}

/** Programs that every system has, whichever package is behind them (system set, `app-alternatives/*`, toolchain). */
const BASIC = new Set(
  'sh bash env awk gawk sed make cat test true false grep find xargs tar gzip bzip2 xz less more nologin sulogin login openrc-run runscript init'.split(
    ' ',
  ),
);

/** Whether a path is that of a program which every system has. */
export function isBasicProgram(path: string): boolean {
  const name = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  return name !== undefined && BASIC.has(name);
}
