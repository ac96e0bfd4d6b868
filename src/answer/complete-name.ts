// What somebody means who leaves the category of a name away, or mistypes one.

import { nearestWord } from '../base/nearest-word.js';
import type { Atom } from '../pms/atom.js';
import { parseAtom } from '../pms/parse-atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { QuestionError } from './question-error.js';

const OPERATOR = /^([!<>=~]*)(.*)$/s;

/**
 * `wget` is `net-misc/wget`, and `>=wget-1.2` `>=net-misc/wget-1.2`, where only one category has it. Throws `QuestionError`, of a name
 * that no category has by this kind.
 */
export function addCategory(
  names: ReadonlySet<string>,
  words: string,
  kind: 'no-name' | 'no-ebuild-name',
): string {
  const [, operator = '', rest = ''] = OPERATOR.exec(words) ?? [];
  const name =
    nameIn(`${operator}virtual/${rest}`) ?? nameIn(`=virtual/${rest}`) ?? nameIn(`virtual/${rest}`);
  if (name === null) throw new QuestionError({ kind: 'no-atom', words, why: faultOf(words) });
  const fitting = [...names].filter(cpn => cpn.endsWith(`/${name}`)).sort();
  if (fitting.length > 1) throw new QuestionError({ kind: 'several-categories', name, names: fitting });
  const [only] = fitting;
  if (only !== undefined) return `${operator}${only.slice(0, -name.length)}${rest}`;
  const bare = new Map([...names].map(cpn => [nameOf(cpn), cpn]));
  const nearest = nearestWord(name, bare.keys());
  if (operator !== '' && nearest === null) throw new QuestionError({ kind: 'no-category', words });
  throw new QuestionError({ kind, name, nearest: nearest === null ? null : (bare.get(nearest) ?? null) });
}

/**
 * The same name in another category, or else a full name of which both parts are close: one long category in common makes
 * `net-misc/wget` no slip for `net-misc/curl`.
 */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const all = [...names];
  const same = all.filter(one => nameOf(one) === nameOf(name));
  if (same.length > 0) return nearestWord(name, same) ?? (same[0] as string);
  return nearestWord(
    name,
    all.filter(
      one =>
        nearestWord(nameOf(name), [nameOf(one)]) !== null &&
        nearestWord(categoryOf(name), [categoryOf(one)]) !== null,
    ),
  );
}

function nameOf(cpn: string): string {
  return cpn.slice(cpn.indexOf('/') + 1);
}

function categoryOf(cpn: string): string {
  return cpn.slice(0, cpn.indexOf('/'));
}

function nameIn(text: string): string | null {
  const atom = tryAtom(text);
  return atom instanceof PmsSyntaxError ? null : atom.package;
}

function faultOf(words: string): string {
  const [, operator = '', rest = ''] = OPERATOR.exec(words) ?? [];
  const atom = tryAtom(`${operator}virtual/${rest}`);
  return atom instanceof PmsSyntaxError ? atom.message : '';
}

function tryAtom(text: string): Atom | PmsSyntaxError {
  try {
    return parseAtom(text);
  } catch (error) {
    if (error instanceof PmsSyntaxError) return error;
    throw error;
  }
}
