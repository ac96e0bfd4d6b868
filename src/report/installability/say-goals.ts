// What was asked for and is not here or not known, for standard error.

import type { UnknownSet } from '../../answer/find-goals.js';
import { makePrintable } from '../words/make-printable.js';
import { chooseForm, sayCount } from '../words/say-count.js';

const MOST_ABSENT = 5;

/** What is selected and not here: nothing was asked of it. */
export function sayAbsent(atoms: readonly string[]): readonly string[] {
  if (atoms.length === 0) return [];
  const shown = atoms.slice(0, MOST_ABSENT).join(', ');
  const rest = atoms.length > MOST_ABSENT ? ', ...' : '';
  return [
    makePrintable(
      `${sayCount(atoms.length, 'atom')} of the set ${chooseForm(atoms.length, 'matches', 'match')} nothing here: ${shown}${rest}`,
    ),
  ];
}

/** What a set has that is not asked for, because nobody says what it is. */
export function sayUnknownSets(sets: readonly UnknownSet[]): readonly string[] {
  return sets.map(({ set, selectedOn }) =>
    makePrintable(`${set}, which is selected on ${selectedOn}, is not in its /etc/portage/sets and left out`),
  );
}
