// The build of the same version that a package follows, in its own binhost or in the earlier generation.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage } from '../package.js';
import { payloadOf } from '../payload-of.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';

/** The newest older one of which all files are known; null where there is none. */
export function previousBuildOf(universe: Universe, pkg: BinaryPackage): BinaryPackage | null {
  const builds = buildsOf(universe).get(keyOf(pkg)) ?? [];
  return builds.findLast(other => isBefore(other, pkg)) ?? null;
}

function buildsOf(universe: Universe): ReadonlyMap<string, readonly BinaryPackage[]> {
  return remember(universe, buildsOf, null, () => {
    const builds = new Map<string, BinaryPackage[]>();
    for (const pkg of universe.packages) {
      if (pkg.role !== 'candidate' && pkg.role !== 'published') continue;
      if (payloadOf(universe, pkg)?.isComplete === true) getOrMake(builds, keyOf(pkg), () => []).push(pkg);
    }
    for (const list of builds.values()) list.sort((a, b) => a.buildTime - b.buildTime || a.id - b.id);
    return builds;
  });
}

function keyOf(pkg: BinaryPackage): string {
  return `${pkg.cpvText}::${pkg.repo}`;
}

/** What is published already is the same build, not an earlier one. */
function isBefore(other: BinaryPackage, pkg: BinaryPackage): boolean {
  const { SHA1, MD5 } = pkg.record;
  if (SHA1 !== '' && SHA1 === other.record.SHA1 && MD5 === other.record.MD5) return false;
  if (other.buildTime !== pkg.buildTime) return other.buildTime < pkg.buildTime;
  return other.role === pkg.role ? other.id < pkg.id : other.role === 'published';
}

/** Whether two builds of one version were asked for the same: equal IUSE, and USE as far as IUSE goes. */
export function areAskedAlike(a: BinaryPackage, b: BinaryPackage): boolean {
  if (a.iuse.size !== b.iuse.size) return false;
  for (const flag of a.iuse) if (!b.iuse.has(flag) || a.use.has(flag) !== b.use.has(flag)) return false;
  return true;
}

/** Whether its sources are those of the day it was built. */
export function isLive(pkg: BinaryPackage): boolean {
  return (
    /(?:^|\.)9999+(?![0-9])/.test(pkg.cpv.version?.text ?? '') ||
    pkg.record.PROPERTIES.split(/\s+/).includes('live')
  );
}
