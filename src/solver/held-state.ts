// A state that the solver found: who satisfies whom in it, in which order its new packages can be merged, and the cycles among them
// that Portage never breaks. Worked out once for a state, however many goals it serves.

import { componentsOf } from '../model/components.js';
import { type BinaryPackage, RUNTIME_CLASSES } from '../model/package.js';
import { type Item, isBlocker, itemHolds, itemsOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';

/** New packages that need each other through a slot operator `=`, recorded or bare: "circular dependencies" (`DepPriorityNormalRange.py`). */
export interface RefusedCycle {
  readonly members: readonly BinaryPackage[];
  readonly edges: readonly { readonly user: BinaryPackage; readonly atom: Atom }[];
}

interface Edge {
  readonly user: number;
  readonly provider: number;
  readonly atom: Atom;
  /** PDEPEND: may be merged after its user, but closes Portage's cycles all the same. */
  readonly isPost: boolean;
}

export class HeldState {
  /** In the order of ids: what is merged. What is installed already satisfies at once and has no place in the order. */
  private readonly news: readonly BinaryPackage[];
  private readonly position: ReadonlyMap<BinaryPackage, number>;
  private readonly held: ReadonlySet<BinaryPackage>;
  private readonly edges: readonly Edge[];
  private readonly universe: Universe;
  /** By position. */
  private readonly rank: Uint32Array;
  private readonly providers: readonly (readonly number[])[];
  private readonly cycles: ReadonlyMap<number, RefusedCycle>;

  constructor(universe: Universe, held: readonly BinaryPackage[], isNew: (pkg: BinaryPackage) => boolean) {
    this.universe = universe;
    this.held = new Set(held);
    this.news = held.filter(isNew).sort((a, b) => a.id - b.id);
    this.position = new Map(this.news.map((pkg, at) => [pkg, at]));
    this.edges = this.news.flatMap((pkg, at) => this.edgesOf(pkg, at));
    this.providers = this.listsOf(this.edges);
    this.rank = new Uint32Array(this.news.length);
    // Tarjan gives a component only after all it leads to: providers first.
    const order = this.stepsOf(this.edges.filter(edge => !edge.isPost)).flat();
    for (const [place, at] of order.entries()) this.rank[at] = place;
    this.cycles = this.refusedCycles();
  }

  has(pkg: BinaryPackage): boolean {
    return this.held.has(pkg);
  }

  /** The new packages that `goal` needs, itself included, by position. */
  closureOf(goal: BinaryPackage): readonly number[] {
    const start = this.position.get(goal);
    const found = new Set(start === undefined ? [] : [start]);
    for (const at of found) for (const next of this.providers[at] as readonly number[]) found.add(next);
    return [...found];
  }

  /** All new packages, by position. */
  everything(): readonly number[] {
    return this.news.map((_, at) => at);
  }

  /** Providers before their users; members of a cycle stand together. */
  inOrder(positions: readonly number[]): readonly BinaryPackage[] {
    return [...positions]
      .sort((a, b) => (this.rank[a] as number) - (this.rank[b] as number))
      .map(at => this.news[at] as BinaryPackage);
  }

  refusedAmong(positions: readonly number[]): readonly RefusedCycle[] {
    if (this.cycles.size === 0) return [];
    return [...new Set(positions.flatMap(at => this.cycles.get(at) ?? []))];
  }

  private edgesOf(user: BinaryPackage, at: number): readonly Edge[] {
    return RUNTIME_CLASSES.flatMap(dependencyClass =>
      itemsOf(this.universe, user, dependencyClass).flatMap(node =>
        this.choose(node).flatMap(([atom, provider]) => {
          const place = this.position.get(provider);
          if (place === undefined || place === at) return [];
          return [{ user: at, provider: place, atom, isPost: dependencyClass === 'PDEPEND' }];
        }),
      ),
    );
  }

  /** The atoms of an item with what satisfies each: of a choice those of the first branch that holds. */
  private choose(node: Item): readonly (readonly [Atom, BinaryPackage])[] {
    if (isBlocker(node)) return [];
    if (node.type === 'leaf') {
      const satisfying = this.universe.matches(node.value).filter(pkg => this.held.has(pkg));
      // What is installed needs no merge, whatever else would do.
      const provider = satisfying.find(pkg => !this.position.has(pkg)) ?? satisfying.at(-1);
      return provider === undefined ? [] : [[node.value, provider]];
    }
    if (node.type !== 'any-of') return node.children.flatMap(child => this.choose(child));
    const isMet = (atom: Atom) => this.universe.matches(atom).some(pkg => this.held.has(pkg));
    const branch = node.children.find(child => !isBlocker(child) && itemHolds(child, isMet));
    return branch === undefined ? [] : this.choose(branch);
  }

  private listsOf(edges: readonly Edge[]): readonly (readonly number[])[] {
    const lists = this.news.map((): number[] => []);
    for (const { user, provider } of edges) lists[user]?.push(provider);
    return lists;
  }

  /** Strongly connected components by position, providers first. */
  private stepsOf(edges: readonly Edge[]): readonly (readonly number[])[] {
    const lists = this.listsOf(edges);
    const start = new Uint32Array(lists.length + 1);
    for (const [at, list] of lists.entries()) start[at + 1] = (start[at] as number) + list.length;
    const target = Uint32Array.from(lists.flat());
    return componentsOf({ start, target }, lists.length, () => true).map(members =>
      members.sort((a, b) => a - b),
    );
  }

  private refusedCycles(): ReadonlyMap<number, RefusedCycle> {
    const cycles = new Map<number, RefusedCycle>();
    for (const members of this.stepsOf(this.edges)) {
      if (members.length < 2) continue;
      const inside = new Set(members);
      const built = this.edges.filter(
        ({ user, provider, atom }) => atom.slotOperator === '=' && inside.has(user) && inside.has(provider),
      );
      if (built.length === 0) continue;
      const cycle: RefusedCycle = {
        members: members.map(at => this.news[at] as BinaryPackage),
        edges: built.map(({ user, atom }) => ({ user: this.news[user] as BinaryPackage, atom })),
      };
      for (const at of members) cycles.set(at, cycle);
    }
    return cycles;
  }
}
