// What an update starts from and can take: of a baseline the newest instance of each slot is installed, and of a binhost only what is
// newer than that, or in a slot that is not installed, changes anything.

import { buildUniverse, comparePreference } from '../../model/build-universe.js';
import { isOffered } from '../../model/newest.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import { compareVersions } from '../../pms/compare-versions.js';

/** The universe of an update. Sources keep their positions; packages are made anew. */
export function narrowToUpgrade(universe: Universe, baseline: number): Universe {
  const installed = new Map<string, BinaryPackage>();
  for (const pkg of universe.packages) {
    if (pkg.source !== baseline) continue;
    const other = installed.get(slotKey(pkg));
    if (other === undefined || comparePreference(other, pkg) < 0) installed.set(slotKey(pkg), pkg);
  }
  const stays = (pkg: BinaryPackage) => {
    const present = installed.get(slotKey(pkg));
    if (pkg.source === baseline) return pkg === present;
    return isOffered(pkg) && (present === undefined || isNewer(pkg, present));
  };
  return buildUniverse(
    universe.sources.map((source, at) => ({
      ...source,
      // The problems of entries that no package could be made of are told already.
      records: universe.packages.filter(pkg => pkg.source === at && stays(pkg)).map(({ record }) => record),
    })),
  );
}

/** A later build of the same version is newer (`--rebuilt-binaries`, which `-K -uD` turns on); an earlier one is no change. */
function isNewer(offered: BinaryPackage, installed: BinaryPackage): boolean {
  const version = compareVersions(offered.cpv.version ?? '0', installed.cpv.version ?? '0');
  return version > 0 || (version === 0 && offered.buildTime > installed.buildTime);
}
