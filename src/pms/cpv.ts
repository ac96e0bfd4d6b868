// Category, package name and version (PMS 3.1): `dev-lang/perl-5.40.0-r1`, or without a version `dev-lang/perl`.

import { isName, NAME_CHARACTER, NAME_START, PACKAGE_CHARACTER, skipDigits } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';
import { isVersion, type Version, versionIn } from './version.js';

export interface Cpv {
  readonly category: string;
  /** PN. */
  readonly package: string;
  /** PVR; null for a name without a version. */
  readonly version: Version | null;
}

/** Splits `category/PF` or `category/PN`. Throws `PmsSyntaxError` where either name breaks its rule. */
export function parseCpv(text: string): Cpv {
  const slash = text.indexOf('/');
  if (slash < 0) throw new PmsSyntaxError(text, text.length, 'PMS 3.1: a package is named category/package');
  if (!isCategory(text, 0, slash)) throw new PmsSyntaxError(text, 0, CATEGORY_RULE);
  const start = slash + 1;
  const at = versionStart(text, start, text.length);
  const nameEnd = at < 0 ? text.length : at - 1;
  if (!isPackageName(text, start, nameEnd)) throw new PmsSyntaxError(text, start, PACKAGE_RULE);
  return {
    category: text.slice(0, slash),
    package: text.slice(start, nameEnd),
    version: at < 0 ? null : versionIn(text, at, text.length),
  };
}

export function formatCpv(cpv: Cpv): string {
  return cpv.version === null ? formatCpn(cpv) : `${cpv.category}/${cpv.package}-${cpv.version.text}`;
}

/** `category/package`: what Portage calls cp. */
export function formatCpn(cpv: { readonly category: string; readonly package: string }): string {
  return `${cpv.category}/${cpv.package}`;
}

export const CATEGORY_RULE =
  'PMS 3.1.1: a category name is letters, digits and +_.-, not starting with one of +.-';
export const PACKAGE_RULE =
  'PMS 3.1.2: a package name is letters, digits and +_-, not starting with + or -, not ending in a hyphen and a version';

export function isCategory(text: string, start = 0, end = text.length): boolean {
  return isName(NAME_START, NAME_CHARACTER, text, start, end);
}

/** Whether [start, end) is a package name, one that does not end like a version. */
export function isPackageName(text: string, start = 0, end = text.length): boolean {
  return isName(NAME_START, PACKAGE_CHARACTER, text, start, end) && versionStart(text, start, end) < 0;
}

/** Where in [start, end) a version begins that a hyphen separates from what is before it; -1 where none does. */
export function versionStart(text: string, start: number, end: number): number {
  const last = text.lastIndexOf('-', end - 1);
  if (last <= start) return -1;
  // `-r3` belongs to the version before it.
  const isRevision =
    text.charCodeAt(last + 1) === 0x72 && last + 2 < end && skipDigits(text, last + 2, end) === end;
  const hyphen = isRevision ? text.lastIndexOf('-', last - 1) : last;
  return hyphen > start && isVersion(text, hyphen + 1, end) ? hyphen + 1 : -1;
}
