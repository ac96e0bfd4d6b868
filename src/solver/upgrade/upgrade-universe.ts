// What an update starts from and can take: of a baseline the newest instance of each slot is installed, and of a binhost only what is
// another build than that, or in a slot that is not installed, changes anything.

import { buildUniverse } from '../../model/build-universe.js';
import { LIBC_NAMES } from '../../model/libc.js';
import { comparePreference, isOffered } from '../../model/newest.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import {
  type ClientMode,
  isDowngrade,
  isOtherTime,
  isRebuild,
  isSameBuild,
} from '../../model/update/client-mode.js';

export interface Narrowed {
  /** Sources keep their positions; packages are made anew. */
  readonly universe: Universe;
  /** Slots whose installed build the binhosts have too. */
  readonly unchanged: ReadonlySet<string>;
}

/** The universe of an update. */
export function narrowToUpgrade(universe: Universe, baseline: number, mode: ClientMode): Narrowed {
  const installed = new Map<string, BinaryPackage>();
  for (const pkg of universe.packages) {
    if (pkg.source !== baseline) continue;
    const other = installed.get(slotKey(pkg));
    if (other === undefined || comparePreference(other, pkg) < 0) installed.set(slotKey(pkg), pkg);
  }
  const stays = (pkg: BinaryPackage) => {
    const present = installed.get(slotKey(pkg));
    if (pkg.source === baseline) return pkg === present;
    return isOffered(pkg) && (present === undefined || matters(pkg, present, mode));
  };
  const unchanged = new Set<string>();
  for (const [key, present] of installed) {
    const group = universe.byCpn.get(present.cpn) ?? [];
    if (group.some(pkg => isOffered(pkg) && slotKey(pkg) === key && isSameBuild(pkg, present)))
      unchanged.add(key);
  }
  const narrow = buildUniverse(
    universe.sources.map((source, at) => ({
      ...source,
      // The problems of entries that no package could be made of are told already.
      records: universe.packages.filter(pkg => pkg.source === at && stays(pkg)).map(({ record }) => record),
    })),
  );
  return { universe: narrow, unchanged };
}

/** The build that is installed is there already, and no C library goes back: its ebuild refuses that. */
function matters(offered: BinaryPackage, installed: BinaryPackage, mode: ClientMode): boolean {
  if (mode === 'usepkgonly' && isRebuild(offered, installed) && !isOtherTime(offered, installed))
    return false;
  return (
    !isSameBuild(offered, installed) && !(isDowngrade(offered, installed) && LIBC_NAMES.includes(offered.cpn))
  );
}
