// Which C library a package was built on: recorded as a floor by Portage 3.0.57 and newer, otherwise inferred from BUILD_TIME.

import { compareVersions } from '../../pms/compare-versions.js';
import { type Floor, floorsOf } from '../libc.js';
import { isOffered } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import { remember } from '../remember.js';
import type { Universe } from '../universe.js';

export type LibcOrigin =
  | { readonly libc: string; readonly floor: Floor }
  | {
      readonly libc: string;
      readonly floor: null;
      /** The newest that was offered when the package was built. */
      readonly built: BinaryPackage;
    };

/** Name of the C library that its ELF files ask the loader for; null where they ask for none. */
export function neededLibc(pkg: BinaryPackage): string | null {
  for (const { soname } of pkg.requires) {
    if (soname.startsWith('libc.so.6')) return 'sys-libs/glibc';
    if (soname === 'libc.so' || soname.startsWith('libc.musl-')) return 'sys-libs/musl';
  }
  return null;
}

/** Null where it links none, or where nothing tells. */
export function libcOrigin(universe: Universe, pkg: BinaryPackage): LibcOrigin | null {
  const libc = neededLibc(pkg);
  if (libc === null) return null;
  const floors = floorsOf(universe, pkg).filter(floor => floor.libc === libc);
  if (floors.length > 0) return { libc, floor: highestOf(floors) };
  if (pkg.buildTime === 0) return null;
  const built = offeredBuilds(universe, libc).findLast(({ buildTime }) => buildTime <= pkg.buildTime);
  return built === undefined ? null : { libc, floor: null, built };
}

/** In order of preference, those whose BUILD_TIME is known. */
function offeredBuilds(universe: Universe, libc: string): readonly BinaryPackage[] {
  return remember(universe, offeredBuilds, libc, () =>
    (universe.byCpn.get(libc) ?? []).filter(pkg => isOffered(pkg) && pkg.buildTime > 0),
  );
}

function highestOf(floors: readonly Floor[]): Floor {
  return floors.reduce((best, floor) =>
    compareVersions(floor.atom.version ?? '0', best.atom.version ?? '0') > 0 ? floor : best,
  );
}
