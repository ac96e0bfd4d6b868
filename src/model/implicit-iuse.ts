// Flags that packages have without naming them in IUSE, before EAPI 5 defined them (Portage `config.py:_get_implicit_iuse`), and which
// flags a package has at all.

import type { FlagTest } from '../pms/match-atom.js';

/** What a profile says, by the header of an index or by a client's variables. */
export interface LegacyImplicit {
  readonly variables: ReadonlyMap<string, string>;
  /** arch.list, where it is known better than by the values of ARCH. */
  readonly architectures?: readonly string[];
  /** use.mask and use.force. */
  readonly masked?: ReadonlySet<string>;
  readonly forced?: ReadonlySet<string>;
}

/** Values of ARCH, whatever begins like a variable of USE_EXPAND_HIDDEN, `build`, `bootstrap`, and what is masked or forced. */
export function legacyImplicitIuse({ variables, architectures, masked, forced }: LegacyImplicit): FlagTest {
  const wordsOf = (name: string) => (variables.get(name) ?? '').split(/\s+/).filter(word => word !== '');
  const flags = new Set([
    'build',
    'bootstrap',
    ...wordsOf('ARCH'),
    ...(architectures ?? wordsOf('USE_EXPAND_VALUES_ARCH')),
    ...(masked ?? []),
    ...(forced ?? []),
  ]);
  const prefixes = wordsOf('USE_EXPAND_HIDDEN').map(name => `${name.toLowerCase()}_`);
  return { has: flag => flags.has(flag) || prefixes.some(prefix => flag.startsWith(prefix)) };
}

/** Whether a header tells what its profile implies; those of old Portage do not. */
export function tellsImplicitIuse(header: ReadonlyMap<string, string>): boolean {
  return TELLING.some(name => header.has(name));
}

const TELLING = ['IUSE_IMPLICIT', 'USE_EXPAND_IMPLICIT', 'USE_EXPAND_HIDDEN', 'ARCH'];

/** Flags that every profile implies: nothing is said against a package for these where its profile is not known. */
export function isOftenImplicit(flag: string): boolean {
  return OFTEN.test(flag);
}

const OFTEN =
  /^(?:(?:elibc|kernel|userland)_.*|prefix(?:-guest|-stack)?|build|bootstrap|alpha|amd64|arm|arm64|hppa|ia64|loong|m68k|mips|ppc|ppc64|riscv|s390|sparc|x86)$/;
