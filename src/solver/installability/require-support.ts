// Nothing is merged just because its blockers would remove something. A removal counts where its cause is needed: by the goal, by a
// package that replaces an installed one, or by what these need. A state in which it is not is forbidden for that goal.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage } from '../../model/package.js';
import { type Literal, negative, positive } from '../sat/literal.js';
import type { GoalProblem } from './encode-universe.js';
import type { HeldState } from './held-state.js';
import type { NodeId } from './needs.js';

export interface Departures {
  /** Installed packages that a new one of their slot replaces. */
  readonly replaced: readonly BinaryPackage[];
  /** Installed packages that go without an heir. */
  readonly removed: readonly BinaryPackage[];
}

export function departuresOf({ table }: GoalProblem, state: HeldState): Departures {
  const replaced: BinaryPackage[] = [];
  const removed: BinaryPackage[] = [];
  for (const pkg of table.installed.packages) {
    if (state.isHeld(pkg.id)) continue;
    (table.heirsOf(pkg).some(id => state.isHeld(id)) ? replaced : removed).push(pkg);
  }
  return { replaced, removed };
}

/** What is there in some state, by node. */
type IsHeld = (id: NodeId) => boolean;

/**
 * Removals of which no cause is needed. Needed are the goal, what is installed or takes the place of that, and what is among the
 * candidates of something needed; brackets count with what holds them.
 */
export function idleCauses(
  { table, displacers }: GoalProblem,
  goal: NodeId,
  isHeld: IsHeld,
  removed: readonly BinaryPackage[],
  news: readonly NodeId[],
): { readonly causes: ReadonlySet<NodeId>; readonly idle: ReadonlySet<NodeId> } {
  const staying = table.reached.filter(
    id => isHeld(id) && table.installed.has(table.packageAt(id) as BinaryPackage),
  );
  const heirs = news.filter(
    id => table.installed.inSlotOf(table.packageAt(id) as BinaryPackage) !== undefined,
  );
  const needed = new Set([goal, ...heirs, ...staying]);
  for (const node of needed) {
    for (const { needs } of table.groupsOf(node)) {
      for (const { list } of needs)
        for (const id of list.ids) if (table.packageAt(id) === null || isHeld(id)) needed.add(id);
    }
  }
  const causes = removed.flatMap(pkg => {
    const present = (displacers.get(pkg) ?? []).filter(isHeld);
    return present.some(id => needed.has(id)) ? [] : present;
  });
  return { causes: new Set(causes), idle: new Set(news.filter(id => !needed.has(id))) };
}

/** The packages that could need one of them, and are none of them. */
export function usersOf({ table }: GoalProblem, ids: ReadonlySet<NodeId>): readonly NodeId[] {
  const met = new Set(ids);
  const users = new Set<NodeId>();
  for (const id of met) {
    for (const list of listsWith(table, id)) {
      for (const { owners } of list.needs) {
        for (const owner of owners) {
          if (table.packageAt(owner) === null) met.add(owner);
          else if (!ids.has(owner)) users.add(owner);
        }
      }
    }
  }
  return [...users];
}

/** False where all removals have a needed cause; else says what a state must have beyond this one, where the guard holds. */
export function requireSupport(
  problem: GoalProblem,
  state: HeldState,
  goal: NodeId,
  news: readonly NodeId[],
  guard: () => Literal,
): boolean {
  const { solver, statements, unmeetable, variableAt } = problem;
  const { removed } = departuresOf(problem, state);
  if (removed.length === 0) return false;
  const { causes, idle } = idleCauses(problem, goal, state.isHeld, removed, news);
  if (causes.size === 0) return false;
  const users = usersOf(problem, idle);
  // What cannot be had is no user; why it cannot is part of why the goal cannot.
  for (const user of users)
    for (const own of unmeetable.needsBehind([user]).slice(0, 1)) statements.say({ kind: 'need', ...own });
  for (const cause of causes)
    solver.addClause([negative(variableAt(cause)), ...users.map(id => positive(variableAt(id)))], guard());
  return true;
}

type Table = GoalProblem['table'];

const memory = new WeakMap<Table, Map<NodeId, Table['lists']>>();

function listsWith(table: Table, id: NodeId): Table['lists'] {
  const known = getOrMake(memory, table, () => {
    const lists = new Map<NodeId, Table['lists']>();
    for (const list of table.lists)
      for (const member of list.ids) getOrMake(lists, member, (): Table['lists'] => []).push(list);
    return lists;
  });
  return known.get(id) ?? [];
}
