// The order in which a set of packages can be merged: what a package needs at run time before it, PDEPEND after, cycles as one step;
// and the cycles that Portage never breaks.

import { getOrMake } from '../base/get-or-make.js';
import { componentsOf } from '../model/components.js';
import { type BinaryPackage, RUNTIME_CLASSES } from '../model/package.js';
import { atomsOf, isBlocker, itemsOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';

export interface MergeOrder {
  /** What is new, providers before their users; members of a cycle stand together. */
  readonly merge: readonly BinaryPackage[];
  /** Cycles of new packages through a slot operator `=`, recorded or bare: Portage says "circular dependencies" (`DepPriorityNormalRange.py`). */
  readonly refused: readonly RefusedCycle[];
}

export interface RefusedCycle {
  readonly members: readonly BinaryPackage[];
  readonly edges: readonly { readonly user: BinaryPackage; readonly atom: Atom }[];
}

interface Edge {
  readonly user: BinaryPackage;
  readonly provider: BinaryPackage;
  readonly atom: Atom;
  readonly isPost: boolean;
}

/** `chosen` is the state at the end; what `isNew` denies is installed already and satisfies at once. */
export function orderMerge(
  universe: Universe,
  chosen: readonly BinaryPackage[],
  isNew: (pkg: BinaryPackage) => boolean,
): MergeOrder {
  const merge = chosen.filter(isNew).sort((a, b) => a.id - b.id);
  const position = new Map(merge.map((pkg, at) => [pkg, at]));
  const edges = [...edgesAmong(universe, chosen, position)];
  // Tarjan gives a component only after all it leads to: providers first. PDEPEND may come later, but closes Portage's cycles too.
  const order = stepsOf(
    merge,
    position,
    edges.filter(edge => !edge.isPost),
  );
  return { merge: order.flat(), refused: refusedAmong(stepsOf(merge, position, edges), edges) };
}

function stepsOf(
  merge: readonly BinaryPackage[],
  position: ReadonlyMap<BinaryPackage, number>,
  edges: readonly Edge[],
): readonly (readonly BinaryPackage[])[] {
  const lists = merge.map((): number[] => []);
  for (const { user, provider } of edges)
    lists[position.get(user) as number]?.push(position.get(provider) as number);
  const start = new Uint32Array(merge.length + 1);
  for (const [at, list] of lists.entries()) start[at + 1] = (start[at] as number) + list.length;
  return componentsOf({ start, target: Uint32Array.from(lists.flat()) }, merge.length, () => true).map(
    members => members.sort((a, b) => a - b).map(at => merge[at] as BinaryPackage),
  );
}

/** Edges between new packages, but for those that something installed satisfies. */
function* edgesAmong(
  universe: Universe,
  chosen: readonly BinaryPackage[],
  position: ReadonlyMap<BinaryPackage, number>,
): Generator<Edge> {
  const held = new Set(chosen);
  const providers = new Map<Atom, readonly BinaryPackage[]>();
  for (const user of position.keys()) {
    for (const dependencyClass of RUNTIME_CLASSES) {
      for (const node of itemsOf(universe, user, dependencyClass)) {
        if (isBlocker(node)) continue;
        for (const atom of atomsOf(node)) {
          if (atom.blocker !== null) continue;
          const found = getOrMake(providers, atom, () => universe.matches(atom).filter(pkg => held.has(pkg)));
          if (found.some(pkg => !position.has(pkg))) continue;
          for (const provider of found) {
            if (provider !== user) yield { user, provider, atom, isPost: dependencyClass === 'PDEPEND' };
          }
        }
      }
    }
  }
}

function refusedAmong(
  steps: readonly (readonly BinaryPackage[])[],
  edges: readonly Edge[],
): readonly RefusedCycle[] {
  return steps.flatMap(members => {
    if (members.length < 2) return [];
    const built = edges.filter(
      ({ user, provider, atom }) =>
        atom.slotOperator === '=' && members.includes(user) && members.includes(provider),
    );
    return built.length === 0 ? [] : [{ members, edges: built.map(({ user, atom }) => ({ user, atom })) }];
  });
}
