// The gate as plain data (contract: `gate`): the report of the candidate, each finding with its state, and what is fixed.

import type { GateAnswer } from '../../gate/gate.js';
import type { MatchedFinding } from '../../gate/match-findings.js';
import type { Rule } from '../../rules/kit/rule.js';
import { describeInParts } from '../findings/describe-report.js';
import type { FindingRecord, ReportRecord } from '../findings/report-record.js';
import type { ConfigurationNotice, ReportPolicy, Tool } from '../findings/reporter.js';

export const GATE_SCHEMA = 'binpkg-check/gate/1';

export interface GateInput {
  readonly answer: GateAnswer;
  readonly rules: readonly Rule[];
  readonly tool: Tool;
  readonly policy: ReportPolicy;
  readonly configuration?: ConfigurationNotice;
}

export interface GateFindingRecord extends FindingRecord {
  /** The baseline that it is about: `published`, a name, or null. */
  readonly baseline: string | null;
  /** Fingerprint of what was there of its kin and was not as bad; null where nothing was. */
  readonly worseThan: string | null;
}

export interface GateSummaryRecord {
  readonly packages: number;
  readonly new: number;
  readonly fixed: number;
  readonly existing: number;
  readonly waived: number;
  /** What blocks or warns, new and existing; no notes. */
  readonly total: number;
}

export interface GateRecord
  extends Pick<ReportRecord, 'tool' | 'inputs' | 'policy' | 'causes' | 'notRun' | 'skipped'> {
  readonly schema: typeof GATE_SCHEMA;
  readonly verdict: GateAnswer['verdict'];
  readonly change: GateAnswer['change'];
  readonly summary: GateSummaryRecord;
  readonly findings: readonly GateFindingRecord[];
  readonly waived: readonly GateFindingRecord[];
  readonly rulesRun: readonly string[];
  readonly unchecked: readonly string[];
}

/** Counts of what blocks or warns; notes are told, and never counted. */
export function countStates({ findings, result }: GateAnswer): GateSummaryRecord {
  const count = (asked: MatchedFinding['state']) =>
    findings.filter(({ state, finding }) => state === asked && finding.severity !== 'info').length;
  const [fresh, existing] = [count('new'), count('existing')];
  return {
    packages: result.packages,
    new: fresh,
    fixed: count('fixed'),
    existing,
    waived: 0,
    total: fresh + existing,
  };
}

export function describeGate(input: GateInput): GateRecord {
  const { answer, rules, tool, policy } = input;
  const of = (findings: readonly MatchedFinding[]) => ({
    result: { ...answer.result, findings: findings.map(({ finding }) => finding) },
    rules,
    tool,
    policy,
    verdict: answer.verdict,
  });
  const live = answer.findings.filter(({ state }) => state !== 'fixed');
  const fixed = answer.findings.filter(({ state }) => state === 'fixed');
  const parts = describeInParts(of(live));
  const gone = describeInParts(of(fixed));
  return {
    schema: GATE_SCHEMA,
    verdict: answer.verdict,
    tool: parts.head.tool,
    inputs: parts.head.inputs,
    policy: parts.head.policy,
    change: answer.change,
    summary: countStates(answer),
    causes: [...parts.causes],
    findings: [...place(live, parts.findings), ...place(fixed, gone.findings)],
    waived: [],
    rulesRun: parts.foot.rulesRun,
    skipped: parts.foot.skipped,
    notRun: parts.foot.notRun,
    unchecked: parts.foot.unchecked,
  };
}

function place(
  matched: readonly MatchedFinding[],
  records: Iterable<FindingRecord>,
): readonly GateFindingRecord[] {
  return [...records].map((record, at) => {
    const { state, baseline, worseThan } = matched[at] as MatchedFinding;
    return { ...record, state, baseline, worseThan: worseThan?.fingerprint ?? null };
  });
}

/** A header, a line a cause and a finding, a trailer. */
export function* listGate(input: GateInput): Generator<object> {
  const { causes, findings, waived, rulesRun, skipped, notRun, unchecked, ...head } = describeGate(input);
  yield { kind: 'gate', ...head };
  for (const cause of causes) yield { kind: 'cause', ...cause };
  for (const finding of findings) yield { kind: 'finding', ...finding };
  for (const finding of waived) yield { kind: 'waived', ...finding };
  yield { kind: 'end', rulesRun, skipped, notRun, unchecked };
}
