// A place in words, to stand after "from".

import { nameOfPlace, type Place } from '../../model/place.js';
import type { Universe } from '../../model/universe.js';

export function sayPlace(universe: Universe, place: Place): string {
  const name = nameOfPlace(universe, place);
  return name === null ? 'an empty root' : `"${name}"`;
}
