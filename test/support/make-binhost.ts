// The recipe of fixtures/binhost and fixtures/stage3: a small binhost that shows the three headline problems next to healthy packages.
// Run by `UPDATE_FIXTURES=1 npx vitest run --config test/vitest.config.ts test/fixtures`; the result is committed.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePackagesIndex } from '../../src/formats/packages-index/packages-index-writer.js';
import { readPackageFiles } from '../../src/load/package/read-package-files.js';
import { makeIndex } from '../../src/pkgdir/make-index.js';
import { makeImage } from './binhost-image.js';
import { writeGpkg } from './write-gpkg.js';
import { writeXpakPackage } from './write-xpak-package.js';

interface Recipe {
  readonly cpv: string;
  readonly format?: 'gpkg' | 'xpak';
  readonly compression?: 'gzip' | 'zstd';
  readonly built: number;
  readonly slot?: string;
  readonly [key: string]: string | number | undefined;
}

/** 2024-08-01, the day of the build. */
const DAY = 1722470400;
const USE = 'abi_x86_64 amd64 elibc_glibc kernel_linux';

const PACKAGES: readonly Recipe[] = [
  // Healthy.
  { cpv: 'acct-group/portage-0', built: 0, PN: 'portage', LICENSE: 'GPL-2' },
  {
    cpv: 'sys-libs/glibc-2.39-r6',
    built: 100,
    slot: '2.2',
    LICENSE: 'LGPL-2.1+',
    PROVIDES: 'x86_64: ld-linux-x86-64.so.2 libc.so.6 libm.so.6',
  },
  {
    cpv: 'sys-libs/zlib-1.3.1-r1',
    built: 200,
    slot: '0/1',
    LICENSE: 'ZLIB',
    RDEPEND: '>=sys-libs/glibc-2.39-r6',
    PROVIDES: 'x86_64: libz.so.1',
    REQUIRES: 'x86_64: libc.so.6',
  },
  {
    cpv: 'dev-libs/openssl-3.3.1',
    built: 300,
    slot: '0/3',
    LICENSE: 'Apache-2.0',
    IUSE: '+asm test',
    USE: 'asm',
    RDEPEND: 'sys-libs/zlib:0/1= >=sys-libs/glibc-2.39-r6',
    PROVIDES: 'x86_64: libcrypto.so.3 libssl.so.3',
    REQUIRES: 'x86_64: libc.so.6 libz.so.1',
  },
  {
    cpv: 'app-misc/hello-2.12.1',
    built: 400,
    compression: 'zstd',
    LICENSE: 'GPL-3+',
    RDEPEND: '>=sys-libs/glibc-2.39-r6',
    REQUIRES: 'x86_64: libc.so.6',
  },
  {
    cpv: 'dev-lang/perl-5.38.2-r3',
    built: 500,
    slot: '0/5.38',
    LICENSE: 'GPL-1+',
    RDEPEND: 'sys-libs/zlib:0/1= >=sys-libs/glibc-2.39-r6',
    REQUIRES: 'x86_64: libc.so.6 libm.so.6 libz.so.1',
  },
  {
    cpv: 'dev-lang/perl-5.40.0',
    built: 900,
    slot: '0/5.40',
    LICENSE: 'GPL-1+',
    RDEPEND: 'sys-libs/zlib:0/1= >=sys-libs/glibc-2.39-r6',
    REQUIRES: 'x86_64: libc.so.6 libm.so.6 libz.so.1',
  },
  {
    cpv: 'virtual/perl-Test-Harness-3.480.0',
    built: 950,
    RDEPEND: '|| ( =dev-lang/perl-5.40* =dev-lang/perl-5.38* ~perl-core/Test-Harness-3.480.0 )',
  },
  // 1. Built on a glibc that neither index nor baseline has.
  {
    cpv: 'net-misc/wget-1.24.5',
    built: 2000,
    compression: 'zstd',
    LICENSE: 'GPL-3',
    IUSE: '+ssl nls',
    USE: 'ssl',
    RDEPEND: 'dev-libs/openssl:0/3= sys-libs/zlib:0/1= >=sys-libs/glibc-2.40',
    REQUIRES: 'x86_64: libc.so.6 libcrypto.so.3 libssl.so.3 libz.so.1',
  },
  // 2. Left behind by perl 5.40.
  {
    cpv: 'dev-perl/Locale-gettext-1.70.0-r1',
    format: 'xpak',
    built: 600,
    LICENSE: 'Artistic',
    RDEPEND: 'dev-lang/perl:0/5.38= >=sys-libs/glibc-2.39-r6',
    REQUIRES: 'x86_64: libc.so.6',
  },
  {
    cpv: 'virtual/perl-Encode-3.190.0-r1',
    format: 'xpak',
    built: 700,
    RDEPEND: '|| ( =dev-lang/perl-5.38* ~perl-core/Encode-3.190.0 )',
  },
  // 3. A dependency that nobody provides.
  {
    cpv: 'net-misc/curl-8.9.1',
    built: 1000,
    LICENSE: 'curl',
    IUSE: '+http2 +ssl',
    USE: 'http2 ssl',
    RDEPEND: 'net-libs/nghttp2:0/1.14= dev-libs/openssl:0/3= sys-libs/zlib:0/1= >=sys-libs/glibc-2.39-r6',
    PROVIDES: 'x86_64: libcurl.so.4',
    REQUIRES: 'x86_64: libc.so.6 libcrypto.so.3 libnghttp2.so.14 libssl.so.3 libz.so.1',
  },
];

const HEADER: Readonly<Record<string, string>> = {
  ACCEPT_KEYWORDS: 'amd64',
  ARCH: 'amd64',
  CHOST: 'x86_64-pc-linux-gnu',
  ELIBC: 'glibc',
  IUSE_IMPLICIT: 'abi_x86_64',
  KERNEL: 'linux',
  PROFILE: 'default/linux/amd64/23.0',
  USE_EXPAND: 'ELIBC KERNEL',
  USE_EXPAND_IMPLICIT: 'ARCH ELIBC KERNEL',
  USE_EXPAND_UNPREFIXED: 'ARCH',
  USE_EXPAND_VALUES_ARCH: 'amd64 arm64 x86',
  USE_EXPAND_VALUES_ELIBC: 'glibc musl',
  USE_EXPAND_VALUES_KERNEL: 'linux',
  VERSION: '0',
};

/** Writes the PKGDIR. Times of files do not survive a clone, so its index says nothing of them (no MTIME). */
export async function makeBinhost(root: string): Promise<void> {
  rmSync(root, { recursive: true, force: true });
  const paths: string[] = [];
  for (const recipe of PACKAGES) {
    const { path, bytes } = await makePackage(recipe);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
    paths.push(path);
  }
  const files = await readPackageFiles(root, paths, { jobs: 1 });
  const made = makeIndex({
    files,
    existing: { header: new Map(Object.entries(HEADER)), entries: [], problems: [] },
    now: DAY + 86400,
  });
  const entries = made.entries.map(entry => ({ ...entry, _mtime_: '' }));
  writeFileSync(join(root, 'Packages'), writePackagesIndex({ header: made.header, entries }));
}

async function makePackage(recipe: Recipe): Promise<{ path: string; bytes: Uint8Array }> {
  const { cpv, format = 'gpkg', compression = 'gzip', built, slot = '0', USE: use, PN, ...keys } = recipe;
  const [category, pf] = cpv.split('/') as [string, string];
  const name = (PN as string | undefined) ?? pf.replace(/-\d.*$/, '');
  const lines: Record<string, string> = {
    BUILD_ID: '1',
    BUILD_TIME: String(DAY + built),
    CATEGORY: category,
    CHOST: 'x86_64-pc-linux-gnu',
    DEFINED_PHASES: '-',
    DESCRIPTION: `The fixture ${pf}`,
    EAPI: '8',
    KEYWORDS: 'amd64 ~arm64',
    PF: pf,
    SLOT: slot,
    USE: [use, USE].filter(part => part !== undefined).join(' '),
    repository: 'gentoo',
    ...Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, String(value)])),
  };
  const metadata = Object.fromEntries(
    Object.entries(lines)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, `${value}\n`]),
  );
  const image = [
    ...makeImage(`${category}/${name}`, keys),
    { name: `usr/share/doc/${pf}/README`, content: `${pf}\n` },
  ];
  const extension = format === 'gpkg' ? 'gpkg.tar' : 'xpak';
  const path = `${category}/${name}/${pf}-1.${extension}`;
  const bytes =
    format === 'gpkg'
      ? await writeGpkg({ prefix: `${pf}-1`, metadata, image, compression, record: 10240 })
      : await writeXpakPackage({ metadata, image, compression });
  return { path, bytes };
}

/** The package list of a stage3 from before: what the example's client has installed. */
export function makeStage3(path: string): void {
  const header = new Map(Object.entries({ ...HEADER, PACKAGES: '3', TIMESTAMP: String(DAY - 86400 * 30) }));
  const base = {
    EAPI: '8',
    KEYWORDS: 'amd64',
    USE,
    repository: 'gentoo',
    BUILD_TIME: String(DAY - 86400 * 60),
  };
  const packages = [
    {
      ...base,
      CPV: 'sys-apps/coreutils-9.5',
      RDEPEND: '>=sys-libs/glibc-2.38-r10',
      REQUIRES: 'x86_64: libc.so.6',
    },
    {
      ...base,
      CPV: 'sys-libs/glibc-2.38-r10',
      SLOT: '2.2',
      PROVIDES: 'x86_64: ld-linux-x86-64.so.2 libc.so.6 libm.so.6',
    },
    { ...base, CPV: 'virtual/libc-1-r1', RDEPEND: 'elibc_glibc? ( sys-libs/glibc:2.2 )' },
  ];
  const text = [header, ...packages.map(pkg => new Map(Object.entries(pkg)))]
    .map(block =>
      [...block]
        .map(([key, value]) => `${key === 'repository' ? 'REPO' : key}: ${value}\n`)
        .sort()
        .join(''),
    )
    .join('\n');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\n`);
}
