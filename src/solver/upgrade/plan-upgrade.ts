// The plan of an update: where it leads, what it holds back, and a safe order of merges or the steps at which something that must work
// does not.

import type { ClientSettings } from '../../model/client/client-settings.js';
import { universeSeenBy } from '../../model/client/client-universe.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Universe } from '../../model/universe.js';
import type { ClientMode } from '../../model/update/client-mode.js';
import { CRITICAL_NAMES } from '../../model/update/critical.js';
import { chooseUpgrade, type HeldBack, type NoEndState, type UnknownEndState } from './choose-upgrade.js';
import { UpgradeNeeds } from './upgrade-needs.js';
import { stateUpgrade } from './upgrade-problem.js';
import { reachOf } from './upgrade-reach.js';
import type { Merge } from './upgrade-state.js';
import { narrowToUpgrade } from './upgrade-universe.js';
import type { Break } from './walk.js';
import { walkUpgrade } from './walk-upgrade.js';

export interface PlanOptions {
  /** Position of the baseline among the sources. */
  readonly baseline: number;
  /** Names that must work throughout; default `CRITICAL_NAMES`. */
  readonly critical?: readonly string[];
  /** Packages that it masks are not taken. */
  readonly client?: ClientSettings;
  /** How the client uses the binhost; default `getbinpkg`. */
  readonly mode?: ClientMode;
  /** Conflicts of the solver for each question, after which it is unknown. */
  readonly conflictLimit?: number;
}

export interface UpgradePlan {
  readonly outcome: 'planned';
  /** Of the plan's packages and reasons: what of the universe given matters to an update. */
  readonly universe: Universe;
  readonly installed: readonly BinaryPackage[];
  readonly steps: readonly Merge[];
  readonly heldBack: readonly HeldBack[];
  readonly mode: ClientMode;
  /** What a client must give as `--backtrack` at least to come this far; null where the default is enough. */
  readonly backtrack: number | null;
  /** The first in front; empty for a safe order. */
  readonly broken: readonly Break[];
}

export type UpgradeAnswer =
  | UpgradePlan
  | (NoEndState & { readonly universe: Universe })
  | (UnknownEndState & { readonly universe: Universe });

const CONFLICT_LIMIT = 20_000;

/**
 * Of `--backtrack=N` Portage goes back (N + 1) / 2 times, N being 20 unless given; each instance passed over costs one.
 * What those pull in and cannot have either costs more, and is not counted (measured: 68 by this, more than that and at most 100).
 */
const DEFAULT_BACKTRACKING = 10;

function backtrackFor(passedOver: number): number | null {
  return passedOver <= DEFAULT_BACKTRACKING ? null : 2 * passedOver;
}

export function planUpgrade(whole: Universe, options: PlanOptions): UpgradeAnswer {
  const { baseline, client, mode = 'getbinpkg', conflictLimit = CONFLICT_LIMIT } = options;
  const critical = new Set(options.critical ?? CRITICAL_NAMES);
  const { universe: narrow, unchanged } = narrowToUpgrade(whole, baseline, mode);
  const universe = client === undefined ? narrow : universeSeenBy(narrow, client);
  const needs = new UpgradeNeeds(universe);
  const reach = reachOf(universe, baseline, critical);
  const problem = stateUpgrade(universe, needs, { baseline, mode, reach });
  const end = chooseUpgrade(universe, problem, { baseline, critical, mode, reach, unchanged, conflictLimit });
  if (end.outcome !== 'chosen') return { ...end, universe };
  const installed = universe.packages.filter(pkg => pkg.source === baseline);
  const { steps, broken } = walkUpgrade({
    needs,
    start: installed,
    end: end.held,
    critical,
    clashes: problem.clashes,
  });
  const { heldBack, passedOver } = end;
  const backtrack = backtrackFor(passedOver);
  return { outcome: 'planned', universe, installed, mode, backtrack, steps, heldBack, broken };
}
