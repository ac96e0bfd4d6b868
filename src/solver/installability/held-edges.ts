// Who satisfies whom in a state that the solver found.

import type { BinaryPackage } from '../../model/package.js';
import { type Item, isBlocker, itemHolds } from '../../model/requirements.js';
import type { Atom } from '../../pms/atom.js';
import type { NeedTable } from './need-table.js';
import type { NodeId, SharedNeed } from './needs.js';

/** From a new package to a new one that satisfies a need of it. */
export interface Edge {
  readonly user: NodeId;
  readonly provider: NodeId;
  readonly need: SharedNeed;
  /** Null for a library. */
  readonly atom: Atom | null;
  /** PDEPEND: may be merged after its user. */
  readonly isPost: boolean;
  /** What is installed at the start satisfies it. */
  readonly isMetBefore: boolean;
}

export class HeldEdges {
  readonly #table: NeedTable;
  readonly #isHeld: (id: NodeId) => boolean;

  constructor(table: NeedTable, isHeld: (id: NodeId) => boolean) {
    this.#table = table;
    this.#isHeld = isHeld;
  }

  of(user: NodeId): readonly Edge[] {
    const edges: Edge[] = [];
    for (const { needs } of this.#table.groupsOf(user)) {
      for (const need of needs) this.#add(user, need, edges);
    }
    return edges;
  }

  /** What satisfies a need, new or installed. */
  providersFor(need: SharedNeed): readonly NodeId[] {
    const found: NodeId[] = [];
    this.#choose(need, (_, provider) => found.push(provider));
    return found;
  }

  #add(user: NodeId, need: SharedNeed, to: Edge[]): void {
    const isPost = need.what.kind === 'requirement' && need.what.class === 'PDEPEND';
    this.#choose(need, (atom, provider) => {
      if (provider === user || !this.#isNew(provider)) return;
      to.push({ user, provider, need, atom, isPost, isMetBefore: this.#isMetBefore(need, atom, provider) });
    });
  }

  #isNew(id: NodeId): boolean {
    return !this.#table.installed.has(this.#table.packageAt(id) as BinaryPackage);
  }

  /** A slot operator is met only by the slot and sub-slot that its provider has (`depgraph.py:_wrapped_add_pkg_dep_string`). */
  #isMetBefore({ list }: SharedNeed, atom: Atom | null, provider: NodeId): boolean {
    const { installed, universe } = this.#table;
    if (installed.packages.length === 0) return false;
    if (atom === null) return list.ids.some(id => !this.#isNew(id));
    if (atom.slotOperator !== '=') return installed.satisfies(atom);
    const { slot, subSlot } = (this.#table.packageAt(provider) as BinaryPackage).slot;
    return universe
      .matches(atom)
      .some(pkg => installed.has(pkg) && pkg.slot.slot === slot && pkg.slot.subSlot === subSlot);
  }

  #choose({ what, list }: SharedNeed, tell: (atom: Atom | null, provider: NodeId) => void): void {
    if (what.kind === 'requirement') {
      this.#chooseFrom(what.node, tell);
      return;
    }
    const provider = list.ids.find(this.#isHeld);
    if (provider !== undefined) tell(null, provider);
  }

  /** The atoms of an item with what satisfies each: of a choice those of the first branch that holds. */
  #chooseFrom(node: Item, tell: (atom: Atom, provider: NodeId) => void): void {
    if (node.type === 'leaf') {
      if (node.value.blocker !== null) return;
      // What is installed stands first: it needs no merge, whatever else would do.
      const provider = this.#table.listOf(node.value).ids.find(this.#isHeld);
      if (provider !== undefined) tell(node.value, provider);
      return;
    }
    if (node.type !== 'any-of') {
      for (const child of node.children) this.#chooseFrom(child, tell);
      return;
    }
    const branch = node.children.find(child => !isBlocker(child) && itemHolds(child, this.#isMet));
    if (branch !== undefined) this.#chooseFrom(branch, tell);
  }

  readonly #isMet = (atom: Atom): boolean => this.#table.listOf(atom).ids.some(this.#isHeld);
}
