// Packages in slots that nothing holds, which an update brings all the same: of each atom of `@world` and of each dependency Portage goes
// for the newest version in any slot that fits (`--update --deep`).

import { isOffered } from '../../model/newest.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import { isBlocker, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { ClientMode } from '../../model/update/client-mode.js';
import { worldAt } from '../../model/world.js';
import type { Atom } from '../../pms/atom.js';
import { compareVersions } from '../../pms/compare-versions.js';

export interface NewcomerOptions {
  readonly baseline: number;
  readonly mode: ClientMode;
  /** What is looked at, of what is installed; null for all. */
  readonly reach: ReadonlySet<BinaryPackage> | null;
}

/** All that could be wished for, given what is held; for each atom the newest first. */
export function newcomersOf(
  universe: Universe,
  held: readonly BinaryPackage[],
  { baseline, mode, reach }: NewcomerOptions,
): readonly BinaryPackage[] {
  const there = new Set(held);
  const slots = new Set(held.map(slotKey));
  const found = new Set<BinaryPackage>();
  const wish = (atom: Atom) => {
    const matches = universe.matches(atom);
    const best = matches.findLast(pkg => there.has(pkg));
    for (const pkg of matches.toReversed()) {
      if (pkg === best) return;
      if (!isOffered(pkg) || slots.has(slotKey(pkg))) continue;
      if (best !== undefined && !isLater(pkg, best, mode)) return;
      found.add(pkg);
    }
  };
  for (const atom of worldAt(universe, baseline) ?? []) wish(atom);
  for (const pkg of held) {
    if (pkg.source === baseline && reach?.has(pkg) === false) continue;
    for (const { node } of requirementsOf(universe, pkg))
      if (node.type === 'leaf' && !isBlocker(node)) wish(node.value);
  }
  return [...found];
}

function isLater(a: BinaryPackage, b: BinaryPackage, mode: ClientMode): boolean {
  const order = compareVersions(a.cpv.version ?? '0', b.cpv.version ?? '0');
  return order > 0 || (order === 0 && mode === 'usepkgonly' && a.buildTime > b.buildTime);
}
