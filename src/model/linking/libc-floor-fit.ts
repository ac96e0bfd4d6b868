// The floor that a package writes for glibc against the glibc that its files need.

import { compareVersions } from '../../pms/compare-versions.js';
import { type Floor, floorsOf, LIBC_NAMES } from '../libc.js';
import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';
import { libcNeedOf, meetsNeed } from './libc-need.js';

export const GLIBC = 'sys-libs/glibc';

export interface FloorMisfit {
  /** `low`: it admits a glibc without what files need. `none`: there is no floor. `high`: it shuts out one that would do. */
  readonly kind: 'low' | 'none' | 'high';
  /** The oldest glibc that will do; null where no release is known to. */
  readonly needed: string | null;
  /** What asks for it, in which library, and the first file that does. */
  readonly symbol: string;
  readonly library: string;
  readonly file: string;
  /** Null where there is none. */
  readonly floor: Floor | null;
  /** Packages of glibc that are known: those that would not do for `none`, that are admitted and would not for `low`, that would do and are shut out for `high`. */
  readonly libcs: readonly BinaryPackage[];
}

/** Null where it fits, where nothing is known of its files, and for C libraries themselves. */
export function floorMisfitOf(universe: Universe, pkg: BinaryPackage): FloorMisfit | null {
  const need = LIBC_NAMES.includes(pkg.cpn) ? null : libcNeedOf(universe, pkg);
  if (need === null) return null;
  const known = universe.byCpn.get(GLIBC) ?? [];
  const floor = floorsOf(universe, pkg)
    .filter(({ libc }) => libc === GLIBC)
    .reduce(higher, null);
  const meets = (libc: BinaryPackage) => meetsNeed(universe, libc, need);
  const { version: symbol, library, file } = need.decisive;
  const found = { needed: need.oldest, symbol, library, file, floor, libcs: [] };
  if (floor === null) {
    const libcs = known.filter(libc => meets(libc) === false);
    return libcs.length === 0 ? null : { ...found, kind: 'none', libcs };
  }
  const admitted = universe.matches(floor.atom);
  if (compareVersions(need.oldest, floor.atom.version ?? '0') > 0)
    return { ...found, kind: 'low', libcs: admitted.filter(libc => meets(libc) === false) };
  // Which glibc has a mark without a number only files tell.
  const undated = need.undated.find(mark =>
    admitted.some(libc => meetsNeed(universe, libc, { ...need, undated: [mark] }) === false),
  );
  const having = undated === undefined ? undefined : known.find(libc => meets(libc) === true);
  if (undated !== undefined && having !== undefined) {
    const { version, ...rest } = undated;
    return { ...found, ...rest, kind: 'low', symbol: version, needed: having.cpv.version?.text ?? null };
  }
  const libcs = shutOut(universe, floor).filter(libc => meets(libc) === true);
  return libcs.length === 0 ? null : { ...found, kind: 'high', libcs };
}

/** The glibcs that a floor does not admit. */
function shutOut(universe: Universe, { atom }: Floor): readonly BinaryPackage[] {
  return remember(universe, shutOut, atom, () => {
    const admitted = new Set(universe.matches(atom));
    return (universe.byCpn.get(GLIBC) ?? []).filter(libc => !admitted.has(libc));
  });
}

function higher(best: Floor | null, floor: Floor): Floor {
  return best === null || compareVersions(floor.atom.version ?? '0', best.atom.version ?? '0') > 0
    ? floor
    : best;
}
