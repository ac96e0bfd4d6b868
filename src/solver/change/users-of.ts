// Who could come to need a package: all from which a chain of runtime items leads to it, whatever choices are made on the way.

import { getOrMake } from '../../base/get-or-make.js';
import { type BinaryPackage, type PackageId, RUNTIME_CLASSES } from '../../model/package.js';
import { remember } from '../../model/remember.js';
import { atomsOf, type Item, itemsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import { matchesAtom } from '../../pms/match-atom.js';

/** By name of what an atom asks for: the atom, and the packages that have it among their runtime dependencies. */
type Askers = ReadonlyMap<string, ReadonlyMap<Atom, readonly PackageId[]>>;

/** The packages of the universe that may reach any of `targets`, which need not be of the same universe. */
export function usersOf(universe: Universe, targets: readonly BinaryPackage[]): ReadonlySet<PackageId> {
  const askers = remember(universe, usersOf, usersOf, () => listAskers(universe));
  const found = new Set<PackageId>();
  const asked = new Set<Atom>();
  const pending = [...targets];
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    for (const [atom, users] of askers.get(target.cpn) ?? []) {
      if (asked.has(atom) || !matchesAtom(atom, target)) continue;
      asked.add(atom);
      for (const user of users) {
        if (found.has(user)) continue;
        found.add(user);
        pending.push(universe.packages[user] as BinaryPackage);
      }
    }
  }
  return found;
}

function listAskers(universe: Universe): Askers {
  const askers = new Map<string, Map<Atom, PackageId[]>>();
  const atomsByItems = new Map<readonly Item[], readonly PackageId[][]>();
  for (const pkg of universe.packages) {
    for (const dependencyClass of RUNTIME_CLASSES) {
      const items = itemsOf(universe, pkg, dependencyClass);
      if (items.length === 0) continue;
      // Most instances of an index share their dependency text, and with it the lists that they are put on.
      const lists = getOrMake(atomsByItems, items, () =>
        [...new Set(items.flatMap(item => [...atomsOf(item)]))]
          .filter(atom => atom.blocker === null)
          .map(atom => {
            const named = getOrMake(askers, formatCpn(atom), () => new Map<Atom, PackageId[]>());
            return getOrMake(named, atom, (): PackageId[] => []);
          }),
      );
      for (const list of lists) list.push(pkg.id);
    }
  }
  return askers;
}
