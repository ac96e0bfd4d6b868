// A state that the solver found: what its goals need there, and in which order that can be merged. Worked out only when it is asked
// for, and once for all goals.

import { componentsOf } from '../../model/graph/components.js';
import type { BinaryPackage } from '../../model/package.js';
import type { CycleCore, CycleFound } from './cycle-core.js';
import { type Edge, HeldEdges } from './held-edges.js';
import type { NeedTable } from './need-table.js';
import type { NodeId, SharedNeed } from './needs.js';

export type { RefusedCycle } from './cycle-core.js';

export class HeldState {
  readonly isHeld: (id: NodeId) => boolean;
  readonly #table: NeedTable;
  readonly #core: CycleCore;
  readonly #goals: readonly NodeId[];
  #graph: HeldGraph | null = null;
  #cycles: readonly CycleFound[] | null = null;
  /** By cycle: who needs a member of it. */
  #leadsTo: readonly ((goal: NodeId) => boolean)[] | null = null;

  /** `isHeld` tells what is there in the end. */
  constructor(table: NeedTable, core: CycleCore, isHeld: (id: NodeId) => boolean, goals: readonly NodeId[]) {
    this.#table = table;
    this.#core = core;
    this.isHeld = isHeld;
    this.#goals = goals;
  }

  /** What satisfies a need in this state, new or installed. */
  providersFor(need: SharedNeed): readonly NodeId[] {
    return new HeldEdges(this.#table, this.isHeld).providersFor(need);
  }

  /** What a goal needs, itself included: providers before their users, members of a cycle together. */
  mergeFor(goal: NodeId): readonly BinaryPackage[] {
    return this.#settled.inOrder(this.#settled.placesBelow(goal)).map(id => this.#packageAt(id));
  }

  /** All that the goals need, in the same order. */
  mergeAll(): readonly BinaryPackage[] {
    return this.#settled.inOrder(this.#settled.allPlaces()).map(id => this.#packageAt(id));
  }

  get cycles(): readonly CycleFound[] {
    this.#cycles ??= this.#core.cyclesIn(this.isHeld);
    return this.#cycles;
  }

  /** The refused cycles among what a goal needs. */
  cyclesFor(goal: NodeId): readonly CycleFound[] {
    if (this.cycles.length === 0) return this.cycles;
    this.#leadsTo ??= this.cycles.map(({ cycle }) =>
      this.#settled.leadingTo(cycle.members.map(({ id }) => id)),
    );
    const leads = this.#leadsTo;
    return this.cycles.filter((_, at) => leads[at]?.(goal));
  }

  get #settled(): HeldGraph {
    this.#graph ??= new HeldGraph(new HeldEdges(this.#table, this.isHeld), this.#goals);
    return this.#graph;
  }

  #packageAt(id: NodeId): BinaryPackage {
    return this.#table.packageAt(id) as BinaryPackage;
  }
}

/** What some goals need; all by place in ascending order of ids. */
class HeldGraph {
  readonly #news: readonly NodeId[];
  readonly #places: ReadonlyMap<NodeId, number>;
  readonly #edgesAt: readonly (readonly Edge[])[];
  readonly #providers: readonly Uint32Array[];
  #users: readonly (readonly number[])[] | null = null;
  #ranks: Uint32Array | null = null;
  /** The last search that met a place, and how many there were. */
  readonly #met: Uint32Array;
  #searches = 0;

  constructor(edges: HeldEdges, goals: readonly NodeId[]) {
    const known = new Map<NodeId, readonly Edge[]>();
    const found = new Set(goals);
    for (const id of found) {
      const list = edges.of(id);
      known.set(id, list);
      for (const { provider } of list) found.add(provider);
    }
    this.#news = [...found].sort((a, b) => a - b);
    this.#places = new Map(this.#news.map((id, at) => [id, at]));
    this.#edgesAt = this.#news.map(id => known.get(id) as readonly Edge[]);
    this.#providers = this.#edgesAt.map(list => this.#placesOf(list));
    this.#met = new Uint32Array(this.#news.length);
  }

  allPlaces(): Uint32Array {
    return Uint32Array.from(this.#news.keys());
  }

  placesBelow(goal: NodeId): Uint32Array {
    const search = ++this.#searches;
    const found = new Uint32Array(this.#news.length);
    let count = 0;
    const meet = (place: number) => {
      if (this.#met[place] === search) return;
      this.#met[place] = search;
      found[count++] = place;
    };
    meet(this.#places.get(goal) as number);
    for (let at = 0; at < count; at++)
      for (const place of this.#providers[found[at] as number] as Uint32Array) meet(place);
    return found.subarray(0, count);
  }

  /** Tells of each goal whether it needs one of these, directly or through others. */
  leadingTo(targets: readonly NodeId[]): (goal: NodeId) => boolean {
    this.#users ??= this.#reverse();
    const leads = new Uint8Array(this.#news.length);
    const found = targets.flatMap(id => this.#places.get(id) ?? []);
    for (const place of found) leads[place] = 1;
    for (let at = 0; at < found.length; at++) {
      for (const user of this.#users[found[at] as number] as readonly number[]) {
        if (leads[user] === 1) continue;
        leads[user] = 1;
        found.push(user);
      }
    }
    return goal => leads[this.#places.get(goal) as number] === 1;
  }

  #reverse(): readonly (readonly number[])[] {
    const users = this.#news.map((): number[] => []);
    for (const [user, providers] of this.#providers.entries())
      for (const place of providers) users[place]?.push(user);
    return users;
  }

  inOrder(places: Uint32Array): readonly NodeId[] {
    this.#ranks ??= this.#rank();
    const ranks = this.#ranks;
    return Array.from(
      places.sort((a, b) => (ranks[a] as number) - (ranks[b] as number)),
      place => this.#news[place] as NodeId,
    );
  }

  /** Tarjan gives a component only after all it leads to: providers first. */
  #rank(): Uint32Array {
    const lists = this.#edgesAt.map(edges => this.#placesOf(edges.filter(edge => !edge.isPost)));
    const start = new Uint32Array(lists.length + 1);
    for (const [at, list] of lists.entries()) start[at + 1] = (start[at] as number) + list.length;
    const target = new Uint32Array(start[lists.length] as number);
    for (const [at, list] of lists.entries()) target.set(list, start[at] as number);
    const ranks = new Uint32Array(lists.length);
    let rank = 0;
    for (const members of componentsOf({ start, target }, lists.length, () => true))
      for (const place of members.sort((a, b) => a - b)) ranks[place] = rank++;
    return ranks;
  }

  #placesOf(edges: readonly Edge[]): Uint32Array {
    return Uint32Array.from(edges, ({ provider }) => this.#places.get(provider) as number);
  }
}
