// Cycles that Portage never breaks: packages that need each other through a slot operator `=` that nothing installed satisfies
// (`DepPriorityNormalRange.py`, `DepPrioritySatisfiedRange.py`: `_ignore_runtime`).

import { componentsOf } from '../../model/graph/components.js';
import { type FlatGraph, flatGraph } from '../../model/graph/flat.js';
import { type BinaryPackage, RUNTIME_CLASSES } from '../../model/package.js';
import type { Place } from '../../model/place.js';
import { remember } from '../../model/remember.js';
import { standingOn } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';

export interface BuiltCycle {
  /** In the order of their index. */
  readonly members: readonly BinaryPackage[];
  /** Those that carry the operator, recorded or bare. */
  readonly edges: readonly { readonly user: BinaryPackage; readonly atom: Atom }[];
}

/** PDEPEND exists to break cycles, so its edges do not make one. */
const POST = RUNTIME_CLASSES.indexOf('PDEPEND');

/** Among the packages that Portage would choose, by first member. */
export function builtCyclesFrom(universe: Universe, place: Place): readonly BuiltCycle[] {
  return remember(universe, builtCyclesFrom, place, () => findCycles(universe, place));
}

function findCycles(universe: Universe, place: Place): readonly BuiltCycle[] {
  const graph = flatGraph(universe);
  const isSatisfied = satisfiedAt(universe, place, graph);
  // Who needs only what is installed already can go first: such an edge closes no cycle.
  const follows = (edge: number) =>
    graph.class[edge] !== POST && isSatisfied[graph.atom[edge] as number] === 0;
  return componentsOf(graph, universe.packages.length, follows)
    .filter(members => members.length > 1)
    .map((members): BuiltCycle => {
      const inside = new Set(members);
      const sorted = members.sort((a, b) => a - b).map(id => universe.packages[id] as BinaryPackage);
      return { members: sorted, edges: sorted.flatMap(user => builtEdges(graph, user, inside, follows)) };
    })
    .filter(({ edges }) => edges.length > 0)
    .sort((a, b) => (a.members[0] as BinaryPackage).id - (b.members[0] as BinaryPackage).id);
}

/** By atom of the graph: 1 where what is installed satisfies it. */
function satisfiedAt(universe: Universe, place: Place, { atoms }: FlatGraph): Uint8Array {
  if (place === null) return new Uint8Array(atoms.length);
  const standing = standingOn(universe, place);
  return Uint8Array.from(atoms, atom => Number(standing.satisfies(atom)));
}

function builtEdges(
  graph: FlatGraph,
  user: BinaryPackage,
  inside: ReadonlySet<number>,
  follows: (edge: number) => boolean,
): BuiltCycle['edges'] {
  const edges: { user: BinaryPackage; atom: Atom }[] = [];
  for (let edge = graph.start[user.id] as number; edge < (graph.start[user.id + 1] as number); edge++) {
    const atom = graph.atoms[graph.atom[edge] as number] as Atom;
    if (atom.slotOperator === '=' && inside.has(graph.target[edge] as number) && follows(edge))
      edges.push({ user, atom });
  }
  return edges;
}

/** A cycle by its members, or where they are many by the first. */
export function labelCycle(names: readonly string[]): string {
  return names.length <= 3 ? names.join(' <-> ') : `${names[0]} and ${names.length - 1} more`;
}
