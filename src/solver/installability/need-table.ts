// All that some goals can come to need: the packages in reach of them, each with its needs. What is installed is in reach where
// something in reach may displace it, or what it needs; the rest stays as it is, whatever is asked.

import { getOrMake } from '../../base/get-or-make.js';
import { blockersOf } from '../../model/blockers.js';
import { isOffered } from '../../model/newest.js';
import { type BinaryPackage, RUNTIME_CLASSES, type Soname } from '../../model/package.js';
import { atomsOf, type Item, isBlocker, itemHolds, itemsOf } from '../../model/requirements.js';
import type { Universe } from '../../model/universe.js';
import { type Selection, type Selections, selectBy, selectionsAt } from '../../model/world.js';
import type { Atom } from '../../pms/atom.js';
import { ignoreBuiltSlotOperator } from './ignore-slot-operators.js';
import { type InstalledState, installedAt, isSameSlot } from './installed-state.js';
import type { CandidateList, NeedGroup, NeedKind, NodeId, SharedNeed } from './needs.js';

export interface NeedOptions {
  /** Position of the baseline among the sources; null for an empty root. */
  readonly baseline: number | null;
  /** Leave out exclusion within a slot and blockers: each item by itself. */
  readonly withoutConflicts?: boolean;
  /** Also require every library in REQUIRES to be provided. */
  readonly sonames?: boolean;
  /** Atoms of `@world`, instead of what the root of the baseline has there. */
  readonly world?: readonly Atom[];
  /** Read built slot operators as `--ignore-built-slot-operator-deps=y` does. */
  readonly ignoreBuiltSlotOperators?: boolean;
  /** Packages whose own requirements are taken to be met. */
  readonly waived?: ReadonlySet<BinaryPackage>;
}

export class NeedTable {
  readonly universe: Universe;
  readonly options: NeedOptions;
  readonly installed: InstalledState;
  /** Ids of packages in reach, in the order in which they were reached. */
  readonly reached: NodeId[] = [];
  readonly lists: CandidateList[] = [];
  readonly groups: NeedGroup[] = [];
  /** How many numbers of nodes there are: those above the ids are brackets. */
  nodes: number;
  readonly #known: Uint8Array;
  readonly #groupsOf = new Map<NodeId, NeedGroup[]>();
  readonly #byAtom = new Map<Atom, CandidateList>();
  readonly #byItem = new Map<Item, CandidateList>();
  readonly #bySoname = new Map<Soname, CandidateList>();
  readonly #byText = RUNTIME_CLASSES.map(() => new Map<readonly Item[], NeedGroup>());
  readonly #unreadable = new Map<string, NeedGroup>();
  readonly #pending: BinaryPackage[] = [];
  readonly #selections: Selections;
  #providers: ReadonlyMap<Soname, readonly BinaryPackage[]> | null = null;

  constructor(universe: Universe, options: NeedOptions, goals: readonly BinaryPackage[]) {
    this.universe = universe;
    this.options = options;
    this.installed = installedAt(universe, options.baseline);
    this.#selections = selectionsFor(universe, options);
    this.nodes = universe.packages.length;
    this.#known = new Uint8Array(this.nodes);
    for (const goal of goals) if (this.sees(goal)) this.#reach(goal);
    for (let at = 0; at < this.#pending.length; at++) this.#visit(this.#pending[at] as BinaryPackage);
  }

  sees(pkg: BinaryPackage): boolean {
    return isOffered(pkg) || this.installed.has(pkg);
  }

  has(pkg: BinaryPackage): boolean {
    return this.#known[pkg.id] === 1;
  }

  groupsOf(id: NodeId): readonly NeedGroup[] {
    return this.#groupsOf.get(id) ?? NONE;
  }

  packageAt(id: NodeId): BinaryPackage | null {
    return this.universe.packages[id] ?? null;
  }

  /** The candidates of an atom in the order in which they are tried. */
  listOf(atom: Atom): CandidateList {
    return getOrMake(this.#byAtom, atom, () => {
      const asked =
        this.options.ignoreBuiltSlotOperators === true ? ignoreBuiltSlotOperator(this.universe, atom) : atom;
      return this.#list(this.#inOrder(this.universe.matches(asked).filter(pkg => this.sees(pkg))));
    });
  }

  /** All packages that can have a part in meeting a need. */
  packagesFor({ what, list }: SharedNeed): readonly NodeId[] {
    if (what.kind !== 'requirement') return list.ids;
    const atoms = [...atomsOf(what.node)].filter(atom => atom.blocker === null);
    return [...new Set(atoms.flatMap(atom => this.listOf(atom).ids))];
  }

  /** What of `@world` and `@system` selects an installed package. */
  selectionsOf(pkg: BinaryPackage): readonly Selection[] {
    return this.#selections.get(pkg) ?? [];
  }

  /** What may take an installed package's place, itself first. */
  heirsOf(pkg: BinaryPackage): readonly NodeId[] {
    const group = this.universe.byCpn.get(pkg.cpn) ?? [];
    return this.#inOrder(group.filter(other => this.sees(other) && isSameSlot(pkg, other)));
  }

  #reach(pkg: BinaryPackage): void {
    if (this.#known[pkg.id] === 1) return;
    this.#known[pkg.id] = 1;
    this.#pending.push(pkg);
  }

  #visit(pkg: BinaryPackage): void {
    this.reached.push(pkg.id);
    if (!isOffered(pkg)) this.#visitInstalled(pkg);
    else if (this.options.waived?.has(pkg) !== true) this.#visitOffered(pkg);
    if (this.options.sonames === true) this.#needSonames(pkg);
    if (this.options.withoutConflicts !== true) this.#displace(pkg);
  }

  #visitOffered(pkg: BinaryPackage): void {
    for (const [at, dependencyClass] of RUNTIME_CLASSES.entries()) {
      const text = pkg.record[dependencyClass];
      if (text === '') continue;
      const nodes = itemsOf(this.universe, pkg, dependencyClass);
      if (nodes.length > 0) {
        const known = this.#byText[at] as Map<readonly Item[], NeedGroup>;
        const group = getOrMake(known, nodes, () =>
          this.#group(nodes.filter(node => !isBlocker(node)).map(node => this.#asked(dependencyClass, node))),
        );
        this.#give(group, pkg.id);
      } else if (this.universe.depspec(text) === null) {
        const group = getOrMake(this.#unreadable, dependencyClass, () =>
          this.#group([[{ kind: 'unreadable', class: dependencyClass }, this.#list([])]]),
        );
        this.#give(group, pkg.id);
      }
    }
  }

  /** What does not work on the baseline as it stands need not work afterwards. */
  #visitInstalled(pkg: BinaryPackage): void {
    const asked = RUNTIME_CLASSES.flatMap(dependencyClass =>
      itemsOf(this.universe, pkg, dependencyClass)
        .filter(node => !isBlocker(node) && itemHolds(node, atom => this.installed.satisfies(atom)))
        .map(node => this.#asked(dependencyClass, node)),
    );
    if (asked.length > 0) this.#give(this.#group(asked), pkg.id);
  }

  #needSonames(pkg: BinaryPackage): void {
    const asked = [...new Set(pkg.requires)].flatMap((soname): [NeedKind, CandidateList][] => {
      if (this.universe.isProvided?.(soname) === true) return [];
      const providers = this.#providersOf(soname);
      if (!isOffered(pkg) && !providers.some(other => this.installed.has(other))) return [];
      const list = getOrMake(this.#bySoname, soname, () => this.#list(this.#inOrder(providers)));
      return [[{ kind: 'soname', soname }, list]];
    });
    if (asked.length > 0) this.#give(this.#group(asked), pkg.id);
  }

  /** What is installed and may have to give way to the package, or for which another may have to be found. */
  #displace(pkg: BinaryPackage): void {
    if (this.installed.packages.length === 0) return;
    if (!isOffered(pkg)) {
      for (const id of this.heirsOf(pkg)) this.#reach(this.packageAt(id) as BinaryPackage);
      for (const user of this.installed.usersOf(pkg, this.options.sonames === true)) this.#reach(user);
      for (const { set, atom } of this.selectionsOf(pkg)) if (set === '@world') this.listOf(atom);
      return;
    }
    const rival = this.installed.inSlotOf(pkg);
    if (rival !== undefined) this.#reach(rival);
    for (const blocker of this.installed.blockersAgainst(pkg)) this.#reach(blocker.package);
    for (const { atom } of blockersOf(this.universe, pkg)) {
      for (const blocked of this.universe.matches(atom))
        if (this.installed.has(blocked)) this.#reach(blocked);
    }
  }

  #give(group: NeedGroup, owner: NodeId): void {
    group.owners.push(owner);
    getOrMake(this.#groupsOf, owner, (): NeedGroup[] => []).push(group);
  }

  #group(asked: readonly (readonly [NeedKind, CandidateList])[]): NeedGroup {
    const owners: NodeId[] = [];
    const needs = asked.map(([what, list]): SharedNeed => {
      const need = { what, list, owners };
      list.needs.push(need);
      return need;
    });
    const group = { needs, owners };
    this.groups.push(group);
    return group;
  }

  #list(ids: readonly NodeId[]): CandidateList {
    const list = { ids, needs: [] };
    this.lists.push(list);
    for (const id of ids) {
      const pkg = this.packageAt(id);
      // What is installed satisfies as it is.
      if (pkg !== null && isOffered(pkg)) this.#reach(pkg);
    }
    return list;
  }

  #asked(dependencyClass: (typeof RUNTIME_CLASSES)[number], node: Item): readonly [NeedKind, CandidateList] {
    return [{ kind: 'requirement', class: dependencyClass, node }, this.#choice(node)];
  }

  /** What satisfies an item, in the order in which it is tried. */
  #choice(node: Item): CandidateList {
    if (node.type === 'leaf' && !isBlocker(node)) return this.listOf(node.value);
    return getOrMake(this.#byItem, node, () => {
      if (node.type !== 'any-of') return this.#list([this.#bracket(node)]);
      const branches = node.children.filter(child => !isBlocker(child));
      return this.#list([...new Set(branches.flatMap(child => this.#choice(child).ids))]);
    });
  }

  /** A number for a bracket: it holds where all members do. */
  #bracket(node: Item): NodeId {
    const members = node.type === 'leaf' ? [] : node.children.filter(child => !isBlocker(child));
    const id = this.nodes++;
    this.#give(this.#group(members.map(child => [{ kind: 'group', node: child }, this.#choice(child)])), id);
    return id;
  }

  /** What is installed first, then as Portage prefers. */
  #inOrder(packages: readonly BinaryPackage[]): readonly NodeId[] {
    const installed: NodeId[] = [];
    const offered: NodeId[] = [];
    for (let at = packages.length - 1; at >= 0; at--) {
      const pkg = packages[at] as BinaryPackage;
      (isOffered(pkg) ? offered : installed).push(pkg.id);
    }
    return installed.length === 0 ? offered : [...installed, ...offered];
  }

  #providersOf(soname: Soname): readonly BinaryPackage[] {
    if (this.#providers === null) {
      const providers = new Map<Soname, BinaryPackage[]>();
      for (const group of this.universe.byCpn.values()) {
        for (const pkg of group) {
          if (!this.sees(pkg)) continue;
          for (const provided of pkg.provides)
            getOrMake(providers, provided, (): BinaryPackage[] => []).push(pkg);
        }
      }
      this.#providers = providers;
    }
    return this.#providers.get(soname) ?? [];
  }
}

const NONE: readonly NeedGroup[] = [];

function selectionsFor(universe: Universe, { baseline, world }: NeedOptions): Selections {
  if (baseline === null) return new Map();
  return world === undefined ? selectionsAt(universe, baseline) : selectBy(universe, baseline, world);
}
