// IUSE (PMS 7.3) and the flags that a package has beyond it (IUSE_EFFECTIVE, PMS 11.1.1).

import { isFlag } from './depspec-leaf.js';
import { eapiFeatures } from './eapi.js';
import type { FlagTest } from './match-atom.js';
import { PmsSyntaxError } from './syntax-error.js';

export interface IuseFlag {
  readonly flag: string;
  /** `+flag` is on and `-flag` off where no configuration decides. */
  readonly default: '+' | '-' | null;
}

/** Reads an IUSE value. Throws `PmsSyntaxError`, also for defaults where the EAPI given has none. */
export function parseIuse(text: string, options: { readonly eapi?: string } = {}): readonly IuseFlag[] {
  const defaults = options.eapi === undefined || eapiFeatures(options.eapi)?.iuseDefaults !== false;
  const flags: IuseFlag[] = [];
  for (const { 0: token, index } of text.matchAll(/\S+/g)) {
    const sign = token[0] === '+' || token[0] === '-' ? token[0] : null;
    const flag = sign === null ? token : token.slice(1);
    if (!isFlag(flag)) {
      throw new PmsSyntaxError(text, index, 'PMS 3.1.4: a USE flag is letters, digits and +_@-');
    }
    if (sign !== null && !defaults) {
      throw new PmsSyntaxError(text, index, `EAPI ${options.eapi} has no IUSE defaults (PMS 7.3)`);
    }
    flags.push({ flag, default: sign });
  }
  return flags;
}

/** The names alone, of any text: what matching asks for. */
export function iuseNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const token of words(text)) names.add(/^[+-]/.test(token) ? token.slice(1) : token);
  return names;
}

/**
 * The flags that every package of a profile has without naming them in IUSE, from its variables as the header of a `Packages`
 * index gives them: IUSE_IMPLICIT and the values of USE_EXPAND_IMPLICIT, with prefix unless in USE_EXPAND_UNPREFIXED.
 */
export function effectiveIuse(header: ReadonlyMap<string, string>): ReadonlySet<string> {
  const wordsOf = (variable: string) => words(header.get(variable) ?? '');
  const flags = new Set(wordsOf('IUSE_IMPLICIT'));
  const implicit = new Set(wordsOf('USE_EXPAND_IMPLICIT'));
  for (const variable of wordsOf('USE_EXPAND_UNPREFIXED')) {
    if (implicit.has(variable))
      for (const value of wordsOf(`USE_EXPAND_VALUES_${variable}`)) flags.add(value);
  }
  for (const variable of wordsOf('USE_EXPAND')) {
    if (!implicit.has(variable)) continue;
    const prefix = variable.toLowerCase();
    for (const value of wordsOf(`USE_EXPAND_VALUES_${variable}`)) flags.add(`${prefix}_${value}`);
  }
  return flags;
}

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
  const wordsOf = (name: string) => words(variables.get(name) ?? '');
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

function words(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}
