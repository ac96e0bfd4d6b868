// That a state must do without a refused cycle, said to the solver: the shortest ring through each of its slot operators may not be
// there again, unless something else comes to satisfy one of the needs in it.

import { type Literal, negative, positive } from '../sat/literal.js';
import type { CycleFound } from './cycle-core.js';
import type { GoalProblem } from './encode-universe.js';
import type { Edge } from './held-edges.js';
import type { HeldState } from './held-state.js';
import { isSameSlot } from './installed-state.js';
import type { NodeId } from './needs.js';

/** Only where `guard` holds. The state found violates what is said. */
export function forbidCycle(
  problem: GoalProblem,
  state: HeldState,
  { edges }: CycleFound,
  guard: Literal,
): void {
  const from = new Map<NodeId, Edge[]>();
  for (const edge of edges) {
    const list = from.get(edge.user);
    if (list === undefined) from.set(edge.user, [edge]);
    else list.push(edge);
  }
  for (const edge of edges) {
    if (edge.atom?.slotOperator === '=') forbidRing(problem, state, [edge, ...wayBack(from, edge)], guard);
  }
}

/** The fewest edges from the provider back to the user. */
function wayBack(from: ReadonlyMap<NodeId, readonly Edge[]>, { user, provider }: Edge): readonly Edge[] {
  const reachedBy = new Map<NodeId, Edge>();
  const pending = [provider];
  for (let at = 0; at < pending.length && !reachedBy.has(user); at++) {
    for (const edge of from.get(pending[at] as NodeId) ?? []) {
      if (reachedBy.has(edge.provider)) continue;
      reachedBy.set(edge.provider, edge);
      pending.push(edge.provider);
    }
  }
  const way: Edge[] = [];
  for (let node = user; node !== provider; ) {
    const edge = reachedBy.get(node) as Edge;
    way.unshift(edge);
    node = edge.user;
  }
  return way;
}

/**
 * Each edge is there again wherever what its need has now is there, and nothing that it does not have now: of all that is held, what
 * is chosen stays chosen, however much of the rest goes.
 */
function forbidRing(problem: GoalProblem, state: HeldState, ring: readonly Edge[], guard: Literal): void {
  const { table, unmeetable, solver, variableAt } = problem;
  const literals = new Set<Literal>();
  for (const { user, need } of ring) {
    literals.add(negative(variableAt(user)));
    const chosen = state.providersFor(need);
    for (const id of chosen) if (isFree(problem, id)) literals.add(negative(variableAt(id)));
    for (const id of table.packagesFor(need)) {
      const isExcluded = chosen.some(other => isRival(problem, id, other));
      if (!state.isHeld(id) && !isExcluded && !unmeetable.has(id)) literals.add(positive(variableAt(id)));
    }
  }
  solver.addClause([...literals], guard);
}

/** What is installed and out of reach stays. */
function isFree({ table }: GoalProblem, id: NodeId): boolean {
  const pkg = table.packageAt(id);
  return pkg !== null && table.has(pkg);
}

function isRival({ table }: GoalProblem, a: NodeId, b: NodeId): boolean {
  if (table.options.withoutConflicts === true) return false;
  const [first, second] = [table.packageAt(a), table.packageAt(b)];
  return first !== null && second !== null && isSameSlot(first, second);
}
