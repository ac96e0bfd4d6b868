// The plan of an update as data (contract: `upgrade --format json`): one object, or a line for each step, package held back and break.

import { instanceName } from '../../model/package.js';
import { describeReasons } from '../../solver/installability/describe-reason.js';
import type { HeldBack } from '../../solver/upgrade/choose-upgrade.js';
import type { UpgradeAnswer } from '../../solver/upgrade/plan-upgrade.js';
import type { Merge } from '../../solver/upgrade/upgrade-state.js';
import type { Break } from '../../solver/upgrade/walk.js';
import type { UpgradeRecord } from './upgrade-schema.js';

export const UPGRADE_SCHEMA = 'binpkg-check/upgrade/1' as const;

export function describeUpgrade(answer: UpgradeAnswer, from: string, to: string): UpgradeRecord {
  const isPlanned = answer.outcome === 'planned';
  const record = {
    schema: UPGRADE_SCHEMA,
    from,
    to,
    safe: isPlanned && answer.broken.length === 0,
    outcome: answer.outcome,
    steps: isPlanned ? answer.steps.map(describeStep) : [],
    heldBack: isPlanned ? answer.heldBack.map(describeHeldBack) : [],
    broken: isPlanned ? answer.broken.map(describeBreak) : [],
    ...(answer.outcome === 'impossible' ? { reasons: describeReasons(answer.reasons) } : {}),
    ...(answer.outcome === 'unknown' ? { reasons: [{ kind: 'unknown' as const, why: answer.why }] } : {}),
  };
  return record;
}

/** The same as records: what is said of the whole first. */
export function listUpgrade(answer: UpgradeAnswer, from: string, to: string): readonly object[] {
  const { steps, heldBack, broken, ...whole } = describeUpgrade(answer, from, to);
  return [
    { kind: 'upgrade', ...whole },
    ...broken.map(record => ({ kind: 'broken', ...record })),
    ...heldBack.map(record => ({ kind: 'heldBack', ...record })),
    ...steps.map((record, at) => ({ kind: 'step', step: at + 1, ...record })),
  ];
}

function describeStep({ merge, replaces, removes }: Merge) {
  return {
    merge: instanceName(merge),
    replaces: replaces.map(instanceName),
    removes: removes.map(instanceName),
  };
}

function describeHeldBack({ package: pkg, installed, kept, reasons, inTheWay, unknown }: HeldBack) {
  return {
    package: instanceName(pkg),
    installed: instanceName(installed),
    kept: kept === null ? null : instanceName(kept),
    reasons: unknown === null ? describeReasons(reasons) : [{ kind: 'unknown' as const, why: unknown }],
    inTheWay: inTheWay.map(instanceName),
  };
}

function describeBreak(broken: Break) {
  const { step, merge, program, effect, package: lacking, need, provider, repairedBy, inevitable } = broken;
  return {
    step,
    merge: instanceName(merge),
    program: instanceName(program),
    effect,
    package: instanceName(lacking),
    need: need.text,
    needKind: need.kind,
    /** Nothing records this need: it follows from build times. */
    assumed: need.kind === 'libc',
    provider: provider === null ? null : instanceName(provider),
    repairedBy: repairedBy?.step ?? null,
    inevitable,
  };
}
