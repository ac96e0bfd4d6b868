// Packages of whose libraries nothing is known: no REQUIRES and no PROVIDES, because Portage recorded none when they were built (before
// 2.2.15), and no file that was read. What they have is unknown, never missing.

import { LIBC_NAMES } from '../libc.js';
import type { BinaryPackage, Soname } from '../package.js';
import { payloadOf } from '../payload-of.js';
import { remember } from '../remember.js';
import { atomsOf, requirementsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import { likelyOwners } from './likely-owners.js';
import { sonamesOf } from './package-sonames.js';
import { systemOwnersOf } from './system-libraries.js';
import { unprovidedSonames } from './unprovided-sonames.js';

/** From 2016 on every Portage in use recorded REQUIRES and PROVIDES. */
const RECORDED_SINCE = 1_451_606_400;

/** The package that may have the library which `pkg` needs and nothing is known to provide; null where none may. */
export function unknownProviderOf(
  universe: Universe,
  pkg: BinaryPackage,
  soname: Soname,
): BinaryPackage | null {
  if (unrecordedOf(universe).size === 0) return null;
  const owners = systemOwnersOf(soname.soname);
  if (owners.length > 0) return unrecordedNamed(universe, owners);
  // A package of like name that is not here at all owns it more likely.
  if (unprovidedSonames(universe).get(soname)?.owner != null) return null;
  const reached = reachedFrom(universe, pkg);
  const [first, ...others] = reached;
  if (first === undefined || others.length === 0) return first ?? null;
  const alike = likelyOwners([...new Set(reached.map(({ cpn }) => cpn))])(soname);
  return reached.find(({ cpn }) => cpn === alike) ?? first;
}

export interface UnknownNeeds {
  /** As they are met. */
  readonly providers: readonly string[];
  /** Pairs of a package and a library that cannot be judged. */
  readonly needs: number;
}

/** What cannot be judged of the libraries that judged packages need. */
export function unknownNeedsOf(universe: Universe): UnknownNeeds {
  const providers = new Set<string>();
  let needs = 0;
  if (unrecordedOf(universe).size === 0) return { providers: [], needs };
  const unprovided = unprovidedSonames(universe);
  for (const pkg of universe.judged) {
    for (const soname of new Set(sonamesOf(universe, pkg).requires)) {
      if (!unprovided.has(soname)) continue;
      const provider = unknownProviderOf(universe, pkg, soname);
      if (provider === null) continue;
      providers.add(provider.cpvText);
      needs++;
    }
  }
  return { providers: [...providers], needs };
}

function unrecordedNamed(universe: Universe, names: readonly string[]): BinaryPackage | null {
  for (const pkg of unrecordedOf(universe)) if (names.includes(pkg.cpn)) return pkg;
  return null;
}

/** Those that are older than the first package of their index of which anything is recorded. A C library always has libraries. */
function unrecordedOf(universe: Universe): ReadonlySet<BinaryPackage> {
  return remember(universe, unrecordedOf, null, () => {
    const since = universe.sources.map(() => RECORDED_SINCE);
    for (const { source, buildTime, record } of universe.packages) {
      if (record.REQUIRES === '' && record.PROVIDES === '') continue;
      since[source] = Math.min(since[source] as number, buildTime);
    }
    const isUnrecorded = (pkg: BinaryPackage) =>
      pkg.record.REQUIRES === '' &&
      pkg.record.PROVIDES === '' &&
      (pkg.buildTime < (since[pkg.source] as number) || LIBC_NAMES.includes(pkg.cpn)) &&
      payloadOf(universe, pkg)?.isComplete !== true;
    return new Set(universe.packages.filter(pkg => pkg.role !== 'published' && isUnrecorded(pkg)));
  });
}

/** Nearest first. */
function reachedFrom(universe: Universe, start: BinaryPackage): readonly BinaryPackage[] {
  return remember(universe, reachedFrom, start.id, () => {
    const unrecorded = unrecordedOf(universe);
    const seen = new Set<BinaryPackage>([start]);
    for (const pkg of seen) {
      for (const { node } of requirementsOf(universe, pkg)) {
        for (const atom of atomsOf(node)) {
          if (atom.blocker !== null) continue;
          for (const found of universe.matches(atom)) seen.add(found);
        }
      }
    }
    return [...seen].filter(pkg => pkg !== start && unrecorded.has(pkg));
  });
}
