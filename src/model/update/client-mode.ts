// The two kinds of client of a binhost, and what of it each takes for an update of what is installed (`depgraph.py:
// _select_pkg_highest_available_imp`, `--rebuilt-binaries`; measured).

import { compareVersions } from '../../pms/compare-versions.js';
import { type BinaryPackage, RUNTIME_CLASSES } from '../package.js';

export const CLIENT_MODES = ['getbinpkg', 'usepkgonly'] as const;

/**
 * `getbinpkg` is the documented use, with the tree at hand: an installed version is kept, and rebuilt only where a built slot operator
 * of it no longer fits. `usepkgonly` follows the binhost: it takes any build with another BUILD_TIME, even of an older version.
 */
export type ClientMode = (typeof CLIENT_MODES)[number];

export interface InstalledSlot {
  readonly installed: BinaryPackage;
  /** Whether the binhost has that very build. */
  readonly isOffered: boolean;
  /** It lacks a dependency: then another build of it is looked for. */
  readonly isBroken: boolean;
}

/** Newest first, those that an update goes for; at the first that it does not take, what is installed stays. */
export function takenFrom(
  newestFirst: readonly BinaryPackage[],
  slot: InstalledSlot,
  mode: ClientMode,
): readonly BinaryPackage[] {
  const end = newestFirst.findIndex(pkg => !isTaken(pkg, slot, mode));
  return end < 0 ? newestFirst : newestFirst.slice(0, end);
}

/** Whether a package is another build of the version that is installed. */
export function isRebuild(pkg: BinaryPackage, installed: BinaryPackage): boolean {
  return compareToInstalled(pkg, installed) === 0;
}

/** Without a BUILD_TIME in the index nothing tells a rebuild (bug 306659). */
export function isOtherTime(pkg: BinaryPackage, installed: BinaryPackage): boolean {
  return pkg.buildTime !== 0 && pkg.buildTime !== installed.buildTime;
}

export function isDowngrade(pkg: BinaryPackage, installed: BinaryPackage): boolean {
  return compareToInstalled(pkg, installed) < 0;
}

/** Equal times do not prove it: a rebuild may carry the time of the first, with other dependencies. */
export function isSameBuild(a: BinaryPackage, b: BinaryPackage): boolean {
  return (
    isRebuild(a, b) &&
    a.buildTime === b.buildTime &&
    a.slot.subSlot === b.slot.subSlot &&
    RUNTIME_CLASSES.every(name => a.record[name] === b.record[name])
  );
}

function isTaken(
  pkg: BinaryPackage,
  { installed, isOffered, isBroken }: InstalledSlot,
  mode: ClientMode,
): boolean {
  const order = compareToInstalled(pkg, installed);
  if (order > 0) return true;
  if (isBroken && order === 0) return true;
  if (mode === 'getbinpkg') return false;
  if (isOffered && (order < 0 || pkg.buildTime < installed.buildTime)) return false;
  return isOtherTime(pkg, installed);
}

function compareToInstalled(pkg: BinaryPackage, installed: BinaryPackage): number {
  return compareVersions(pkg.cpv.version ?? '0', installed.cpv.version ?? '0');
}
