// Which USE dependencies of an atom a package does not meet: the heart of "the nearest candidate lacks ...".

import type { Atom } from './atom.js';
import { type Candidate, matchesFlag } from './match-atom.js';
import { evaluateUseDependency, type UseDependency } from './use-dependency.js';

/** Those not met, as written, for a parent built with `parentUse`: it decides the conditional ones. */
export function unmetUseDependencies(
  atom: Atom,
  candidate: Pick<Candidate, 'use' | 'iuse' | 'iuseEffective'>,
  parentUse: ReadonlySet<string>,
): readonly UseDependency[] {
  return atom.use.filter(dependency => {
    const asked = evaluateUseDependency(dependency, parentUse);
    return asked !== null && !matchesFlag(asked, candidate);
  });
}
