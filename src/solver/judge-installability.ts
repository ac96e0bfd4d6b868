// For each package: can it be installed from where the client stands, with what else, or why not.

import type { BinaryPackage } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import { encodeGoals, type GoalProblem } from './encode-universe.js';
import { explainUnmeetable } from './explain-goal.js';
import type { RefusedCycle } from './held-state.js';
import { inquireFromBaseline } from './inquire-from-baseline.js';
import { inquireIntoEmptyRoot } from './inquire-into-empty-root.js';
import { Inquiry } from './inquiry.js';
import type { NeedOptions } from './need-table.js';
import type { Reason } from './reason.js';

export interface JudgeOptions extends NeedOptions {
  /** Conflicts of the solver for each package, after which the verdict is unknown. */
  readonly conflictLimit?: number;
  /** Do not refuse what only Portage's order refuses. */
  readonly withoutOrder?: boolean;
  /** Give the reasons of refusals; default true. */
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
  readonly replaces: readonly BinaryPackage[];
  /** What is installed and goes without an heir, because of a blocker between it and something merged. */
  readonly removes: readonly BinaryPackage[];
  /** Cycles in it that Portage refuses: only where its order was not to count. */
  readonly refused: readonly RefusedCycle[];
}
export interface NotInstallable extends About {
  readonly verdict: 'not-installable';
  /** Without any one of them the rest could be met. Empty where only the order fails. */
  readonly reasons: readonly Reason[];
  /** Where only the order fails: cycles that Portage refuses in one way to install it; every other way has some. */
  readonly cycles: readonly RefusedCycle[];
}
export interface Undecided extends About {
  readonly verdict: 'unknown';
  readonly why: string;
}

const CONFLICT_LIMIT = 20_000;
const UNREAD = 'a dependency of it, or of what it needs, cannot be read';

/** A verdict for each goal, in their order. Goals that cannot be had are explained. */
export function judgeInstallability(
  universe: Universe,
  goals: readonly BinaryPackage[],
  options: JudgeOptions,
): readonly Verdict[] {
  const { conflictLimit = CONFLICT_LIMIT, withoutOrder = false, reasons = true, ...needs } = options;
  const problem = encodeGoals(universe, goals, needs);
  const inquiry = new Inquiry(problem, { conflictLimit, withoutOrder, reasons });
  const open = goals.filter(goal => !problem.unmeetable.has(goal.id));
  const inquire = needs.baseline === null ? inquireIntoEmptyRoot : inquireFromBaseline;
  const found = inquire(inquiry, open);
  return goals.map(goal => found.get(goal) ?? refuseUnmeetable(problem, goal, reasons));
}

function refuseUnmeetable(problem: GoalProblem, goal: BinaryPackage, withReasons: boolean): Verdict {
  if (problem.unmeetable.isUnread(goal.id)) return { package: goal, verdict: 'unknown', why: UNREAD };
  const reasons = withReasons ? explainUnmeetable(problem, goal.id) : [];
  return { package: goal, verdict: 'not-installable', reasons, cycles: [] };
}
