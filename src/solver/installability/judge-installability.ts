// For each package: can it be installed from where the client stands, with what else, or why not.

import { masksOfFaults } from '../../model/mask-reason.js';
import { isOfBinhost, isOffered } from '../../model/newest.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import { encodeGoals, type GoalProblem } from './encode-universe.js';
import { explainUnmeetable } from './explain-goal.js';
import { inquireFromBaseline } from './inquire-from-baseline.js';
import { inquireIntoEmptyRoot } from './inquire-into-empty-root.js';
import { Inquiry } from './inquiry.js';
import type { NeedOptions } from './need-table.js';
import type { Reason } from './reason.js';
import type { Verdict } from './verdict.js';

export interface JudgeOptions extends NeedOptions {
  /** Conflicts of the solver for each package, after which the verdict is unknown. */
  readonly conflictLimit?: number;
  /** Do not refuse what only Portage's order refuses. */
  readonly withoutOrder?: boolean;
  /** Give the reasons of refusals; default true. */
  readonly reasons?: boolean;
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
  const open = goals.filter(goal => !isInvalid(goal) && !problem.unmeetable.has(goal.id));
  const inquire = needs.baseline === null ? inquireIntoEmptyRoot : inquireFromBaseline;
  const found = inquire(inquiry, open);
  return goals.map(goal => found.get(goal) ?? refuseUnmeetable(problem, goal, reasons));
}

/** Masked for everybody. */
function isInvalid(pkg: BinaryPackage): boolean {
  return isOfBinhost(pkg) && !isOffered(pkg);
}

function refuseUnmeetable(problem: GoalProblem, goal: BinaryPackage, withReasons: boolean): Verdict {
  if (isInvalid(goal)) {
    const reasons: Reason[] = [{ kind: 'masked', package: goal, masks: masksOfFaults(goal) }];
    return { package: goal, verdict: 'not-installable', reasons: withReasons ? reasons : [], cycles: [] };
  }
  if (problem.unmeetable.isUnread(goal.id)) return { package: goal, verdict: 'unknown', why: UNREAD };
  const reasons = withReasons ? explainUnmeetable(problem, goal.id) : [];
  return { package: goal, verdict: 'not-installable', reasons, cycles: [] };
}
