// What generated packages are called and made of. Shares and sizes are those measured on public indices of 2021 to 2024; the names
// are made up.

/**
 * Kinds of packages, how many releases of 1,500 are of each, and their categories. `atoms` is the usual number of runtime dependencies
 * with the spread of its logarithm; `flags` that of its
 * own flags; the rest are probabilities.
 */
export const KINDS = /** @type {const} */ ({
  group: {
    share: 54,
    categories: ['acct-group'],
    atoms: [0, 0],
    depends: 0,
    builds: 0,
    elf: 0,
    slotted: 0,
    flags: 0,
  },
  user: {
    share: 26,
    categories: ['acct-user'],
    atoms: [1, 0.3],
    depends: 1,
    builds: 0,
    elf: 0,
    slotted: 0,
    flags: 0,
  },
  'perl-virtual': {
    share: 49,
    categories: ['virtual'],
    atoms: [0, 0],
    depends: 1,
    builds: 0,
    elf: 0,
    slotted: 0,
    flags: 0,
  },
  virtual: {
    share: 44,
    categories: ['virtual'],
    atoms: [2, 0.7],
    depends: 0.92,
    builds: 0,
    elf: 0,
    slotted: 0.15,
    flags: 0.6,
  },
  perl: {
    share: 154,
    categories: ['dev-perl'],
    atoms: [2.2, 0.7],
    depends: 1,
    builds: 1,
    elf: 0.23,
    slotted: 0,
    flags: 1.2,
  },
  python: {
    share: 82,
    categories: ['dev-python'],
    atoms: [1, 0.7],
    depends: 1,
    builds: 0.1,
    elf: 0.15,
    slotted: 0.02,
    flags: 1.2,
  },
  ruby: {
    share: 21,
    categories: ['dev-ruby'],
    atoms: [0.6, 0.7],
    depends: 1,
    builds: 1,
    elf: 0.24,
    slotted: 0.41,
    flags: 1.6,
  },
  library: {
    share: 355,
    categories: ['dev-libs', 'dev-libs', 'media-libs', 'x11-libs', 'sys-libs', 'net-libs', 'gui-libs'],
    atoms: [2.7, 0.85],
    depends: 0.74,
    builds: 0.77,
    elf: 1,
    slotted: 0.45,
    flags: 3,
  },
  program: {
    share: 487,
    categories: [
      'sys-apps',
      'app-arch',
      'app-crypt',
      'dev-util',
      'media-plugins',
      'net-misc',
      'sys-fs',
      'x11-apps',
    ],
    atoms: [4, 1],
    depends: 0.84,
    builds: 0.8,
    elf: 1,
    slotted: 0.38,
    flags: 6,
  },
  desktop: {
    share: 47,
    categories: ['kde-plasma'],
    atoms: [24, 0.7],
    depends: 1,
    builds: 0.95,
    elf: 0.91,
    slotted: 1,
    flags: 2.4,
  },
  data: {
    share: 207,
    categories: ['app-text', 'app-eselect', 'media-fonts', 'x11-themes', 'app-emacs', 'sys-kernel'],
    atoms: [1.6, 0.9],
    depends: 0.66,
    builds: 0.24,
    elf: 0,
    slotted: 0.13,
    flags: 0.8,
  },
});

/** @typedef {keyof typeof KINDS} Kind */

/** Tools that builds need: they make up BDEPEND, and nothing asks for them at run time. */
export const TOOLCHAINS = /** @type {const} */ ([
  [
    'sys-devel/gnuconfig >=app-portage/elt-patches-20170815 >=dev-build/automake-1.16.5:1.16 >=dev-build/autoconf-2.71-r6 >=dev-build/libtool-2.4.7-r3',
    40,
  ],
  ['>=app-portage/elt-patches-20240116', 10],
  ['>=dev-build/ninja-1.8.2 >=dev-build/cmake-3.20.5', 20],
  ['>=dev-build/meson-1.2.1 >=dev-build/ninja-1.8.2 dev-build/meson-format-array', 20],
  ['app-alternatives/ninja >=dev-build/cmake-3.28.4 || ( >=sys-devel/gcc-12:* >=sys-devel/clang-16:* )', 10],
]);

export const SYLLABLES =
  'al an ar ba be bor ca cel cor da del dor el en er fa fen gal gen gor ha hel im in ka kel ki la len lo ma mer mi mo na nel no or pa per pi qua ra rel ri ro sa sel so ta tel ti to ul un va vel vi za'.split(
    ' ',
  );

/** Flags of IUSE, the commonest first. */
export const FLAGS =
  'test doc static-libs debug nls verify-sig examples selinux X introspection split-usr systemd gtk-doc python ssl static readline zlib minimal wayland vala acl pam gtk dbus udev jpeg ncurses bzip2 unicode png threads ipv6 tiff opengl cxx gdbm alsa caps cups elogind fontconfig gif gnutls icu ldap libedit lzma man openmp pcre pulseaudio qt5 sasl seccomp sqlite svg truetype usb vulkan webp xml zstd'.split(
    ' ',
  );
export const ABI_FLAGS =
  'abi_x86_32 abi_x86_64 abi_x86_x32 abi_mips_n32 abi_mips_n64 abi_mips_o32 abi_s390_32 abi_s390_64'.split(
    ' ',
  );
export const BASE_USE = ['abi_x86_64', 'amd64', 'elibc_glibc', 'kernel_linux'];
export const ARCHES =
  'alpha amd64 arm arm64 hppa ia64 loong m68k mips ppc ppc64 riscv s390 sparc x86 x64-cygwin amd64-linux x86-linux ppc-macos x64-macos sparc-solaris sparc64-solaris x64-solaris x86-solaris'.split(
    ' ',
  );
export const PHASES =
  'compile configure install nofetch postinst postrm preinst prepare pretend setup test unpack'.split(' ');
export const LICENSES = /** @type {const} */ ([
  ['MIT', 20],
  ['GPL-2', 14],
  ['|| ( Artistic GPL-1+ )', 12],
  ['LGPL-2.1+', 8],
  ['BSD', 6],
  ['GPL-3+', 5],
  ['|| ( GPL-2 GPL-3 LGPL-3 ) FDL-1.3', 3],
  ['Apache-2.0', 3],
  ['GPL-2+ LGPL-2.1+ MIT public-domain', 2],
]);

/** @type {Readonly<Record<string, string>>} */
export const HEADER = {
  ACCEPT_KEYWORDS: 'amd64 ~amd64',
  ACCEPT_LICENSE: '*',
  ARCH: 'amd64',
  BINPKG_FORMAT: 'gpkg',
  CBUILD: 'x86_64-pc-linux-gnu',
  CHOST: 'x86_64-pc-linux-gnu',
  ELIBC: 'glibc',
  FEATURES: 'binpkg-multi-instance buildpkg',
  IUSE_IMPLICIT: 'abi_x86_64 prefix prefix-guest prefix-stack',
  KERNEL: 'linux',
  PROFILE: 'default/linux/amd64/23.0',
  TIMESTAMP: '1717200000',
  USE_EXPAND:
    'ABI_X86 CPU_FLAGS_X86 ELIBC KERNEL L10N PYTHON_SINGLE_TARGET PYTHON_TARGETS RUBY_TARGETS VIDEO_CARDS',
  USE_EXPAND_IMPLICIT: 'ARCH ELIBC KERNEL',
  USE_EXPAND_UNPREFIXED: 'ARCH',
  USE_EXPAND_VALUES_ARCH: 'alpha amd64 arm arm64 hppa loong mips ppc ppc64 riscv s390 sparc x86',
  USE_EXPAND_VALUES_ELIBC: 'bionic glibc musl',
  USE_EXPAND_VALUES_KERNEL: 'Darwin linux SunOS',
  VERSION: '0',
};
