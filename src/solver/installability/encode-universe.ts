// From a universe and a place to stand to constraints: one variable for each package that can be had there, a requirement for each
// runtime item, exclusion within a slot, blockers, and, from a baseline, that what is installed stays, is replaced or makes way.

import { getOrMake } from '../../base/get-or-make.js';
import { type BinaryPackage, slotKey } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import type { Atom } from '../../pms/atom.js';
import type { ConstraintId, Variable } from '../sat/literal.js';
import { Solver } from '../sat/solver.js';
import { type Clashes, findClashes } from './clashes.js';
import { type NeedOptions, NeedTable } from './need-table.js';
import type { NodeId } from './needs.js';
import type { Reason } from './reason.js';
import { Statements } from './statements.js';
import { Unmeetable } from './unmeetable.js';

export type { Reason } from './reason.js';

export interface EncodeOptions extends NeedOptions {
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

/** Everything that can be had. */
export function encodeUniverse(universe: Universe, options: EncodeOptions): InstallProblem {
  const table = new NeedTable(universe, options, universe.packages);
  const { solver, statements, standing, variableOf, packageOf } = encode(
    table,
    null,
    options.traced ?? false,
  );
  let reasons: readonly Reason[] | null = null;
  return {
    solver,
    get reasons() {
      reasons ??= Array.from({ length: statements.count }, (_, id) =>
        statements.reasonOf(statements.at(id as ConstraintId) as NonNullable<ReturnType<Statements['at']>>),
      );
      return reasons;
    },
    standing,
    variableOf,
    packageOf,
  };
}

/** What some goals can come to need, without what cannot be had anyway. */
export interface GoalProblem extends Omit<InstallProblem, 'reasons'> {
  readonly table: NeedTable;
  readonly unmeetable: Unmeetable;
  readonly statements: Statements;
  readonly displacers: Clashes['displacers'];
  variableAt(node: NodeId): Variable;
}

export function encodeGoals(
  universe: Universe,
  goals: readonly BinaryPackage[],
  options: NeedOptions,
): GoalProblem {
  const table = new NeedTable(universe, options, goals);
  const unmeetable = new Unmeetable(table);
  // Tracing refusals to constraints costs next to nothing.
  return { ...encode(table, unmeetable, true), table, unmeetable };
}

function encode(table: NeedTable, unmeetable: Unmeetable | null, traced: boolean) {
  const { universe, options } = table;
  const isPossible = (node: NodeId) => unmeetable === null || !unmeetable.has(node);
  const clashes: Clashes =
    options.withoutConflicts === true ? { list: [], displacers: new Map() } : findClashes(table);
  // Numbers above all packages and brackets: that all stands, and that an installed package has made way.
  const standingNode = table.nodes;
  const gone = new Map([...clashes.displacers.keys()].map((pkg, at) => [pkg, standingNode + 1 + at]));
  const solver = new Solver({ traced });
  const first = solver.addVariables(standingNode + 1 + gone.size);
  const variableAt = (node: NodeId) => (first + node) as Variable;
  const packageAt = (node: NodeId) => table.packageAt(node);
  const statements = new Statements(solver, { variableOf: variableAt, isPossible, packageAt });
  for (const { needs, owners } of table.groups) {
    for (const owner of owners) {
      if (isPossible(owner)) for (const need of needs) statements.say({ kind: 'need', owner, need });
    }
  }
  if (options.withoutConflicts !== true) {
    sayClashes(statements, clashes, gone);
    sayExclusions(statements, table);
  }
  if (options.baseline !== null) sayStanding(statements, table, clashes, gone, standingNode);
  return {
    solver,
    statements,
    displacers: clashes.displacers,
    standing: options.baseline === null ? null : variableAt(standingNode),
    variableAt,
    variableOf: (pkg: BinaryPackage) => variableAt(pkg.id),
    packageOf: (variable: Variable) => universe.packages[variable - first] ?? null,
  };
}

function sayClashes(
  statements: Statements,
  { list }: Clashes,
  gone: ReadonlyMap<BinaryPackage, NodeId>,
): void {
  for (const { package: pkg, blocked, class: dependencyClass, atom, strength } of list) {
    const reason: Reason = { kind: 'blocker', package: pkg, class: dependencyClass, atom, blocked };
    statements.say({ kind: 'conflict', a: pkg.id, b: blocked.id, reason });
    if (strength === 'weak') continue;
    // The one that is installed must have been replaced.
    for (const [leaving, other] of [
      [pkg, blocked],
      [blocked, pkg],
    ] as const) {
      const node = gone.get(leaving);
      if (node !== undefined) statements.say({ kind: 'conflict', a: other.id, b: node, reason });
    }
  }
}

function sayExclusions(statements: Statements, table: NeedTable): void {
  const slots = new Map<string, NodeId[]>();
  for (const id of table.reached)
    getOrMake(slots, slotKey(table.packageAt(id) as BinaryPackage), (): NodeId[] => []).push(id);
  for (const members of slots.values()) {
    if (members.length < 2) continue;
    const { cpn, slot } = table.packageAt(members[0] as NodeId) as BinaryPackage;
    const reason: Reason = { kind: 'same-slot', name: cpn, slot: slot.slot };
    statements.say({ kind: 'exclusion', members, reason });
  }
}

/**
 * Each installed name and slot is kept, replaced or removed by a blocker, in this order; what `@world` selects stays selected, and nothing of
 * `@system` is removed (`depgraph.py:_serialize_tasks`).
 */
function sayStanding(
  statements: Statements,
  table: NeedTable,
  { displacers }: Clashes,
  gone: ReadonlyMap<BinaryPackage, NodeId>,
  standing: NodeId,
): void {
  const selected = new Map<Atom, Reason>();
  for (const id of table.reached) {
    const pkg = table.packageAt(id) as BinaryPackage;
    if (!table.installed.has(pkg)) continue;
    const selections = table.selectionsOf(pkg);
    const system = selections.find(({ set }) => set === '@system');
    const heirs = table.heirsOf(pkg);
    const leaving = gone.get(pkg);
    const mayLeave = leaving !== undefined && system === undefined;
    const installed: Reason = { kind: 'installed', package: pkg };
    const reason: Reason =
      leaving === undefined || system === undefined
        ? installed
        : { kind: 'selected', package: pkg, ...system };
    const candidates = mayLeave ? [...heirs, leaving] : heirs;
    statements.say({ kind: 'choice', from: standing, candidates, reason });
    if (leaving !== undefined) {
      const others = displacers.get(pkg) ?? [];
      statements.say({ kind: 'choice', from: leaving, candidates: others, reason: installed });
    }
    for (const selection of selections)
      if (selection.set === '@world' && !selected.has(selection.atom))
        selected.set(selection.atom, { kind: 'selected', package: pkg, ...selection });
  }
  for (const [atom, reason] of selected)
    statements.say({ kind: 'choice', from: standing, candidates: table.listOf(atom).ids, reason });
}
