// Who blocks whom (PMS 8.2.6.2), and what becomes of what is installed. As Portage does it (`depgraph.py:_serialize_tasks`): a weak
// blocker between something new and something installed, declared by either, may remove the installed package once the new
// one is merged; a strong one may not, that package must have been replaced before.

import { getOrMake } from '../../base/get-or-make.js';
import { type Blocker, blockersOf } from '../../model/blockers.js';
import type { BinaryPackage } from '../../model/package.js';
import { isSameSlot } from './installed-state.js';
import type { NeedTable } from './need-table.js';
import type { NodeId } from './needs.js';

interface Clash extends Blocker {
  readonly package: BinaryPackage;
  readonly blocked: BinaryPackage;
}

export interface Clashes {
  readonly list: readonly Clash[];
  /** For each installed package that may go without an heir: the new packages whose merge may remove it. */
  readonly displacers: ReadonlyMap<BinaryPackage, readonly NodeId[]>;
}

/** Packages of one name and slot replace each other, and of two installed ones the damage is done. */
export function findClashes(table: NeedTable): Clashes {
  const list: Clash[] = [];
  const displacers = new Map<BinaryPackage, NodeId[]>();
  for (const id of table.reached) {
    const pkg = table.packageAt(id) as BinaryPackage;
    const isInstalled = table.installed.has(pkg);
    for (const blocker of blockersOf(table.universe, pkg)) {
      for (const blocked of table.universe.matches(blocker.atom)) {
        if (!table.has(blocked) || isSameSlot(pkg, blocked)) continue;
        const isOther = table.installed.has(blocked);
        if (isInstalled && isOther) continue;
        list.push({ ...blocker, package: pkg, blocked });
        if (blocker.strength === 'strong') continue;
        if (isInstalled) getOrMake(displacers, pkg, (): NodeId[] => []).push(blocked.id);
        if (isOther) getOrMake(displacers, blocked, (): NodeId[] => []).push(id);
      }
    }
  }
  return { list, displacers };
}
