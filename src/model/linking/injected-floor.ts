// Which floors for a C library Portage wrote (`doebuild.py:_inject_libc_dep`), and which the ebuild's author did: the last token of RDEPEND,
// `>=` a full version, in packages with ELF files. An author's can look the same, so times, neighbours and the tree are asked too.

import { getOrMake } from '../../base/get-or-make.js';
import { fileMetadataOf } from '../file-metadata.js';
import { type Floor, floorsOf, LIBC_NAMES } from '../libc.js';
import { type BinaryPackage, isElf } from '../package.js';
import { payloadOf } from '../payload-of.js';
import { remember } from '../remember.js';
import { itemsOf } from '../requirements.js';
import type { Universe } from '../universe.js';

/** Portage has done so since 3.0.57, of this day (2023-12-10). */
const SINCE = 1_702_166_400;

/** Whether nothing speaks against it: then the package was built on that very C library. */
export function isInjectedFloor(
  universe: Universe,
  pkg: BinaryPackage,
  floor: Floor,
  /** RDEPEND as the ebuild in the tree writes it; null where that is not known. */
  written: string | null,
): boolean {
  if (!looksInjected(universe, pkg, floor) || !hasElf(universe, pkg)) return false;
  if (pkg.buildTime > 0 && pkg.buildTime < SINCE) return false;
  if (written?.split(/\s+/).includes(floor.atom.text) === true) return false;
  const neighbours = neighboursOf(universe, pkg);
  return neighbours.length === 0 || neighbours.some(neighbour => hasFloorLast(universe, neighbour));
}

function looksInjected(universe: Universe, pkg: BinaryPackage, { node, atom }: Floor): boolean {
  const isPlain = atom.slot === null && atom.slotOperator === null && atom.use.length === 0;
  return isPlain && atom.repo === null && itemsOf(universe, pkg, 'RDEPEND').at(-1) === node;
}

function hasFloorLast(universe: Universe, pkg: BinaryPackage): boolean {
  return floorsOf(universe, pkg).some(floor => looksInjected(universe, pkg, floor));
}

function hasElf(universe: Universe, pkg: BinaryPackage): boolean {
  const metadata = fileMetadataOf(universe, pkg);
  if (metadata !== null) return (metadata.get('NEEDED.ELF.2') ?? '') !== '';
  return isElf(pkg) || (payloadOf(universe, pkg)?.elf.length ?? 0) > 0;
}

/**
 * A Portage that injects does so for every package with ELF files. Those built next before and after it tell, or where times are not known
 * all of its index.
 */
function neighboursOf(universe: Universe, pkg: BinaryPackage): readonly BinaryPackage[] {
  const all = (elfBySource(universe).get(pkg.source) ?? []).filter(
    other => other.cpn !== pkg.cpn && other.buildTime > 0 === pkg.buildTime > 0,
  );
  if (pkg.buildTime === 0) return all;
  const before = all.findLast(({ buildTime }) => buildTime <= pkg.buildTime);
  const after = all.find(({ buildTime }) => buildTime > pkg.buildTime);
  return [before, after].filter(other => other !== undefined);
}

/** In order of BUILD_TIME. */
function elfBySource(universe: Universe): ReadonlyMap<number, readonly BinaryPackage[]> {
  return remember(universe, elfBySource, null, () => {
    const groups = new Map<number, BinaryPackage[]>();
    for (const pkg of universe.packages.toSorted((a, b) => a.buildTime - b.buildTime))
      if (!LIBC_NAMES.includes(pkg.cpn) && hasElf(universe, pkg))
        getOrMake(groups, pkg.source, (): BinaryPackage[] => []).push(pkg);
    return groups;
  });
}
