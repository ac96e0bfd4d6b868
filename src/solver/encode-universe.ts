// From a universe and a place to stand to constraints: one variable for each package that can be had there, a requirement for each
// runtime item, exclusion within a slot, blockers, and, from a baseline, that what is installed stays or is replaced.

import { getOrMake } from '../base/get-or-make.js';
import { blockersOf } from '../model/blockers.js';
import { isOffered } from '../model/newest.js';
import { type BinaryPackage, type DependencyClass, RUNTIME_CLASSES, type Soname } from '../model/package.js';
import { type Item, isBlocker, itemHolds, requirementsOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';
import type { ConstraintId, Variable } from './literal.js';
import { Solver } from './solver.js';

/** What a constraint stands for: the material of every explanation. */
export type Reason =
  | {
      readonly kind: 'requirement';
      readonly package: BinaryPackage;
      readonly class: DependencyClass;
      readonly item: string;
      readonly node: Item;
    }
  | { readonly kind: 'soname'; readonly package: BinaryPackage; readonly soname: Soname }
  | {
      readonly kind: 'blocker';
      readonly package: BinaryPackage;
      readonly class: DependencyClass;
      readonly atom: Atom;
      readonly blocked: BinaryPackage;
    }
  | { readonly kind: 'same-slot'; readonly name: string; readonly slot: string }
  | { readonly kind: 'installed'; readonly package: BinaryPackage }
  | { readonly kind: 'unreadable'; readonly package: BinaryPackage; readonly class: DependencyClass }
  | { readonly kind: 'group'; readonly node: Item };

export interface EncodeOptions {
  /** Position of the baseline among the sources; null for an empty root. */
  readonly baseline: number | null;
  /** Leave out exclusion within a slot and blockers: each item by itself. */
  readonly withoutConflicts?: boolean;
  /** Also require every library in REQUIRES to be provided. */
  readonly sonames?: boolean;
  /** Trace refusals to constraints. */
  readonly traced?: boolean;
}

/** A universe in the solver's terms. */
export interface InstallProblem {
  readonly solver: Solver;
  /** By constraint. */
  readonly reasons: readonly Reason[];
  /** True wherever what is installed must be kept in working order; null for an empty root. */
  readonly standing: Variable | null;
  variableOf(pkg: BinaryPackage): Variable;
  /** Null for variables that stand for groups. */
  packageOf(variable: Variable): BinaryPackage | null;
}

export function encodeUniverse(universe: Universe, options: EncodeOptions): InstallProblem {
  return new Encoder(universe, options).encode();
}

class Encoder {
  private readonly universe: Universe;
  private readonly options: EncodeOptions;
  private readonly solver: Solver;
  private readonly reasons: Reason[] = [];
  private readonly first: number;
  private readonly choices = new Map<Item, readonly Variable[]>();
  private readonly candidates = new Map<Atom, readonly Variable[]>();

  constructor(universe: Universe, options: EncodeOptions) {
    this.universe = universe;
    this.options = options;
    this.solver = new Solver(options.traced === undefined ? {} : { traced: options.traced });
    this.first = this.solver.addVariables(universe.packages.length);
  }

  encode(): InstallProblem {
    const { universe, first } = this;
    for (const pkg of universe.packages) {
      if (!this.sees(pkg)) continue;
      this.require(pkg);
      if (this.options.sonames === true) this.requireSonames(pkg);
      if (this.options.withoutConflicts !== true) this.block(pkg);
    }
    if (this.options.withoutConflicts !== true) this.exclude();
    const standing = this.options.baseline === null ? null : this.stand(this.options.baseline);
    const last = first + universe.packages.length;
    return {
      solver: this.solver,
      reasons: this.reasons,
      standing,
      variableOf: pkg => (first + pkg.id) as Variable,
      packageOf: variable =>
        variable < first || variable >= last ? null : (universe.packages[variable - first] as BinaryPackage),
    };
  }

  private sees(pkg: BinaryPackage): boolean {
    return isOffered(pkg) || pkg.source === this.options.baseline;
  }

  private variable(pkg: BinaryPackage): Variable {
    return (this.first + pkg.id) as Variable;
  }

  private state(id: ConstraintId, reason: Reason): void {
    this.reasons[id] = reason;
  }

  private require(pkg: BinaryPackage): void {
    for (const dependencyClass of RUNTIME_CLASSES) {
      const text = pkg.record[dependencyClass];
      if (text === '' || this.universe.depspec(text) !== null) continue;
      this.state(this.solver.addRequirement(this.variable(pkg), []), {
        kind: 'unreadable',
        package: pkg,
        class: dependencyClass,
      });
    }
    for (const { class: dependencyClass, node, text } of requirementsOf(this.universe, pkg)) {
      if (this.isBrokenAlready(pkg, node)) continue;
      const id = this.solver.addRequirement(this.variable(pkg), this.choice(node));
      this.state(id, { kind: 'requirement', package: pkg, class: dependencyClass, item: text, node });
    }
  }

  /** What does not work on the baseline as it stands need not work afterwards. */
  private isBrokenAlready(pkg: BinaryPackage, node: Item): boolean {
    const { baseline } = this.options;
    if (isOffered(pkg)) return false;
    return !itemHolds(node, atom => this.universe.matches(atom).some(other => other.source === baseline));
  }

  private requireSonames(pkg: BinaryPackage): void {
    for (const soname of new Set(pkg.requires)) {
      const providers = this.providersOf().get(soname) ?? [];
      if (!isOffered(pkg) && !providers.some(other => other.source === this.options.baseline)) continue;
      const id = this.solver.addRequirement(this.variable(pkg), this.inOrder(providers));
      this.state(id, { kind: 'soname', package: pkg, soname });
    }
  }

  private providers: ReadonlyMap<Soname, readonly BinaryPackage[]> | null = null;

  private providersOf(): ReadonlyMap<Soname, readonly BinaryPackage[]> {
    if (this.providers === null) {
      const providers = new Map<Soname, BinaryPackage[]>();
      for (const group of this.universe.byCpn.values()) {
        for (const pkg of group) {
          if (this.sees(pkg))
            for (const soname of pkg.provides)
              getOrMake(providers, soname, (): BinaryPackage[] => []).push(pkg);
        }
      }
      this.providers = providers;
    }
    return this.providers;
  }

  /** Blockers of one name and slot say nothing new: those packages replace each other. */
  private block(pkg: BinaryPackage): void {
    for (const { class: dependencyClass, atom } of blockersOf(this.universe, pkg)) {
      for (const blocked of this.universe.matches(atom)) {
        if (blocked === pkg || !this.sees(blocked) || isSameSlot(pkg, blocked)) continue;
        const id = this.solver.addConflict(this.variable(pkg), this.variable(blocked));
        this.state(id, { kind: 'blocker', package: pkg, class: dependencyClass, atom, blocked });
      }
    }
  }

  private exclude(): void {
    for (const [name, group] of this.universe.byCpn) {
      for (const [slot, members] of bySlot(group.filter(pkg => this.sees(pkg)))) {
        if (members.length < 2) continue;
        this.state(this.solver.addAtMostOne(members.map(pkg => this.variable(pkg))), {
          kind: 'same-slot',
          name,
          slot,
        });
      }
    }
  }

  /** Each installed name and slot is kept or replaced. */
  private stand(baseline: number): Variable {
    const standing = this.solver.addVariable();
    for (const pkg of this.universe.packages) {
      if (pkg.source !== baseline) continue;
      const heirs = (this.universe.byCpn.get(pkg.cpn) ?? []).filter(
        other => this.sees(other) && isSameSlot(pkg, other),
      );
      this.state(this.solver.addRequirement(standing, this.inOrder(heirs)), {
        kind: 'installed',
        package: pkg,
      });
    }
    return standing;
  }

  /** What satisfies an item, in the order in which it is tried. */
  private choice(node: Item): readonly Variable[] {
    if (node.type === 'leaf' && !isBlocker(node)) return this.candidatesOf(node.value);
    return getOrMake(this.choices, node, () => {
      if (node.type === 'any-of')
        return node.children.filter(child => !isBlocker(child)).flatMap(child => this.choice(child));
      return [this.group(node)];
    });
  }

  /** A variable for a bracket: it holds where all members do. */
  private group(node: Item): Variable {
    const group = this.solver.addVariable();
    for (const child of node.type === 'leaf' ? [] : node.children) {
      if (!isBlocker(child))
        this.state(this.solver.addRequirement(group, this.choice(child)), { kind: 'group', node: child });
    }
    return group;
  }

  private candidatesOf(atom: Atom): readonly Variable[] {
    return getOrMake(this.candidates, atom, () =>
      this.inOrder(this.universe.matches(atom).filter(pkg => this.sees(pkg))),
    );
  }

  /** What is installed first, then as Portage prefers. */
  private inOrder(packages: readonly BinaryPackage[]): readonly Variable[] {
    const newest = [...packages].reverse();
    return [...newest.filter(pkg => !isOffered(pkg)), ...newest.filter(isOffered)].map(pkg =>
      this.variable(pkg),
    );
  }
}

function isSameSlot(a: BinaryPackage, b: BinaryPackage): boolean {
  return a.cpn === b.cpn && a.slot.slot === b.slot.slot;
}

function bySlot(packages: readonly BinaryPackage[]): ReadonlyMap<string, readonly BinaryPackage[]> {
  const slots = new Map<string, BinaryPackage[]>();
  for (const pkg of packages) getOrMake(slots, pkg.slot.slot, (): BinaryPackage[] => []).push(pkg);
  return slots;
}
