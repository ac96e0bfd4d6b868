// Where cycles that Portage never breaks can be at all: packages that may come to need each other, whatever is chosen. In a real index
// these are few, so that a state is searched for cycles in no time.

import { componentsOf } from '../../model/graph/components.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Atom } from '../../pms/atom.js';
import { type Edge, HeldEdges } from './held-edges.js';
import type { NeedTable } from './need-table.js';
import type { CandidateList, NodeId } from './needs.js';
import type { Unmeetable } from './unmeetable.js';

/**
 * New packages that need each other through a slot operator `=`, recorded or bare: "circular dependencies" (`DepPriorityNormalRange.py`).
 * Needs of PDEPEND, and needs that what is installed satisfies at the start, close no such cycle.
 */
export interface RefusedCycle {
  readonly members: readonly BinaryPackage[];
  readonly edges: readonly { readonly user: BinaryPackage; readonly atom: Atom }[];
}

/** A refused cycle with all edges among its members that Portage respects. */
export interface CycleFound {
  readonly cycle: RefusedCycle;
  readonly edges: readonly Edge[];
}

export class CycleCore {
  readonly #table: NeedTable;
  /** In each, all may need each other. */
  readonly #knots: readonly (readonly NodeId[])[];

  constructor(table: NeedTable, unmeetable: Unmeetable) {
    this.#table = table;
    this.#knots = findKnots(table, unmeetable);
  }

  get members(): readonly NodeId[] {
    return this.#knots.flat();
  }

  /** The refused cycles in a state. */
  cyclesIn(isHeld: (id: NodeId) => boolean): readonly CycleFound[] {
    const edges = new HeldEdges(this.#table, isHeld);
    return this.#knots.flatMap(knot => this.#cyclesAmong(knot.filter(isHeld), edges));
  }

  #cyclesAmong(ids: readonly NodeId[], held: HeldEdges): readonly CycleFound[] {
    if (ids.length < 2) return [];
    const places = new Map(ids.map((id, at) => [id, at]));
    const edgesAt = ids.map(id =>
      held
        .of(id)
        .filter(({ isPost, isMetBefore, provider }) => !isPost && !isMetBefore && places.has(provider)),
    );
    const graph = tableOf(edgesAt.map(edges => edges.map(({ provider }) => places.get(provider) as number)));
    return componentsOf(graph, ids.length, () => true).flatMap(members => {
      if (members.length < 2) return [];
      const inside = new Set(members.map(at => ids[at]));
      const edges = members
        .sort((a, b) => a - b)
        .flatMap(at => (edgesAt[at] as readonly Edge[]).filter(({ provider }) => inside.has(provider)));
      const built = edges.flatMap(({ user, atom }) =>
        atom?.slotOperator === '=' ? [{ user: this.#packageAt(user), atom }] : [],
      );
      if (built.length === 0) return [];
      const cycle = { members: members.map(at => this.#packageAt(ids[at] as NodeId)), edges: built };
      return [{ cycle, edges }];
    });
  }

  #packageAt(id: NodeId): BinaryPackage {
    return this.#table.packageAt(id) as BinaryPackage;
  }
}

/** Components of the graph in which everyone needs every candidate; new packages only, in ascending order. */
function findKnots(table: NeedTable, unmeetable: Unmeetable): readonly (readonly NodeId[])[] {
  // Packages and brackets, then groups of needs, then lists: owners share what they share in the table.
  const targets: (readonly number[])[] = Array.from({ length: table.nodes }, () => NONE);
  const places = new Map<CandidateList, number>();
  const lists: number[][] = [];
  const firstList = table.nodes + table.groups.length;
  const placeOf = (list: CandidateList) => {
    let place = places.get(list);
    if (place === undefined) {
      place = firstList + lists.length;
      places.set(list, place);
      lists.push(list.ids.filter(id => !unmeetable.has(id)));
    }
    return place;
  };
  for (const group of table.groups) {
    const place = targets.length;
    const asked: number[] = [];
    for (const { what, list } of group.needs)
      if (what.kind !== 'requirement' || what.class !== 'PDEPEND') asked.push(placeOf(list));
    targets.push(asked);
    if (asked.length === 0) continue;
    for (const owner of group.owners)
      if (!unmeetable.has(owner)) targets[owner] = [...(targets[owner] as readonly number[]), place];
  }
  const isNew = (id: NodeId) => {
    const pkg = table.packageAt(id);
    return pkg !== null && !table.installed.has(pkg);
  };
  const graph = tableOf([...targets, ...lists]);
  return componentsOf(graph, targets.length + lists.length, () => true)
    .filter(members => members.length > 1)
    .map(members => members.filter(isNew).sort((a, b) => a - b))
    .filter(members => members.length > 1);
}

const NONE: readonly number[] = [];

function tableOf(lists: readonly (readonly number[])[]) {
  const start = new Uint32Array(lists.length + 1);
  let count = 0;
  for (const [at, list] of lists.entries()) {
    count += list.length;
    start[at + 1] = count;
  }
  const target = new Uint32Array(count);
  for (const [at, list] of lists.entries()) target.set(list, start[at] as number);
  return { start, target };
}
