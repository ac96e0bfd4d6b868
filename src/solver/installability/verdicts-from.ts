// The verdicts of all judged packages from one place, worked out once however many rules ask.

import type { Place } from '../../model/place.js';
import { remember } from '../../model/remember.js';
import type { Universe } from '../../model/universe.js';
import { judgeInstallability } from './judge-installability.js';
import type { Verdict } from './verdict.js';

export function verdictsFrom(universe: Universe, place: Place): readonly Verdict[] {
  return remember(universe, verdictsFrom, place, () =>
    judgeInstallability(universe, universe.judged, { baseline: place }),
  );
}
