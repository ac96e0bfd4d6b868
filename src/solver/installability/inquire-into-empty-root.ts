// Verdicts for an empty root: one model answers for every goal in it. Then for cycles that Portage refuses: first which packages that
// may be in one cannot do without, and with them whatever needs them; the others are asked for a state without any.

import type { BinaryPackage } from '../../model/package.js';
import { type Literal, positive } from '../sat/literal.js';
import type { Model } from '../sat/model.js';
import { proveAll } from '../sat/prove-all.js';
import type { Unknown, Unsatisfiable } from '../sat/solve.js';
import type { HeldState } from './held-state.js';
import { type Inquiry, MOST_WAYS } from './inquiry.js';
import type { NodeId } from './needs.js';
import type { Installable, Verdict } from './verdict.js';

type Verdicts = Map<BinaryPackage, Verdict>;
type States = ReadonlyMap<BinaryPackage, HeldState>;

export function inquireIntoEmptyRoot(inquiry: Inquiry, goals: readonly BinaryPackage[]): Verdicts {
  const verdicts: Verdicts = new Map();
  const states = ask(inquiry, goals, [], (goal, outcome) => {
    const asked = [positive(inquiry.problem.variableOf(goal))];
    verdicts.set(
      goal,
      outcome.outcome === 'unknown'
        ? inquiry.giveUp(goal, outcome.reason)
        : inquiry.explain(goal, asked, outcome),
    );
  });
  if (inquiry.options.withoutOrder || !forbidCycles(inquiry, states)) {
    for (const [goal, state] of states) verdicts.set(goal, witness(goal, state));
  } else {
    ruleOutBound(inquiry);
    inquireIntoOrder(inquiry, verdicts, states);
  }
  return verdicts;
}

/** Rules out what is in a refused cycle wherever it is, and what cannot be had without. */
function ruleOutBound(inquiry: Inquiry): void {
  const { table, unmeetable } = inquiry.problem;
  const bound: NodeId[] = [];
  let open = inquiry.core.members.map(id => table.packageAt(id) as BinaryPackage);
  for (let round = 0; open.length > 0 && round < MOST_WAYS; round++) {
    const states = ask(inquiry, open, [inquiry.ordered], (pkg, { outcome }) => {
      if (outcome === 'unsatisfiable') bound.push(pkg.id);
    });
    forbidCycles(inquiry, states);
    open = [...states].flatMap(([pkg, state]) => (state.cycles.length > 0 ? [pkg] : []));
  }
  unmeetable.ruleOut(bound);
}

/** `first`: states in which goals are that can be had, but for the order. */
function inquireIntoOrder(inquiry: Inquiry, verdicts: Verdicts, first: States): void {
  const refuse = (goal: BinaryPackage) =>
    verdicts.set(goal, inquiry.refuseOrder(goal, first.get(goal) as HeldState));
  let open: BinaryPackage[] = [];
  for (const goal of first.keys()) {
    if (inquiry.problem.unmeetable.isRuledOut(goal.id)) refuse(goal);
    else open.push(goal);
  }
  for (let round = 0; open.length > 0; round++) {
    const states = ask(inquiry, open, [inquiry.ordered], (goal, outcome) => {
      if (outcome.outcome === 'unknown') verdicts.set(goal, inquiry.giveUp(goal, outcome.reason));
      else refuse(goal);
    });
    forbidCycles(inquiry, states);
    open = [];
    for (const [goal, state] of states) {
      if (state.cycles.length === 0) verdicts.set(goal, witness(goal, state));
      else if (round < MOST_WAYS) open.push(goal);
      else verdicts.set(goal, inquiry.giveUp(goal, 'ways without a refused cycle'));
    }
  }
}

/** The states in which goals are; of the other goals `refused` is told. */
function ask(
  inquiry: Inquiry,
  goals: readonly BinaryPackage[],
  assumptions: readonly Literal[],
  refused: (goal: BinaryPackage, outcome: Unsatisfiable | Unknown) => void,
): States {
  const { problem, options } = inquiry;
  const { conflictLimit } = options;
  const outcomes = proveAll(problem.solver, goals.map(problem.variableOf), { assumptions, conflictLimit });
  const goalsOf = new Map<Model, BinaryPackage[]>();
  for (const [at, goal] of goals.entries()) {
    const outcome = outcomes[at];
    if (outcome === undefined) continue;
    if (outcome.outcome !== 'satisfiable') {
      refused(goal, outcome);
      continue;
    }
    const list = goalsOf.get(outcome.model);
    if (list === undefined) goalsOf.set(outcome.model, [goal]);
    else list.push(goal);
  }
  const states = new Map<BinaryPackage, HeldState>();
  for (const [model, list] of goalsOf) {
    const state = inquiry.stateOf(
      model,
      list.map(({ id }) => id),
    );
    for (const goal of list) states.set(goal, state);
  }
  return states;
}

/** Whether there are any. */
function forbidCycles(inquiry: Inquiry, states: States): boolean {
  let isAny = false;
  for (const state of new Set(states.values())) {
    if (state.cycles.length === 0) continue;
    inquiry.forbidCyclesIn(state);
    isAny = true;
  }
  return isAny;
}

function witness(goal: BinaryPackage, state: HeldState): Installable {
  return {
    package: goal,
    verdict: 'installable',
    get merge() {
      return state.mergeFor(goal.id);
    },
    replaces: [],
    removes: [],
    get refused() {
      return state.cyclesFor(goal.id).map(({ cycle }) => cycle);
    },
  };
}
