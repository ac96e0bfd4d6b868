// The C library that ELF files need, by the versions of its symbols.

import { compareVersions } from '../../pms/compare-versions.js';
import type { BinaryPackage } from '../package.js';
import type { ElfObject } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import { defines, librariesOf } from './payload-libraries.js';

interface SymbolNeed {
  readonly abi: string;
  readonly library: string;
  /** `GLIBC_2.38`. */
  readonly version: string;
  /** The first file that needs it. */
  readonly file: string;
}

export interface LibcNeed {
  /** The oldest glibc that defines all whose age is known, and what asks for it. */
  readonly oldest: string;
  readonly decisive: SymbolNeed;
  /** What is needed and no number tells the age of. */
  readonly undated: readonly SymbolNeed[];
}

/**
 * Marks of features of the linker, which have no number. GLIBC_ABI_GNU_TLS, GLIBC_ABI_GNU2_TLS and GLIBC_ABI_DT_X86_64_PLT came between
 * releases, after 2.42.0, and stable branches took them over: no version of glibc tells whether it has them, only its files.
 */
const MARKS: ReadonlyMap<string, string> = new Map([['GLIBC_ABI_DT_RELR', '2.36']]);

/** Every glibc has it, and promises nothing by it. */
const PRIVATE = 'GLIBC_PRIVATE';

/** The glibc that a version of symbols came with; null where the name does not tell. */
export function glibcOf(version: string): string | null {
  return /^GLIBC_(\d+(?:\.\d+)+)$/.exec(version)?.[1] ?? MARKS.get(version) ?? null;
}

/** Null where its files were not read to the end, or none needs a version of glibc. */
export function libcNeedOf(universe: Universe, pkg: BinaryPackage): LibcNeed | null {
  return remember(universe, libcNeedOf, pkg.id, () => {
    const payload = payloadOf(universe, pkg);
    return payload === null || !payload.isComplete ? null : readNeed(payload.elf);
  });
}

function readNeed(files: readonly ElfObject[]): LibcNeed | null {
  let decisive: SymbolNeed | null = null;
  let oldest = '';
  const undated = new Map<string, SymbolNeed>();
  for (const { category: abi, path: file, versionNeeds } of files) {
    if (abi === null) continue;
    for (const { library, version, isWeak } of versionNeeds) {
      if (isWeak || !version.startsWith('GLIBC_') || version === PRIVATE) continue;
      // The library of libxcrypt has versions of the name too.
      if (library.startsWith('libcrypt.')) continue;
      const need = { abi, library, version, file };
      const age = glibcOf(version);
      if (age === null) {
        if (!undated.has(version)) undated.set(version, need);
      } else if (decisive === null || compareVersions(age, oldest) > 0) {
        oldest = age;
        decisive = need;
      }
    }
  }
  return decisive === null ? null : { oldest, decisive, undated: [...undated.values()] };
}

/** Whether a glibc has all of it; null where its files would have to be known. */
export function meetsNeed(universe: Universe, libc: BinaryPackage, need: LibcNeed): boolean | null {
  if (compareVersions(libc.cpv.version ?? '0', need.oldest) < 0) return false;
  if (need.undated.length === 0) return true;
  const answers = need.undated.map(({ abi, library, version }) => {
    const own = librariesOf(universe, abi, library).filter(({ package: pkg }) => pkg === libc);
    if (own.some(one => defines(one, version))) return true;
    return own.length === 0 || own.some(({ versions }) => versions === null) ? null : false;
  });
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** A file that musl runs. */
export function isMusl({ needed }: ElfObject): boolean {
  return needed.some(name => name === 'libc.so' || name.startsWith('libc.musl-'));
}
