// What came before the newest package of a slot: in the generation before this one, and among the older instances that are still here.

import { comparePreference, isSuperseded } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';

export interface SlotHistory {
  readonly newest: BinaryPackage;
  /** The newest of the slot in the last generation that was published; null where there is none. */
  readonly published: BinaryPackage | null;
  /** Candidates of the slot that the newest supersedes, ascending. */
  readonly older: readonly BinaryPackage[];
}

/** Of each judged package that is the newest of its slot and has any past, in the order of the index. */
export function* slotHistories(universe: Universe): Generator<SlotHistory> {
  const before = lastGeneration(universe);
  for (const newest of universe.judged) {
    if (isSuperseded(universe, newest)) continue;
    const published = before.get(keyOf(newest)) ?? null;
    const group = universe.byCpn.get(newest.cpn) ?? [];
    const older =
      group.length < 2
        ? []
        : group.filter(
            pkg => pkg !== newest && pkg.role === 'candidate' && pkg.slot.slot === newest.slot.slot,
          );
    if (published !== null || older.length > 0) yield { newest, published, older };
  }
}

/** What was told of a slot last: the generation before, or else the instance that the newest took the place of. */
export function previousOf({ published, older }: SlotHistory): BinaryPackage | null {
  return published ?? older.at(-1) ?? null;
}

/** The newest of each name and slot in the generation that was published last. */
export function lastGeneration(universe: Universe): ReadonlyMap<string, BinaryPackage> {
  return remember(universe, lastGeneration, null, () => {
    const last = universe.sources.findLastIndex(({ role }) => role === 'published');
    const newest = new Map<string, BinaryPackage>();
    for (const pkg of universe.packages) {
      if (pkg.source !== last) continue;
      const known = newest.get(keyOf(pkg));
      if (known === undefined || comparePreference(known, pkg) < 0) newest.set(keyOf(pkg), pkg);
    }
    return newest;
  });
}

function keyOf({ cpn, slot }: BinaryPackage): string {
  return `${cpn}:${slot.slot}`;
}
