// Updates that only a rebuild of something installed would let through, where clients do not take that rebuild.

import { getOrMake } from '../../base/get-or-make.js';
import { formatCpn } from '../../pms/cpv.js';
import type { BinaryPackage } from '../package.js';
import { atomsOf, type Item, itemHolds, type Requirement, requirementsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import type { ClientUpdates } from './client-updates.js';

export interface PinnedUpdate {
  readonly from: BinaryPackage;
  /** What of installed packages with a rebuild that is left aside no longer holds. */
  readonly reasons: readonly (Requirement & { readonly package: BinaryPackage })[];
}

/** By the package that clients would be updated to. */
export function pinnedUpdates(
  universe: Universe,
  updates: ClientUpdates,
): ReadonlyMap<BinaryPackage, PinnedUpdate> {
  const { standing } = updates;
  const pinned = new Map<
    BinaryPackage,
    { from: BinaryPackage; reasons: PinnedUpdate['reasons'][number][] }
  >();
  for (const user of standing.installed) {
    const rebuild = updates.ignoredFor(user);
    if (rebuild === null) continue;
    for (const requirement of requirementsOf(universe, user)) {
      if (!standing.holds(requirement.node)) continue;
      for (const from of usedBy(requirement.node)) {
        const to = updates.heirOf(from);
        if (from === user || to === null || holdsWith(requirement.node, from, to)) continue;
        // Where the rebuild asks for the same it would not help.
        if ([...requirementsOf(universe, rebuild)].some(({ node }) => breaks(node, from, to))) continue;
        const known = getOrMake(pinned, to, () => ({
          from,
          reasons: [] as PinnedUpdate['reasons'][number][],
        }));
        known.reasons.push({ ...requirement, package: user });
      }
    }
  }
  return pinned;

  /** What of the installed packages satisfies an atom of it. */
  function usedBy(node: Item): ReadonlySet<BinaryPackage> {
    const used = [...atomsOf(node)].flatMap(atom => universe.matches(atom).filter(pkg => standing.has(pkg)));
    return new Set(used);
  }

  function holdsWith(node: Item, from: BinaryPackage, to: BinaryPackage): boolean {
    return itemHolds(node, atom =>
      universe.matches(atom).some(pkg => pkg === to || (pkg !== from && standing.has(pkg))),
    );
  }

  function breaks(node: Item, from: BinaryPackage, to: BinaryPackage): boolean {
    const mentions = [...atomsOf(node)].some(atom => formatCpn(atom) === to.cpn);
    return mentions && standing.holds(node) && !holdsWith(node, from, to);
  }
}
