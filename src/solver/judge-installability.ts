// For each package: can it be installed from where the client stands, with what else, or why not.

import type { BinaryPackage } from '../model/package.js';
import { type Item, isBlocker, itemHolds, requirementsOf } from '../model/requirements.js';
import type { Universe } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';
import { type EncodeOptions, encodeUniverse, type InstallProblem, type Reason } from './encode-universe.js';
import { explainRefusal } from './explain-refusal.js';
import { type Literal, positive } from './literal.js';
import { orderMerge, type RefusedCycle } from './order-merge.js';
import { proveAll } from './prove-all.js';
import type { Outcome, Satisfiable, Unsatisfiable } from './solve.js';

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

/** A verdict for each goal, in their order. Goals that cannot be had are explained, which takes a second, traced problem. */
export function judgeInstallability(
  universe: Universe,
  goals: readonly BinaryPackage[],
  options: JudgeOptions,
): readonly Verdict[] {
  const { conflictLimit = CONFLICT_LIMIT, withoutOrder = false, reasons = true, ...encoding } = options;
  const problem = encodeUniverse(universe, encoding);
  const standing = problem.standing === null ? [] : [positive(problem.standing)];
  const outcomes = proveAll(problem.solver, goals.map(problem.variableOf), {
    assumptions: standing,
    conflictLimit,
  });
  let explainer: Explainer | null = null;
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
      const verdict = witness(
        universe,
        problem,
        pkg,
        own.outcome === 'satisfiable' ? own : outcome,
        options.baseline,
      );
      if (verdict.refused.length === 0 || options.baseline !== null || withoutOrder) return verdict;
      return { package: pkg, verdict: 'not-installable', reasons: [], cycles: verdict.refused };
    }
    if (!reasons) return { package: pkg, verdict: 'not-installable', reasons: [], cycles: [] };
    explainer ??= new Explainer(universe, { ...encoding, conflictLimit });
    return explainer.explain(pkg);
  });
}

/** The part of a model that serves one goal: the model may hold other goals too. */
function witness(
  universe: Universe,
  problem: InstallProblem,
  goal: BinaryPackage,
  { model }: Satisfiable,
  baseline: number | null,
): Installable {
  const held: BinaryPackage[] = [];
  for (const variable of model.trueVariables) {
    const pkg = problem.packageOf(variable as never);
    if (pkg !== null) held.push(pkg);
  }
  const chosen = baseline === null ? closureOf(universe, goal, new Set(held)) : held;
  const isNew = (pkg: BinaryPackage) => pkg.source !== baseline;
  const { merge, refused } = orderMerge(universe, chosen, isNew);
  const kept = new Set(chosen);
  const removes = universe.packages.filter(pkg => pkg.source === baseline && !kept.has(pkg));
  return { package: goal, verdict: 'installable', merge, removes, refused };
}

/** What a goal needs of the packages held: of a choice the first branch that they satisfy. */
function closureOf(
  universe: Universe,
  goal: BinaryPackage,
  held: ReadonlySet<BinaryPackage>,
): readonly BinaryPackage[] {
  const found = new Set([goal]);
  for (const pkg of found) {
    for (const { node } of requirementsOf(universe, pkg))
      for (const provider of providersIn(universe, node, held)) found.add(provider);
  }
  return [...found];
}

function providersIn(
  universe: Universe,
  node: Item,
  held: ReadonlySet<BinaryPackage>,
): readonly BinaryPackage[] {
  if (node.type === 'leaf') {
    const provider = universe.matches(node.value).findLast(pkg => held.has(pkg));
    return provider === undefined ? [] : [provider];
  }
  const isMet = (atom: Atom) => universe.matches(atom).some(pkg => held.has(pkg));
  const children =
    node.type === 'any-of'
      ? [node.children.find(child => !isBlocker(child) && itemHolds(child, isMet))]
      : node.children;
  return children.flatMap(child =>
    child === undefined || isBlocker(child) ? [] : providersIn(universe, child, held),
  );
}

/** Refusals traced to constraints and cut down to what is needed. */
class Explainer {
  private readonly problem: InstallProblem;
  private readonly conflictLimit: number;

  constructor(
    universe: Universe,
    { conflictLimit, ...encoding }: EncodeOptions & { readonly conflictLimit: number },
  ) {
    this.problem = encodeUniverse(universe, { ...encoding, traced: true });
    this.conflictLimit = conflictLimit;
  }

  explain(pkg: BinaryPackage): Verdict {
    const { solver, standing, reasons, variableOf } = this.problem;
    const kept: Literal[] = [...(standing === null ? [] : [positive(standing)]), positive(variableOf(pkg))];
    const limits = { conflictLimit: this.conflictLimit };
    const outcome = solver.solve(kept, limits);
    if (outcome.outcome !== 'unsatisfiable')
      return { package: pkg, verdict: 'unknown', why: 'the refusal could not be traced within the limit' };
    const explanation = explainRefusal(solver, refusalOf(outcome), { kept, ...limits });
    if (explanation.outcome === 'unknown')
      return {
        package: pkg,
        verdict: 'unknown',
        why: `the solver's limit was reached: ${explanation.reason}`,
      };
    const found = explanation.constraints.map(id => reasons[id] as Reason);
    if (found.some(({ kind }) => kind === 'unreadable'))
      return {
        package: pkg,
        verdict: 'unknown',
        why: 'a dependency of it, or of what it needs, cannot be read',
      };
    return { package: pkg, verdict: 'not-installable', reasons: found, cycles: [] };
  }
}

function refusalOf({ core, constraints }: Unsatisfiable) {
  return { core, constraints: constraints ?? [] };
}
