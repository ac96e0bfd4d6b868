// Portage's extended syntax for configuration files: `*` stands for any run of characters in the names of an atom,
// `=cat/pkg-*9999*` for every version with that text in it (portage(5)).

import { CATEGORY_RULE, isCategory, isPackageName } from './cpv.js';
import { isName, NAME_START } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';

export interface WildcardName {
  readonly category: string;
  readonly package: string;
  /** Text that a version has to contain; null where the atom says nothing of versions. */
  readonly versionPart: string | null;
}

const RULE = 'portage(5): a wildcard atom is category/package with single * for runs of characters';

/** Whether [start, end) is a name of that kind; the one asterisk that ends `=cat/pkg-1*` does not make it one. */
export function isWildcardName(text: string, start: number, end: number, hasOperator: boolean): boolean {
  const star = text.indexOf('*', start);
  return star >= 0 && star < (hasOperator ? end - 1 : end);
}

/** Reads [start, end). The operator can only be `=`, and only in front of `-*text*`. */
export function parseWildcardName(
  text: string,
  start: number,
  end: number,
  operator: string | null,
): WildcardName {
  const whole = text.slice(start, end);
  if (whole.includes('**')) throw new PmsSyntaxError(text, start + whole.indexOf('**'), RULE);
  const slash = whole.indexOf('/');
  const opening = operator === '=' && whole.endsWith('*') ? whole.lastIndexOf('-*') : -1;
  const category = whole.slice(0, Math.max(slash, 0));
  const name = whole.slice(slash + 1, opening < 0 ? whole.length : opening);
  const versionPart = opening < 0 ? null : whole.slice(opening + 2, -1);
  if (operator !== null && (versionPart === null || !isName(NAME_START, NAME_START, versionPart))) {
    throw new PmsSyntaxError(
      text,
      start,
      'portage(5): a wildcard atom with an operator is =category/package-*text*',
    );
  }
  if (slash < 0 || !isCategory(plain(category))) throw new PmsSyntaxError(text, start, CATEGORY_RULE);
  if (!isPackageName(plain(name))) throw new PmsSyntaxError(text, start + slash + 1, RULE);
  return { category, package: name, versionPart };
}

/** An asterisk counts as an underscore: allowed everywhere in a name, and no part of any version. */
function plain(name: string): string {
  return name.replaceAll('*', '_');
}

/** `*` for any run of characters; greedy from the left, which is enough where it is the only wildcard. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const first = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
