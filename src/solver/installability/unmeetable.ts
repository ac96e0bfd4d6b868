// Packages that cannot be had whatever else is chosen: they need something of which every candidate is such a package, or of which
// there is none. Found by counting, without a search.

import type { NeedTable } from './need-table.js';
import type { CandidateList, NodeId, SharedNeed } from './needs.js';

/** Something that is there, and a need that it brings. */
export interface OwnNeed {
  readonly owner: NodeId;
  readonly need: SharedNeed;
}

export class Unmeetable {
  /** By package or bracket: the need that cannot be met. */
  readonly #needs = new Map<NodeId, SharedNeed>();
  readonly #unread = new Set<NodeId>();
  /** Ruled out for some other reason, and what cannot be had without. */
  readonly #ruledOut = new Set<NodeId>();
  /** How many candidates of a list are left; where none has gone, all. */
  readonly #left = new Map<CandidateList, number>();
  #listsWith: ReadonlyMap<NodeId, readonly CandidateList[]> | null = null;
  readonly #table: NeedTable;

  constructor(table: NeedTable) {
    this.#table = table;
    const empty = table.lists.filter(({ ids }) => ids.length === 0);
    const isUnread = ({ needs }: CandidateList) => needs.some(({ what }) => what.kind === 'unreadable');
    const note = (owner: NodeId, need: SharedNeed) => {
      if (this.#needs.has(owner)) return false;
      this.#needs.set(owner, need);
      return true;
    };
    this.#follow(
      empty.filter(list => !isUnread(list)),
      [],
      note,
    );
    // What fails only because something cannot be read is not known to fail.
    for (const id of this.#follow(empty.filter(isUnread), [], note)) this.#unread.add(id);
  }

  has(id: NodeId): boolean {
    return this.#needs.has(id);
  }

  /** Whether it fails only because dependencies cannot be read. */
  isUnread(id: NodeId): boolean {
    return this.#unread.has(id);
  }

  /**
   * Why they cannot be had: for each a need, and for all its candidates the same. Without any one of these needs its owner can be had,
   * and with it, up the chain, whoever needs it: for a single id they are minimal.
   */
  needsBehind(ids: readonly NodeId[]): readonly OwnNeed[] {
    const found = new Map<NodeId, OwnNeed>();
    const pending = [...ids];
    for (let at = 0; at < pending.length; at++) {
      const owner = pending[at] as NodeId;
      const need = this.#needs.get(owner);
      if (need === undefined || found.has(owner)) continue;
      found.set(owner, { owner, need });
      for (const id of need.list.ids) pending.push(id);
    }
    return [...found.values()];
  }

  /** Takes it that these cannot be had, and with them whatever cannot do without. */
  ruleOut(ids: readonly NodeId[]): void {
    const fresh = ids.filter(id => !this.isRuledOut(id));
    for (const id of fresh) this.#ruledOut.add(id);
    this.#follow([], fresh, owner => {
      if (this.isRuledOut(owner)) return false;
      this.#ruledOut.add(owner);
      return true;
    });
  }

  isRuledOut(id: NodeId): boolean {
    return this.#ruledOut.has(id) || this.#needs.has(id);
  }

  /** From lists without candidates, and from nodes that are none any more, to all that fail with them. */
  #follow(
    exhausted: readonly CandidateList[],
    gone: readonly NodeId[],
    note: (owner: NodeId, need: SharedNeed) => boolean,
  ): readonly NodeId[] {
    const found: NodeId[] = [...gone];
    const fail = (list: CandidateList) => {
      for (const need of list.needs)
        for (const owner of need.owners) if (note(owner, need)) found.push(owner);
    };
    for (const list of exhausted) fail(list);
    if (found.length === 0) return found;
    this.#listsWith ??= this.#findLists();
    for (let at = 0; at < found.length; at++) {
      for (const list of this.#listsWith.get(found[at] as NodeId) ?? []) {
        const left = (this.#left.get(list) ?? list.ids.length) - 1;
        this.#left.set(list, left);
        if (left === 0) fail(list);
      }
    }
    return found;
  }

  #findLists(): ReadonlyMap<NodeId, readonly CandidateList[]> {
    const found = new Map<NodeId, CandidateList[]>();
    for (const list of this.#table.lists) {
      for (const id of list.ids) {
        const lists = found.get(id);
        if (lists === undefined) found.set(id, [list]);
        else lists.push(list);
      }
    }
    return found;
  }
}
