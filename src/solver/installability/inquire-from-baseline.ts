// Verdicts from a baseline: each goal is asked alone, because a model made for another may change more of what is installed than
// this one needs.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage } from '../../model/package.js';
import { type Literal, positive } from '../sat/literal.js';
import type { HeldState } from './held-state.js';
import { type Inquiry, MOST_WAYS } from './inquiry.js';
import { departuresOf, requireSupport } from './require-support.js';
import type { Installable, Verdict } from './verdict.js';

export function inquireFromBaseline(
  inquiry: Inquiry,
  goals: readonly BinaryPackage[],
): ReadonlyMap<BinaryPackage, Verdict> {
  const verdicts = new Map<BinaryPackage, Verdict>();
  for (const goal of goals) getOrMake(verdicts, goal, () => inquire(inquiry, goal));
  return verdicts;
}

function inquire(inquiry: Inquiry, goal: BinaryPackage): Verdict {
  const { problem, options, standing } = inquiry;
  const { solver, variableOf } = problem;
  const asked = [...standing, positive(variableOf(goal))];
  let ownGuard: Literal | null = null;
  // What is said about the needs of this goal holds for no other.
  const guard = () => {
    if (ownGuard === null) {
      ownGuard = positive(solver.addVariable());
      asked.push(ownGuard);
    }
    return ownGuard;
  };
  /** Where it is there, but for the order. */
  let cyclic: HeldState | null = null;
  for (let way = 0; way < MOST_WAYS; way++) {
    const assumptions = cyclic === null ? asked : [...asked, inquiry.ordered];
    const outcome = solver.solve(assumptions, { conflictLimit: options.conflictLimit });
    if (outcome.outcome === 'unknown') return inquiry.giveUp(goal, outcome.reason);
    if (outcome.outcome === 'unsatisfiable') {
      return cyclic === null ? inquiry.explain(goal, asked, outcome) : inquiry.refuseOrder(goal, cyclic);
    }
    const news = inquiry.newsIn(outcome.model);
    const state = inquiry.stateOf(outcome.model, news);
    if (requireSupport(problem, state, goal.id, news, guard)) continue;
    if (options.withoutOrder || state.cycles.length === 0) return witness(inquiry, goal, state);
    cyclic ??= state;
    inquiry.forbidCyclesIn(state);
  }
  return inquiry.giveUp(goal, 'ways without a refused cycle or an idle removal');
}

function witness({ problem }: Inquiry, goal: BinaryPackage, state: HeldState): Installable {
  return {
    package: goal,
    verdict: 'installable',
    get merge() {
      return state.mergeAll();
    },
    get replaces() {
      return departuresOf(problem, state).replaced;
    },
    get removes() {
      return departuresOf(problem, state).removed;
    },
    get refused() {
      return state.cycles.map(({ cycle }) => cycle);
    },
  };
}
