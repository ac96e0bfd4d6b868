// An update in the solver's terms: the requirements of `encodeUniverse`, and besides them that libraries and the C library assumed of a
// package are there, that what is installed stays, is replaced or makes way for a blocker, and that what already clashes may go on to.

import { getOrMake } from '../../base/get-or-make.js';
import { blockersOf } from '../../model/blockers.js';
import { isOffered } from '../../model/newest.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import { standingOn } from '../../model/standing.js';
import type { Universe } from '../../model/universe.js';
import { type ClientMode, isRebuild } from '../../model/update/client-mode.js';
import { rebuildExcuses } from '../../model/update/rebuild-excuses.js';
import { selectionsAt } from '../../model/world.js';
import type { Atom } from '../../pms/atom.js';
import { encodeUniverse, type Reason } from '../installability/encode-universe.js';
import { NeedTable } from '../installability/need-table.js';
import { Unmeetable } from '../installability/unmeetable.js';
import type { ConstraintId, Variable } from '../sat/literal.js';
import type { Solver } from '../sat/solver.js';
import type { UpgradeNeed, UpgradeNeeds } from './upgrade-needs.js';

export interface UpgradeProblem {
  readonly solver: Solver;
  reasonOf(constraint: ConstraintId): Reason;
  /** True wherever what is installed is kept, replaced or removed by a blocker. */
  readonly standing: Variable;
  /** Packages that cannot be there together with one, by package. */
  readonly clashes: ReadonlyMap<BinaryPackage, readonly BinaryPackage[]>;
  /** Offered, and never to be had, whatever else is chosen. */
  isUnmeetable(pkg: BinaryPackage): boolean;
  variableOf(pkg: BinaryPackage): Variable;
  /** Null for variables that stand for groups. */
  packageOf(variable: Variable): BinaryPackage | null;
}

export interface StateOptions {
  readonly baseline: number;
  readonly mode: ClientMode;
  /** What is looked at, of all that is there; null for all. */
  readonly reach: ReadonlySet<BinaryPackage> | null;
}

export function stateUpgrade(universe: Universe, needs: UpgradeNeeds, options: StateOptions): UpgradeProblem {
  return new Statement(universe, needs, options).make();
}

class Statement {
  readonly #universe: Universe;
  readonly #needs: UpgradeNeeds;
  readonly #options: StateOptions;
  readonly #baseline: number;
  readonly #installed: ReadonlyMap<string, BinaryPackage>;
  /** Offered and never to be had: they are as good as absent. */
  readonly #unmeetable: Unmeetable;
  readonly #problem;
  /** Of the constraints stated here. */
  readonly #reasons = new Map<ConstraintId, Reason>();
  readonly #clashes = new Map<BinaryPackage, BinaryPackage[]>();

  constructor(universe: Universe, needs: UpgradeNeeds, options: StateOptions) {
    const { baseline } = options;
    this.#universe = universe;
    this.#needs = needs;
    this.#options = options;
    this.#baseline = baseline;
    const installed = universe.packages.filter(pkg => pkg.source === baseline);
    this.#installed = new Map(installed.map(pkg => [slotKey(pkg), pkg]));
    this.#unmeetable = new Unmeetable(new NeedTable(universe, { baseline }, universe.packages));
    // Conflicts are stated here: of an index as a baseline, packages that block each other may be installed together.
    this.#problem = encodeUniverse(universe, { baseline, withoutConflicts: true, traced: true });
  }

  make(): UpgradeProblem {
    const slots = new Map<string, BinaryPackage[]>();
    for (const pkg of [...this.#universe.byCpn.values()].flat()) {
      if (!isOffered(pkg) && !this.#isInstalled(pkg)) continue;
      getOrMake(slots, slotKey(pkg), (): BinaryPackage[] => []).push(pkg);
      this.#requireLibraries(pkg);
      this.#excuseRebuild(pkg);
      this.#block(pkg);
    }
    this.#exclude(slots);
    const standing = this.#stand(slots);
    const { solver, variableOf, packageOf } = this.#problem;
    const problem = this.#problem;
    const reasons = this.#reasons;
    const clashes = this.#clashes;
    const reasonOf = (id: ConstraintId) => reasons.get(id) ?? (problem.reasons[id] as Reason);
    const isUnmeetable = (pkg: BinaryPackage) => this.#unmeetable.has(pkg.id);
    return { solver, reasonOf, standing, clashes, isUnmeetable, variableOf, packageOf };
  }

  #isInstalled(pkg: BinaryPackage): boolean {
    return pkg.source === this.#baseline;
  }

  #require(from: Variable, candidates: readonly BinaryPackage[], reason: Reason): void {
    const variables = candidates.map(this.#problem.variableOf);
    this.#reasons.set(this.#problem.solver.addRequirement(from, variables), reason);
  }

  /** What is installed first, then as Portage prefers. */
  #inOrder(packages: readonly BinaryPackage[]): readonly BinaryPackage[] {
    const newest = packages.toReversed();
    return [
      ...newest.filter(pkg => this.#isInstalled(pkg)),
      ...newest.filter(pkg => !this.#isInstalled(pkg) && isOffered(pkg)),
    ];
  }

  #requireLibraries(pkg: BinaryPackage): void {
    const from = this.#problem.variableOf(pkg);
    const sonames = [...new Set(pkg.requires)];
    for (const [at, need] of this.#needs.sonamesOf(pkg).entries()) {
      const soname = sonames[at];
      // A library that never held, or that nobody has, does not come to be missed by an update.
      if (soname === undefined || !this.#isToHold(pkg, need)) continue;
      this.#require(from, this.#inOrder(need.mentions), { kind: 'soname', package: pkg, soname });
    }
    const floor = this.#needs.floorOf(pkg);
    // What is installed lacks it just as well: nothing is protected by holding its heir back.
    if (floor === null || this.#lacksFloor(pkg)) return;
    this.#require(from, this.#inOrder(floor.need.mentions), {
      kind: 'requirement',
      package: pkg,
      class: 'RDEPEND',
      item: `${floor.atom.text} (assumed: it was built after that)`,
      node: { type: 'leaf', value: floor.atom, start: 0, end: 0 },
    });
  }

  /** Nothing is protected by holding back the heir of what lacked its library before. */
  #isToHold(pkg: BinaryPackage, need: UpgradeNeed): boolean {
    if (!isOffered(pkg)) return need.mentions.some(other => this.#isInstalled(other));
    const old = this.#installed.get(slotKey(pkg));
    const lackedBefore =
      old !== undefined &&
      this.#needs.sonamesOf(old).includes(need) &&
      !need.mentions.some(other => this.#isInstalled(other));
    return !lackedBefore && need.mentions.some(other => this.#canBeHad(other));
  }

  #lacksFloor(pkg: BinaryPackage): boolean {
    const old = this.#installed.get(slotKey(pkg));
    const floor = old === undefined ? null : this.#needs.floorAtBuild(old);
    return floor !== null && !floor.need.mentions.some(other => this.#isInstalled(other));
  }

  #canBeHad(pkg: BinaryPackage): boolean {
    return this.#isInstalled(pkg) || (isOffered(pkg) && !this.#unmeetable.has(pkg.id));
  }

  /** A client with the tree takes another build of what is installed only where something makes it. */
  #excuseRebuild(pkg: BinaryPackage): void {
    const old = this.#installed.get(slotKey(pkg));
    if (this.#options.mode !== 'getbinpkg' || !isOffered(pkg) || old === undefined || !isRebuild(pkg, old))
      return;
    const standing = standingOn(this.#universe, this.#baseline);
    const excuses = rebuildExcuses(this.#universe, standing, pkg, old);
    // What lacks something already is looked for anew.
    if (excuses === null) return;
    this.#require(this.#problem.variableOf(pkg), this.#inOrder([...excuses]), {
      kind: 'installed',
      package: old,
    });
  }

  /** In either direction; packages of one slot replace each other, and what is installed together already may stay so. */
  #block(pkg: BinaryPackage): void {
    for (const { class: dependencyClass, atom } of blockersOf(this.#universe, pkg)) {
      for (const blocked of this.#universe.matches(atom)) {
        if (slotKey(pkg) === slotKey(blocked) || (this.#isInstalled(pkg) && this.#isInstalled(blocked)))
          continue;
        const { solver, variableOf } = this.#problem;
        const id = solver.addConflict(variableOf(pkg), variableOf(blocked));
        this.#reasons.set(id, { kind: 'blocker', package: pkg, class: dependencyClass, atom, blocked });
        getOrMake(this.#clashes, pkg, (): BinaryPackage[] => []).push(blocked);
        getOrMake(this.#clashes, blocked, (): BinaryPackage[] => []).push(pkg);
      }
    }
  }

  #exclude(slots: ReadonlyMap<string, readonly BinaryPackage[]>): void {
    for (const [key, members] of slots) {
      if (members.length < 2) continue;
      const id = this.#problem.solver.addAtMostOne(members.map(this.#problem.variableOf));
      const [name = '', slot = ''] = key.split(':');
      this.#reasons.set(id, { kind: 'same-slot', name, slot });
    }
  }

  #stand(slots: ReadonlyMap<string, readonly BinaryPackage[]>): Variable {
    const standing = this.#problem.solver.addVariable();
    const selected = new Map<Atom, BinaryPackage>();
    for (const pkg of this.#universe.packages) {
      if (!this.#isInstalled(pkg) || this.#options.reach?.has(pkg) === false) continue;
      const heirs = this.#inOrder(slots.get(slotKey(pkg)) ?? []);
      const blockers = (this.#clashes.get(pkg) ?? []).filter(isOffered);
      const selections = selectionsAt(this.#universe, this.#baseline).get(pkg) ?? [];
      const system = blockers.length === 0 ? undefined : selections.find(({ set }) => set === '@system');
      // Whatever blocks it comes last: removing is the last resort, and none for what belongs to the system.
      if (system === undefined)
        this.#require(standing, [...heirs, ...blockers], { kind: 'installed', package: pkg });
      else this.#require(standing, heirs, { kind: 'selected', package: pkg, ...system });
      for (const { set, atom } of selections)
        if (set === '@world' && !selected.has(atom)) selected.set(atom, pkg);
    }
    for (const [atom, pkg] of selected) {
      const candidates = this.#universe.matches(atom).filter(one => isOffered(one) || this.#isInstalled(one));
      this.#require(standing, this.#inOrder(candidates), {
        kind: 'selected',
        package: pkg,
        set: '@world',
        atom,
      });
    }
    return standing;
  }
}
