// The programs without which a client cannot go on updating: to unpack, to run Portage, to fetch the next package.

/** Names whose installed instances must work after every step. */
export const CRITICAL_NAMES: readonly string[] = [
  'app-arch/bzip2',
  'app-arch/gzip',
  'app-arch/lz4',
  'app-arch/tar',
  'app-arch/xz-utils',
  'app-arch/zstd',
  'app-shells/bash',
  'dev-lang/python',
  'dev-libs/openssl',
  'net-misc/curl',
  'net-misc/wget',
  'sys-apps/coreutils',
  'sys-apps/portage',
  'sys-libs/glibc',
  'sys-libs/musl',
];
