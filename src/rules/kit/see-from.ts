// What a client can have where it stands: what is offered, and of each slot of its baseline what is installed there.

import { isOffered } from '../../model/newest.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Place } from '../../model/place.js';
import { standingOn } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';

export function seeFrom(universe: Universe, place: Place): (pkg: BinaryPackage) => boolean {
  if (place === null) return isOffered;
  const standing = standingOn(universe, place);
  return pkg => isOffered(pkg) || standing.has(pkg);
}
