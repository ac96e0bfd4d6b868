// What ATOM arguments ask for, sets among them: `@system` of the client, `@world` and `@selected` of the roots given.

import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import type { BinaryPackage } from '../model/package.js';
import { baselinesOf, type Place } from '../model/place.js';
import type { Universe } from '../model/universe.js';
import { worldAt } from '../model/world.js';
import type { Atom } from '../pms/atom.js';
import { findPackages } from './find-packages.js';
import { QuestionError } from './question-error.js';

/** Throws `QuestionError` where the set is not known. `places`: roots that have a say in `@world`. */
export function atomsOfSet(
  universe: Universe,
  word: string,
  client: ClientSettings | null,
  places: readonly Place[] = baselinesOf(universe),
): readonly Atom[] {
  if (!SETS.includes(word)) throw new QuestionError({ kind: 'no-set', word });
  if (word === '@system' && client === null) throw new QuestionError({ kind: 'set-of-profile', word });
  const system = word === '@selected' ? [] : (client?.system ?? []);
  if (word === '@system') return system;
  const worlds = places.flatMap(place => {
    const world = worldAt(universe, place);
    return world === null ? [] : [world];
  });
  if (worlds.length === 0) throw new QuestionError({ kind: 'set-of-root', word });
  return [...new Map([...worlds.flat(), ...system].map(atom => [atom.text, atom])).values()];
}

const SETS: readonly string[] = ['@world', '@selected', '@system'];

export function isSet(word: string): boolean {
  return word.startsWith('@');
}

/** A set that is selected somewhere, and nobody says what it is. */
export interface UnknownSet {
  readonly set: string;
  /** Name of the root that selects it. */
  readonly selectedOn: string;
}

/** What sets among the words have that is not asked for. */
export function unknownSets(universe: Universe, words: readonly string[]): readonly UnknownSet[] {
  if (!words.some(isSet)) return [];
  return universe.sources.flatMap(({ name, world }) =>
    (world?.unknownSets ?? []).map(set => ({ set, selectedOn: name })),
  );
}

export interface Goals {
  readonly packages: readonly BinaryPackage[];
  /** Atoms of sets that nothing here matches; an installed package may do for them. */
  readonly absent: readonly string[];
}

/** The packages that words mean: of an atom all that match, of a set the one that Portage tries first for each of its atoms. */
export function findGoals(
  universe: Universe,
  words: readonly string[],
  client: ClientSettings | null,
  place: Place,
): Goals {
  const seen = client === null ? universe : universeSeenBy(universe, client);
  const packages = new Set<BinaryPackage>();
  const absent: string[] = [];
  for (const word of words) {
    if (!isSet(word)) {
      for (const pkg of findPackages(universe, word)) packages.add(pkg);
      continue;
    }
    for (const atom of atomsOfSet(universe, word, client, [place])) {
      const best = seen.matches(atom).findLast(pkg => pkg.role === 'candidate');
      if (best === undefined) absent.push(atom.text);
      else packages.add(best);
    }
  }
  return { packages: [...packages], absent };
}
