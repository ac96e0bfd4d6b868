// IUSE (PMS 7.3) and the flags that a package has beyond it (IUSE_EFFECTIVE, PMS 11.1.1).

import { isFlag } from './depspec-leaf.js';
import { eapiFeatures } from './eapi.js';
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

function words(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}
