// What is in the packages of fixtures/binhost: ELF files that are as their metadata say, but for one thing that only they tell.

import { writeElf } from './write-elf.js';
import type { TarInput } from './write-tar.js';

interface Recorded {
  readonly PROVIDES?: string;
  readonly REQUIRES?: string;
}

/** Versions of symbols that libraries define; the first of each is its own name. */
const DEFINED: Readonly<Record<string, readonly string[]>> = {
  'libc.so.6': ['libc.so.6', 'GLIBC_2.2.5', 'GLIBC_2.34', 'GLIBC_2.38'],
  'libcrypto.so.3': ['libcrypto.so.3', 'OPENSSL_3.0.0', 'OPENSSL_3.2.0', 'OPENSSL_3.3.0'],
};

/** wget was built where openssl was 3.5: sub-slot and SONAME are those of 3.3, which is here. */
const NEEDED: Readonly<Record<string, readonly { library: string; versions: readonly string[] }[]>> = {
  'net-misc/wget': [{ library: 'libcrypto.so.3', versions: ['OPENSSL_3.0.0', 'OPENSSL_3.5.0'] }],
};

/** Where a package has something else than a program of its own name. */
const PLACES: Readonly<Record<string, string>> = {
  'dev-perl/Locale-gettext': 'usr/lib64/perl5/vendor_perl/5.38/x86_64-linux/auto/Locale/gettext/gettext.so',
};

export function makeImage(cpn: string, { PROVIDES, REQUIRES }: Recorded): readonly TarInput[] {
  const needed = read(REQUIRES);
  const libraries = read(PROVIDES).map(soname => ({
    name: `usr/lib64/${soname}`,
    content: writeElf({
      soname,
      needed,
      ...versionsFor(cpn, needed),
      ...(DEFINED[soname] === undefined ? {} : { versionDefinitions: DEFINED[soname] }),
    }),
  }));
  if (libraries.length > 0 || needed.length === 0) return libraries;
  const name = PLACES[cpn] ?? `usr/bin/${cpn.slice(cpn.indexOf('/') + 1)}`;
  return [{ name, content: writeElf({ needed, ...versionsFor(cpn, needed) }) }];
}

function versionsFor(cpn: string, needed: readonly string[]) {
  const libc = needed.includes('libc.so.6') ? [{ library: 'libc.so.6', versions: ['GLIBC_2.38'] }] : [];
  const versionNeeds = [...libc, ...(NEEDED[cpn] ?? [])];
  return versionNeeds.length === 0 ? {} : { versionNeeds };
}

/** `x86_64: liba.so.1 libb.so.2` */
function read(sonames = ''): readonly string[] {
  return sonames.split(' ').slice(1);
}
