// Branches that an ebuild does not take, as far as its name and EAPI alone decide: `case ${EAPI} in 6)`, `[[ ${PV} == *9999 ]]`.

import { fitsAround } from './locate-holes.js';
import type { Condition } from './locate-syntax.js';

const VARIABLE = /"?\$\{?(\w+)(?::?-[^}]*)?\}?"?/.source;
const CASE = new RegExp(`^case ${VARIABLE} in (.+)$`);
const TEST = new RegExp(`^\\[\\[ ${VARIABLE} (==|=|!=) "?([^\\s"]+)"? \\]\\]$`);

/** Whether one of the conditions surely fails. Expansions and brackets in a pattern leave it open. */
export function isExcluded(conditions: readonly Condition[], values: ReadonlyMap<string, string>): boolean {
  return conditions.some(condition => holds(condition, values) === condition.negated);
}

/** Null where it is not known. */
function holds({ text }: Condition, values: ReadonlyMap<string, string>): boolean | null {
  const [, name = '', patterns] = CASE.exec(text) ?? [];
  if (patterns !== undefined) return matchesAny(values.get(name), patterns.split('|'));
  const [, tested = '', operator, pattern = ''] = TEST.exec(text) ?? [];
  if (operator === undefined) return null;
  const equal = matchesAny(values.get(tested), [pattern]);
  return equal === null ? null : equal === (operator !== '!=');
}

function matchesAny(value: string | undefined, patterns: readonly string[]): boolean | null {
  if (value === undefined || patterns.some(pattern => /[$`[\]()\\'"?]/.test(pattern))) return null;
  return patterns.some(pattern => fitsAround(pattern.trim().split('*'), value));
}
