// What `emerge --update --deep @world` looks at: what the selected sets lead to. The rest is neither updated nor kept from harm. Where
// the sets are not known, that is all that is installed.

import { isOffered } from '../../model/newest.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import { atomsOf, type Item, itemHolds, requirementsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { worldAt } from '../../model/world.js';
import type { Atom } from '../../pms/atom.js';

/** Names that must work count as selected. Null where everything installed counts. */
export function reachOf(
  universe: Universe,
  baseline: number,
  critical: ReadonlySet<string>,
): ReadonlySet<BinaryPackage> | null {
  const world = worldAt(universe, baseline);
  return world === null || universe.system === undefined
    ? null
    : new Reach(universe, baseline).from([...world, ...universe.system], critical);
}

class Reach {
  readonly #universe: Universe;
  readonly #installed: ReadonlySet<BinaryPackage>;
  /** Slots, and what is installed or offered there. */
  readonly #slots = new Set<string>();
  readonly #found = new Set<BinaryPackage>();

  constructor(universe: Universe, baseline: number) {
    this.#universe = universe;
    this.#installed = new Set(universe.packages.filter(pkg => pkg.source === baseline));
  }

  from(atoms: readonly Atom[], critical: ReadonlySet<string>): ReadonlySet<BinaryPackage> {
    for (const atom of atoms) this.#follow(atom);
    for (const pkg of this.#installed) if (critical.has(pkg.cpn)) this.#enter(pkg);
    // A set goes on to what is added while it is walked.
    for (const pkg of this.#found) {
      for (const { node } of requirementsOf(this.#universe, pkg)) this.#followItem(node);
    }
    return this.#found;
  }

  #followItem(node: Item): void {
    for (const atom of this.#heldMembers(node)) this.#follow(atom);
  }

  /** Of a choice the branches that hold already, where there are any. */
  #heldMembers(node: Item): readonly Atom[] {
    if (node.type !== 'any-of') return [...atomsOf(node)];
    const holds = (child: Item) =>
      itemHolds(child, atom => this.#universe.matches(atom).some(pkg => this.#installed.has(pkg)));
    const held = node.children.filter(holds);
    return (held.length > 0 ? held : node.children).flatMap(child => [...atomsOf(child)]);
  }

  /** The newest slot of what is installed, and of what is offered. */
  #follow(atom: Atom): void {
    if (atom.blocker !== null) return;
    const matches = this.#universe.matches(atom);
    for (const pkg of [matches.findLast(one => this.#installed.has(one)), matches.findLast(isOffered)])
      if (pkg !== undefined) this.#enter(pkg);
  }

  #enter(pkg: BinaryPackage): void {
    if (this.#slots.has(slotKey(pkg))) return;
    this.#slots.add(slotKey(pkg));
    for (const other of this.#universe.byCpn.get(pkg.cpn) ?? [])
      if (slotKey(other) === slotKey(pkg)) this.#found.add(other);
  }
}
