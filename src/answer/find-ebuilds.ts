// The ebuilds of a repository that a user's words mean: an atom, a package with version, or a bare name.

import type { Atom } from '../pms/atom.js';
import { matchesVersion } from '../pms/match-atom.js';
import { parseAtom } from '../pms/parse-atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { versionIn } from '../pms/version.js';
import { addCategory, nearestName } from './complete-name.js';
import { cpvOf, type EbuildName } from './metadata.js';
import { QuestionError } from './question-error.js';

export interface FoundEbuilds<F extends EbuildName> {
  /** What they were found by; null for one that was named with its version. */
  readonly atom: Atom | null;
  readonly files: readonly F[];
}

/** By name and version; slots are not known before the ebuild is read. Throws `QuestionError` where there is none. */
export function findEbuilds<F extends EbuildName>(files: readonly F[], words: string): FoundEbuilds<F> {
  const exact = files.filter(file => cpvOf(file) === words);
  if (exact.length > 0) return { atom: null, files: exact };
  const names = new Set(files.map(({ category, pn }) => `${category}/${pn}`));
  const atom = readAtom(words.includes('/') ? words : addCategory(names, words, 'no-ebuild-name'), words);
  const named = files.filter(({ category, pn }) => category === atom.category && pn === atom.package);
  const found = named.filter(file => matchesVersion(atom, { cpv: toCpv(file), buildId: null }));
  if (found.length > 0) return { atom, files: found };
  const name = `${atom.category}/${atom.package}`;
  if (named.length > 0)
    throw new QuestionError({ kind: 'no-ebuild-match', name, words, there: named.map(cpvOf) });
  throw new QuestionError({ kind: 'no-ebuild', name, nearest: nearestName(name, names) });
}

function toCpv({ category, pn, version }: EbuildName) {
  return { category, package: pn, version: versionIn(version, 0, version.length) };
}

function readAtom(text: string, words: string): Atom {
  try {
    return parseAtom(text);
  } catch (error) {
    if (!(error instanceof PmsSyntaxError)) throw error;
    throw new QuestionError({ kind: 'no-atom', words, why: error.message });
  }
}
