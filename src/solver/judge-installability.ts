// For each package: can it be installed from where the client stands, with what else, or why not.

import { getOrMake } from '../base/get-or-make.js';
import type { BinaryPackage } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import { type EncodeOptions, encodeUniverse, type InstallProblem, type Reason } from './encode-universe.js';
import { explainRefusal } from './explain-refusal.js';
import { HeldState, type RefusedCycle } from './held-state.js';
import { type Literal, positive, type Variable } from './literal.js';
import type { Model } from './model.js';
import { proveAll } from './prove-all.js';
import type { Outcome, Unsatisfiable } from './solve.js';

export interface JudgeOptions extends Pick<EncodeOptions, 'sonames' | 'withoutConflicts'> {
  /** Position of the baseline among the sources; null for an empty root. */
  readonly baseline: number | null;
  /** Conflicts of the solver for each package, after which the verdict is unknown. */
  readonly conflictLimit?: number;
  /** Do not refuse what only Portage's order refuses. */
  readonly withoutOrder?: boolean;
  /** Give the reasons of refusals, which costs most of the time; default true. */
  readonly reasons?: boolean;
}

export type Verdict = Installable | NotInstallable | Undecided;

interface About {
  readonly package: BinaryPackage;
}
export interface Installable extends About {
  readonly verdict: 'installable';
  /** A witness: what is merged, in an order in which it can be, the package itself included. */
  readonly merge: readonly BinaryPackage[];
  /** What is installed and replaced by what is merged. */
  readonly removes: readonly BinaryPackage[];
  /** Cycles in it that Portage refuses; into an empty root they make the verdict. */
  readonly refused: readonly RefusedCycle[];
}
export interface NotInstallable extends About {
  readonly verdict: 'not-installable';
  /** Without any one of them the rest could be met. Empty where only the order fails. */
  readonly reasons: readonly Reason[];
  /** Cycles that Portage refuses into an empty root. */
  readonly cycles: readonly RefusedCycle[];
}
export interface Undecided extends About {
  readonly verdict: 'unknown';
  readonly why: string;
}

const CONFLICT_LIMIT = 20_000;

/** A verdict for each goal, in their order. Goals that cannot be had are explained. */
export function judgeInstallability(
  universe: Universe,
  goals: readonly BinaryPackage[],
  options: JudgeOptions,
): readonly Verdict[] {
  const { conflictLimit = CONFLICT_LIMIT, withoutOrder = false, reasons = true, ...encoding } = options;
  // Tracing refusals to constraints costs next to nothing.
  const problem = encodeUniverse(universe, { ...encoding, traced: true });
  const standing = problem.standing === null ? [] : [positive(problem.standing)];
  const outcomes = proveAll(problem.solver, goals.map(problem.variableOf), {
    assumptions: standing,
    conflictLimit,
  });
  // Goals of an empty root share states.
  const states = new Map<Model, HeldState>();
  return goals.map((pkg, at): Verdict => {
    const outcome = outcomes[at] as Outcome;
    if (outcome.outcome === 'unknown')
      return { package: pkg, verdict: 'unknown', why: `the solver's limit was reached: ${outcome.reason}` };
    if (outcome.outcome === 'satisfiable') {
      // A model made for another goal may replace more of what is installed than this one needs.
      const own =
        problem.standing === null
          ? outcome
          : problem.solver.solve([...standing, positive(problem.variableOf(pkg))]);
      const { model } = own.outcome === 'satisfiable' ? own : outcome;
      const state = getOrMake(states, model, () => stateOf(universe, problem, model, options.baseline));
      const verdict = witness(universe, state, pkg, options.baseline);
      if (verdict.refused.length === 0 || options.baseline !== null || withoutOrder) return verdict;
      return { package: pkg, verdict: 'not-installable', reasons: [], cycles: verdict.refused };
    }
    if (!reasons) return { package: pkg, verdict: 'not-installable', reasons: [], cycles: [] };
    return explain(problem, pkg, conflictLimit);
  });
}

function stateOf(
  universe: Universe,
  problem: InstallProblem,
  model: Model,
  baseline: number | null,
): HeldState {
  const held: BinaryPackage[] = [];
  for (const variable of model.trueVariables) {
    const pkg = problem.packageOf(variable as Variable);
    if (pkg !== null) held.push(pkg);
  }
  return new HeldState(universe, held, pkg => pkg.source !== baseline);
}

/** The part of a state that serves one goal: into an empty root only what the goal needs, else all that changes. */
function witness(
  universe: Universe,
  state: HeldState,
  goal: BinaryPackage,
  baseline: number | null,
): Installable {
  const positions = baseline === null ? state.closureOf(goal) : state.everything();
  return {
    package: goal,
    verdict: 'installable',
    get merge() {
      return state.inOrder(positions);
    },
    get removes() {
      return universe.packages.filter(pkg => pkg.source === baseline && !state.has(pkg));
    },
    refused: state.refusedAmong(positions),
  };
}

/** The refusal of a package, cut down to the reasons that are needed. */
function explain(problem: InstallProblem, pkg: BinaryPackage, conflictLimit: number): Verdict {
  const { solver, standing, reasons, variableOf } = problem;
  const kept: Literal[] = [...(standing === null ? [] : [positive(standing)]), positive(variableOf(pkg))];
  const undecided = (why: string): Verdict => ({ package: pkg, verdict: 'unknown', why });
  const outcome = solver.solve(kept, { conflictLimit });
  if (outcome.outcome !== 'unsatisfiable')
    return undecided('the refusal could not be traced within the limit');
  const explanation = explainRefusal(solver, refusalOf(outcome), { kept, conflictLimit });
  if (explanation.outcome === 'unknown')
    return undecided(`the solver's limit was reached: ${explanation.reason}`);
  const found = explanation.constraints.map(id => reasons[id] as Reason);
  if (found.some(({ kind }) => kind === 'unreadable'))
    return undecided('a dependency of it, or of what it needs, cannot be read');
  return { package: pkg, verdict: 'not-installable', reasons: found, cycles: [] };
}

function refusalOf({ core, constraints }: Unsatisfiable) {
  return { core, constraints: constraints ?? [] };
}
