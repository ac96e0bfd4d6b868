// What a package pulls in, and what pulls it in, over the flat runtime graph.

import type { BinaryPackage, PackageId } from '../package.js';
import type { Universe } from '../universe.js';
import { flatGraph } from './flat.js';

/** All packages that `from` needs, directly or through others, itself excluded unless a cycle leads back; by id. */
export function reachableFrom(universe: Universe, from: BinaryPackage): ReadonlySet<PackageId> {
  const { start, target } = flatGraph(universe);
  return walk(from.id, node => target.subarray(start[node], start[node + 1]));
}

/** All packages that need `to`, directly or through others. */
export function dependantsOf(universe: Universe, to: BinaryPackage): ReadonlySet<PackageId> {
  const reverse = reversedEdges(universe);
  return walk(to.id, node => reverse[node] ?? []);
}

function walk(origin: number, neighbours: (node: number) => Iterable<number>): ReadonlySet<PackageId> {
  const seen = new Set<PackageId>();
  const pending = [origin];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const next of neighbours(node)) {
      if (seen.has(next as PackageId)) continue;
      seen.add(next as PackageId);
      pending.push(next);
    }
  }
  return seen;
}

const reversed = new WeakMap<Universe, readonly (readonly number[])[]>();

function reversedEdges(universe: Universe): readonly (readonly number[])[] {
  let lists = reversed.get(universe);
  if (lists === undefined) {
    const { start, target } = flatGraph(universe);
    const made: number[][] = universe.packages.map(() => []);
    for (let node = 0; node < universe.packages.length; node++) {
      for (let edge = start[node] as number; edge < (start[node + 1] as number); edge++)
        made[target[edge] as number]?.push(node);
    }
    lists = made;
    reversed.set(universe, lists);
  }
  return lists;
}
