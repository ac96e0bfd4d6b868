// The packages of a binhost that a user's words mean: an atom, a package with version, or a bare name.

import { type BinaryPackage, instanceName } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { addCategory, nearestName } from './complete-name.js';
import { QuestionError } from './question-error.js';

/** Judged packages, the one that Portage tries first in front. Throws `QuestionError` where there is none. */
export function findPackages(universe: Universe, words: string): readonly BinaryPackage[] {
  const judged = universe.judged.filter(pkg => instanceName(pkg) === words);
  if (judged.length > 0) return judged;
  const atom = readAtom(universe, words);
  const hidden = universe.masked(atom).map(({ package: pkg }) => pkg);
  const found = [...hidden, ...universe.matches(atom)].filter(pkg => pkg.role === 'candidate');
  if (found.length > 0) return found.reverse();
  const name = `${atom.category}/${atom.package}`;
  const others = (universe.byCpn.get(name) ?? []).filter(pkg => pkg.role === 'candidate');
  if (others.length > 0)
    throw new QuestionError({ kind: 'no-match', name, words, there: others.map(instanceName) });
  throw new QuestionError({ kind: 'no-package', name, nearest: nearestName(name, namesOf(universe)) });
}

function readAtom(universe: Universe, words: string): Atom {
  const text = words.includes('/') ? words : addCategory(namesOf(universe), words, 'no-name');
  try {
    return universe.atom(text);
  } catch (error) {
    if (!(error instanceof PmsSyntaxError)) throw error;
    // "net-misc/wget-1.21.3": with its version a package is no atom, but it is clear what is meant.
    const exact = tryAtom(universe, `=${text}`);
    if (exact !== null) return exact;
    throw new QuestionError({ kind: 'no-atom', words, why: error.message });
  }
}

function tryAtom(universe: Universe, text: string): Atom | null {
  try {
    return universe.atom(text);
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}

/** Those of packages that no client takes, too. */
function namesOf({ byCpn, judged }: Universe): ReadonlySet<string> {
  return new Set([...byCpn.keys(), ...judged.map(({ cpn }) => cpn)]);
}
