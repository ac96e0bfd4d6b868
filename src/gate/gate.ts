// Does this change make it worse: what is published against what would be, judged alike, and only what is new decides
// (contract: `gate`, Matching).

import { type Decision, decide, type Threshold } from '../answer/decide.js';
import { findGaps, type Gap } from '../answer/find-gaps.js';
import { type CheckOptions, check } from '../check/check.js';
import type { CheckResult, InputSummary } from '../check/result.js';
import { buildUniverse, type SourceInput } from '../model/build-universe.js';
import type { Universe } from '../model/universe.js';
import type { Severity } from '../rules/kit/finding.js';
import type { Rule } from '../rules/kit/rule.js';
import { clientLosses, UPDATES } from './client-losses.js';
import { Generation } from './generation.js';
import { type ChangeSet, listChange } from './list-change.js';
import { EXISTING, type MatchedFinding, matchFindings } from './match-findings.js';

export interface GateRequest {
  /** Generations that were published, oldest first: the last is what is live, from the others clients come. At least one. */
  readonly published: readonly SourceInput[];
  /** The whole next state. */
  readonly candidate: SourceInput;
  /** Background binhosts and baselines, as `buildUniverse` takes them. */
  readonly others: readonly SourceInput[];
  readonly inputs: readonly InputSummary[];
  readonly rules: readonly Rule[];
  readonly check?: CheckOptions;
  /** Rules without which there is no answer. */
  readonly required?: readonly string[];
  readonly failOn?: Threshold;
}

export interface GateAnswer {
  readonly verdict: Decision;
  readonly change: ChangeSet;
  /** The candidate, judged; its findings are all of `findings` that are not fixed. */
  readonly result: CheckResult;
  readonly findings: readonly MatchedFinding[];
  /** Why there is no answer, where nothing fails. */
  readonly gaps: readonly Gap[];
}

export function gate(request: GateRequest): GateAnswer {
  const { candidate, others, rules, failOn = 'error' } = request;
  const live = request.published.at(-1);
  if (live === undefined) throw new RangeError('a gate needs what is published');
  const options = request.check ?? {};
  const earlier = request.published.map(source => ({ ...source, role: 'published' as const }));
  /** By those of these rules that the options do not leave out, and by no other. */
  const judge = (universe: Universe, ids: readonly string[]) => {
    const only = ids.filter(
      id => options.only?.includes(id) !== false || options.force?.includes(id) === true,
    );
    return check(universe, request.inputs, rules, { ...options, only, force: [], prove: false });
  };
  const generationOf = (sources: readonly SourceInput[]) => {
    const universe = buildUniverse(sources);
    return new Generation(universe, check(universe, request.inputs, rules, options));
  };
  const before = generationOf([{ ...live, role: 'candidate' }, ...others]);
  const after = generationOf([candidate, ...others, ...earlier]);
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  const { matched, fixed } = matchFindings(before, after, byId);
  const { losses, told, lackedBefore } = clientLosses(
    {
      published: before,
      candidate: after,
      sources: {
        published: live,
        candidate,
        background: others.filter(({ role }) => role === 'background'),
      },
      judge,
      rules: byId,
    },
    matched,
  );
  const own = matched
    .filter(({ finding }) => !told.has(finding.fingerprint))
    .map(one => (lackedBefore.has(one.finding.fingerprint) ? { ...one, ...EXISTING } : one));
  const findings = [...own, ...losses, ...fixed];
  // With the published index as a baseline these have run, whatever else was named as one.
  const asked = after.result.notRun.filter(({ rule }) => UPDATES.includes(rule)).map(({ rule }) => rule);
  const judged: CheckResult = {
    ...after.result,
    ran: [...after.result.ran, ...asked],
    rulesRun: after.result.rulesRun + asked.length,
    notRun: after.result.notRun.filter(({ rule }) => !UPDATES.includes(rule)),
  };
  const result: CheckResult = {
    ...judged,
    findings: findings.flatMap(({ finding, state }) => (state === 'fixed' ? [] : [finding])),
  };
  const gaps = findGaps(after.universe, judged, {
    required: request.required ?? [],
    payload: candidate.payloads !== undefined,
    clients: options.clients ?? [],
  });
  const isEmpty = after.universe.judged.length === 0;
  const found: Severity[] = findings.flatMap(({ finding, state }) =>
    state === 'new' ? [finding.severity] : [],
  );
  return {
    verdict: decide({ found, isIncomplete: gaps.length > 0 || isEmpty }, failOn),
    change: listChange(before, after),
    result,
    findings,
    gaps,
  };
}
