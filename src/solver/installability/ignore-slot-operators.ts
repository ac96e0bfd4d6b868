// Built slot operators as `--ignore-built-slot-operator-deps=y` reads them: slot and sub-slot dropped (`depgraph.py`, `_select_atoms`).

import { remember } from '../../model/remember.js';
import type { Universe } from '../../model/universe.js';
import { type Atom, isBuiltSlotOperator } from '../../pms/atom.js';

/** The atom without what it records; any other atom as it is. */
export function ignoreBuiltSlotOperator(universe: Universe, atom: Atom): Atom {
  if (!isBuiltSlotOperator(atom)) return atom;
  return remember(universe, ignoreBuiltSlotOperator, atom, () => ({ ...atom, slot: null, subSlot: null }));
}
