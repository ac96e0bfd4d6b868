// Needs of a new package whose only provider is also new, and which Portage may merge after it.

import { getOrMake } from '../../base/get-or-make.js';
import { isOffered, isSuperseded } from '../../model/newest.js';
import type { BinaryPackage, Soname } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import { atomsOf, requirementsOf } from '../../model/requirements.js';
import type { Standing } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import type { ClientUpdates } from '../../model/update/client-updates.js';
import { libcOrigin } from '../../model/update/libc-origin.js';
import { compareReleases } from '../../pms/compare-versions.js';
import { formatCpn } from '../../pms/cpv.js';
import type { Version } from '../../pms/version.js';
import { guaranteedOrder } from './guaranteed-order.js';

export interface UnorderedNeed {
  readonly provider: BinaryPackage;
  /** What it needs of the provider. */
  readonly sonames: readonly Soname[];
  /** The item that names the provider; null where it asks for none. */
  readonly item: string | null;
  /** Why that does not order them: no item, one that what is installed satisfies, one inside a cycle, one that others satisfy too. */
  readonly why: 'unasked' | 'satisfied' | 'circular' | 'loose';
}

/** Libraries that nothing on the baseline has, by the package that brings them. What nothing offers either is not a matter of order. */
export function unorderedNeeds(
  universe: Universe,
  standing: Standing,
  user: BinaryPackage,
): readonly UnorderedNeed[] {
  const order = guaranteedOrder(universe, standing);
  const byProvider = new Map<BinaryPackage, Soname[]>();
  for (const soname of new Set(user.requires)) {
    if (standing.providersOf(soname).length > 0) continue;
    const providers = offeredProviders(universe).get(soname);
    if (providers === undefined || providers.has(user)) continue;
    if (order.isBefore(user, pkg => providers.has(pkg))) continue;
    const all = [...providers];
    const told = all.findLast(pkg => !isSuperseded(universe, pkg)) ?? (all.at(-1) as BinaryPackage);
    getOrMake(byProvider, told, (): Soname[] => []).push(soname);
  }
  return [...byProvider].map(([provider, sonames]): UnorderedNeed => {
    const items = [...requirementsOf(universe, user)].filter(
      ({ class: dependencyClass, node }) =>
        dependencyClass !== 'PDEPEND' && [...atomsOf(node)].some(atom => formatCpn(atom) === provider.cpn),
    );
    const open = items.find(({ node }) => !standing.holds(node));
    if (open !== undefined) {
      const isCircular = order.isCircular(user, provider);
      return { provider, sonames, item: open.text, why: isCircular ? 'circular' : 'loose' };
    }
    const [held] = items;
    if (held !== undefined) return { provider, sonames, item: held.text, why: 'satisfied' };
    return { provider, sonames, item: null, why: 'unasked' };
  });
}

function offeredProviders(universe: Universe): ReadonlyMap<Soname, ReadonlySet<BinaryPackage>> {
  return remember(universe, offeredProviders, null, () => {
    const providers = new Map<Soname, Set<BinaryPackage>>();
    for (const pkg of universe.packages) {
      if (isOffered(pkg))
        for (const soname of pkg.provides) getOrMake(providers, soname, () => new Set()).add(pkg);
    }
    return providers;
  });
}

export interface LibcHazard {
  /** The C library that it was most likely built on. */
  readonly provider: BinaryPackage;
  readonly installed: BinaryPackage;
}

/** By user, in the order of the index: what an update of the baseline merges and may merge before its C library. */
export function libcHazardsOn(
  universe: Universe,
  updates: ClientUpdates,
): ReadonlyMap<BinaryPackage, LibcHazard> {
  return remember(universe, libcHazardsOn, updates, () => {
    const hazards = new Map<BinaryPackage, LibcHazard>();
    for (const pkg of universe.judged) {
      const hazard = updates.includes(pkg) ? libcHazard(universe, updates.standing, pkg) : null;
      if (hazard !== null) hazards.set(pkg, hazard);
    }
    return hazards;
  });
}

/**
 * A package without a floor, most likely built on a newer C library than is installed. Revisions count as equal: they carry
 * corrections, no new symbols.
 */
function libcHazard(universe: Universe, standing: Standing, user: BinaryPackage): LibcHazard | null {
  const origin = libcOrigin(universe, user);
  if (origin === null || origin.floor !== null || origin.libc === user.cpn) return null;
  const { built, libc } = origin;
  const installed = universe.byCpn.get(libc)?.findLast(pkg => standing.has(pkg));
  if (installed === undefined) return null;
  const reaches = (pkg: BinaryPackage) =>
    pkg.cpn === libc && compareReleases(versionOf(pkg), versionOf(built)) >= 0;
  if (reaches(installed) || guaranteedOrder(universe, standing).isBefore(user, reaches)) return null;
  return { provider: built, installed };
}

const ANY: Version = { text: '0', releaseLength: 1 };

function versionOf(pkg: BinaryPackage): Version {
  return pkg.cpv.version ?? ANY;
}
