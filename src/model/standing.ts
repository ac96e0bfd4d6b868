// What a client has that stands on a baseline: of each name and slot the newest instance, what those offer, and who uses it.

import { getOrMake } from '../base/get-or-make.js';
import type { Atom } from '../pms/atom.js';
import { type BinaryPackage, type Soname, slotKey } from './package.js';
import { remember } from './remember.js';
import { type Item, itemHolds } from './requirements.js';
import type { Universe } from './universe.js';

type Packages = readonly BinaryPackage[];
const NONE: Packages = [];

export class Standing {
  /** Position of the baseline among `Universe.sources`, and its name. */
  readonly place: number;
  readonly name: string;
  readonly installed: Packages;
  readonly #universe: Universe;
  readonly #bySlot = new Map<string, BinaryPackage>();
  readonly #held: ReadonlySet<BinaryPackage>;
  readonly #providing = new Map<Soname, BinaryPackage[]>();
  readonly #using = new Map<Soname, BinaryPackage[]>();
  readonly #holding = new Map<Item, boolean>();

  constructor(universe: Universe, place: number) {
    this.#universe = universe;
    this.place = place;
    this.name = universe.sources[place]?.name ?? '';
    // An earlier index used as a baseline may hold several instances of a slot; the last in order of preference is there.
    for (const group of universe.byCpn.values())
      for (const pkg of group) if (pkg.source === place) this.#bySlot.set(slotKey(pkg), pkg);
    this.installed = [...this.#bySlot.values()].sort((a, b) => a.id - b.id);
    this.#held = new Set(this.installed);
    for (const pkg of this.installed) {
      for (const soname of new Set(pkg.provides)) getOrMake(this.#providing, soname, list).push(pkg);
      for (const soname of new Set(pkg.requires)) getOrMake(this.#using, soname, list).push(pkg);
    }
  }

  /** What is installed of a package's name and slot. */
  inSlotOf(pkg: BinaryPackage): BinaryPackage | null {
    return this.#bySlot.get(slotKey(pkg)) ?? null;
  }

  has(pkg: BinaryPackage): boolean {
    return this.#held.has(pkg);
  }

  providersOf(soname: Soname): Packages {
    return this.#providing.get(soname) ?? NONE;
  }

  usersOf(soname: Soname): Packages {
    return this.#using.get(soname) ?? NONE;
  }

  satisfies(atom: Atom): boolean {
    return this.#universe.matches(atom).some(pkg => this.#held.has(pkg));
  }

  /** Whether an item of dependencies holds before anything is merged. */
  holds(node: Item): boolean {
    return getOrMake(this.#holding, node, () => itemHolds(node, atom => this.satisfies(atom)));
  }

  /** Whether merging it would change anything: it is not the build that is installed. */
  lacks(pkg: BinaryPackage): boolean {
    const installed = this.inSlotOf(pkg);
    return installed?.cpvText !== pkg.cpvText || installed.buildTime !== pkg.buildTime;
  }
}

export function standingOn(universe: Universe, place: number): Standing {
  return remember(universe, standingOn, place, () => new Standing(universe, place));
}

function list(): BinaryPackage[] {
  return [];
}
