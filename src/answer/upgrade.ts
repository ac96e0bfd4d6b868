// An update from a baseline to what a binhost offers: a safe order of merges, or the step at which something that must work does not.

import type { ClientSettings } from '../model/client/client-settings.js';
import { instanceName } from '../model/package.js';
import { baselinesOf } from '../model/place.js';
import type { Universe } from '../model/universe.js';
import { CLIENT_MODES, type ClientMode } from '../model/update/client-mode.js';
import { CRITICAL_NAMES } from '../model/update/critical.js';
import { describeReasons } from '../solver/installability/describe-reason.js';
import type { HeldBack } from '../solver/upgrade/choose-upgrade.js';
import { planUpgrade, type UpgradeAnswer } from '../solver/upgrade/plan-upgrade.js';
import type { Merge } from '../solver/upgrade/upgrade-state.js';
import type { Break } from '../solver/upgrade/walk.js';
import { type Decision, decide } from './decide.js';
import { QuestionError } from './question-error.js';
import type { InstanceName, ReasonRecord } from './reason-record.js';

export { CLIENT_MODES, type ClientMode, type UpgradeAnswer };

export interface UpgradeOptions {
  /** Position of the baseline among the sources; unless given, the first. */
  readonly baseline?: number;
  /** Names of packages that must work after every step; unless given, those without which no system goes on. */
  readonly critical?: readonly string[];
  /** How the client uses the binhost; unless given, as documented: with the tree, keeping what is installed. */
  readonly mode?: ClientMode;
  /** What it masks is not taken. */
  readonly client?: ClientSettings | null;
}

/** Throws `QuestionError` where there is no baseline. */
export function answerUpgrade(universe: Universe, options: UpgradeOptions = {}): UpgradeAnswer {
  const { baseline = baselinesOf(universe)[0], critical = CRITICAL_NAMES, client = null } = options;
  const { mode = 'getbinpkg' } = options;
  if (baseline === undefined) throw new QuestionError({ kind: 'no-baseline' });
  return planUpgrade(universe, { baseline, critical, mode, ...(client === null ? {} : { client }) });
}

/** Whether nothing that is installed must work throughout: then no order can break it. */
export function isUnguarded(answer: UpgradeAnswer, critical: readonly string[] = CRITICAL_NAMES): boolean {
  return answer.outcome === 'planned' && !answer.installed.some(({ cpn }) => critical.includes(cpn));
}

/** A package left out because of a limit may be possible after all. */
export function decideUpgrade(answer: UpgradeAnswer): Decision {
  const isPlanned = answer.outcome === 'planned';
  const isBroken = answer.outcome === 'impossible' || (isPlanned && answer.broken.length > 0);
  return decide({
    found: isBroken ? ['error'] : [],
    isIncomplete: isPlanned
      ? answer.heldBack.some(({ unknown }) => unknown !== null)
      : answer.outcome === 'unknown',
  });
}

export const UPGRADE_SCHEMA = 'binpkg-check/upgrade/1' as const;

export interface UpgradeRecord {
  readonly schema: typeof UPGRADE_SCHEMA;
  /** As given. */
  readonly from: string;
  readonly to: string;
  /** After every step all that must work does. */
  readonly safe: boolean;
  readonly outcome: UpgradeAnswer['outcome'];
  /** How the client was taken to use the binhost; absent where there is no plan. */
  readonly clientMode?: ClientMode | undefined;
  /** What the client must give as `--backtrack` at least; absent where the default is enough. */
  readonly backtrack?: number | undefined;
  /** In the order of merging. */
  readonly steps: readonly StepRecord[];
  /** What the update leaves out. */
  readonly heldBack: readonly HeldBackRecord[];
  readonly broken: readonly BreakRecord[];
  /** Why there is no plan. */
  readonly reasons?: readonly ReasonRecord[] | undefined;
}

export interface StepRecord {
  readonly merge: InstanceName;
  /** Of its slot. */
  readonly replaces: readonly InstanceName[];
  /** Unmerged because a blocker says so. */
  readonly removes: readonly InstanceName[];
}

export interface HeldBackRecord {
  /** Offered, newer than what is installed, and not merged. */
  readonly package: InstanceName;
  readonly installed: InstanceName;
  /** What is in its slot at the end. */
  readonly kept: InstanceName | null;
  readonly reasons: readonly ReasonRecord[];
  /** What would have to give way to it. */
  readonly inTheWay: readonly InstanceName[];
}

export interface BreakRecord {
  /** Position in `steps`, from 1: once it is done, the program does not work. */
  readonly step: number;
  /** What that step merges. */
  readonly merge: InstanceName;
  /** What does not work. */
  readonly program: InstanceName;
  readonly effect: Break['effect'];
  /** What lacks something: the program, or a package that it needs. */
  readonly package: InstanceName;
  readonly need: string;
  readonly needKind: string;
  /** The need is recorded nowhere: it follows from build times. */
  readonly assumed: boolean;
  /** What met the need until then; null where it is new. */
  readonly provider: InstanceName | null;
  /** The step that mends it; null where none does. */
  readonly repairedBy: number | null;
  /** In every order it breaks. */
  readonly inevitable: boolean;
}

/** The plan as plain data (contract: `upgrade --format json`). `from`, `to`: what is told of where it starts and goes. */
export function describeUpgrade(answer: UpgradeAnswer, from: string, to: string): UpgradeRecord {
  const isPlanned = answer.outcome === 'planned';
  return {
    schema: UPGRADE_SCHEMA,
    from,
    to,
    safe: isPlanned && answer.broken.length === 0,
    outcome: answer.outcome,
    ...(isPlanned ? { clientMode: answer.mode } : {}),
    ...(isPlanned && answer.backtrack !== null ? { backtrack: answer.backtrack } : {}),
    steps: isPlanned ? answer.steps.map(describeStep) : [],
    heldBack: isPlanned ? answer.heldBack.map(describeHeldBack) : [],
    broken: isPlanned ? answer.broken.map(describeBreak) : [],
    ...(answer.outcome === 'impossible' ? { reasons: describeReasons(answer.reasons) } : {}),
    ...(answer.outcome === 'unknown' ? { reasons: [{ kind: 'unknown', why: answer.why }] } : {}),
  };
}

/** The same as records: what is said of the whole first, then a line for each break, package held back and step. */
export function listUpgrade(answer: UpgradeAnswer, from: string, to: string): readonly object[] {
  const { steps, heldBack, broken, ...whole } = describeUpgrade(answer, from, to);
  return [
    { kind: 'upgrade', ...whole },
    ...broken.map(record => ({ kind: 'broken', ...record })),
    ...heldBack.map(record => ({ kind: 'heldBack', ...record })),
    ...steps.map((record, at) => ({ kind: 'step', step: at + 1, ...record })),
  ];
}

function describeStep({ merge, replaces, removes }: Merge): StepRecord {
  return {
    merge: instanceName(merge),
    replaces: replaces.map(instanceName),
    removes: removes.map(instanceName),
  };
}

function describeHeldBack(held: HeldBack): HeldBackRecord {
  const { package: pkg, installed, kept, reasons, inTheWay, unknown } = held;
  return {
    package: instanceName(pkg),
    installed: instanceName(installed),
    kept: kept === null ? null : instanceName(kept),
    reasons: unknown === null ? describeReasons(reasons) : [{ kind: 'unknown', why: unknown }],
    inTheWay: inTheWay.map(instanceName),
  };
}

function describeBreak(broken: Break): BreakRecord {
  const { step, merge, program, effect, package: lacking, need, provider, repairedBy, inevitable } = broken;
  return {
    step,
    merge: instanceName(merge),
    program: instanceName(program),
    effect,
    package: instanceName(lacking),
    need: need.text,
    needKind: need.kind,
    assumed: need.kind === 'libc',
    provider: provider === null ? null : instanceName(provider),
    repairedBy: repairedBy?.step ?? null,
    inevitable,
  };
}
