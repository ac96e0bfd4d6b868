// Packages of whose libraries nothing is known: no REQUIRES and no PROVIDES, because Portage recorded none when they were built (before
// 2.2.18), and no file that was read.

import type { BinaryPackage } from '../package.js';
import { payloadOf } from '../payload-of.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import { SYSTEM_OWNERS } from './system-libraries.js';

/** From 2016 on every Portage in use recorded REQUIRES and PROVIDES. */
const RECORDED_SINCE = 1_451_606_400;

/** Before the first package of Gentoo (2000): no time of a build. */
const FIRST_TIME = 946_684_800;

/** Nothing is recorded and nothing was read, whether or not there is anything. */
export function silentOf(universe: Universe): ReadonlySet<BinaryPackage> {
  return remember(
    universe,
    silentOf,
    null,
    () => new Set(universe.packages.filter(pkg => pkg.role !== 'published' && isSilent(universe, pkg))),
  );
}

/** Of these, those that are older than the first package of their index of which anything is recorded, and what always has libraries. */
export function unrecordedOf(universe: Universe): ReadonlySet<BinaryPackage> {
  return remember(
    universe,
    unrecordedOf,
    null,
    () => new Set([...silentOf(universe)].filter(pkg => isUnrecorded(universe, pkg))),
  );
}

/** Whether it takes no library away because its BUILD_TIME shows that nothing was recorded; any package, an earlier generation's too. */
export function mayHaveKept(universe: Universe, pkg: BinaryPackage): boolean {
  return isSilent(universe, pkg) && pkg.buildTime > FIRST_TIME && isUnrecorded(universe, pkg);
}

function isUnrecorded(universe: Universe, pkg: BinaryPackage): boolean {
  return SYSTEM_OWNERS.has(pkg.cpn) || pkg.buildTime < (recordedSince(universe)[pkg.source] as number);
}

function isSilent(universe: Universe, pkg: BinaryPackage): boolean {
  const { REQUIRES, PROVIDES } = pkg.record;
  return REQUIRES === '' && PROVIDES === '' && payloadOf(universe, pkg)?.isComplete !== true;
}

/** By source: when the first package of which anything is recorded was built. */
function recordedSince(universe: Universe): readonly number[] {
  return remember(universe, recordedSince, null, () => {
    const since = universe.sources.map(() => RECORDED_SINCE);
    for (const { source, buildTime, record } of universe.packages) {
      if (record.REQUIRES === '' && record.PROVIDES === '') continue;
      since[source] = Math.min(since[source] as number, buildTime);
    }
    return since;
  });
}
