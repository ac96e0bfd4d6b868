// The published index as a baseline of its own (contract: Matching, 4): a client that holds the newest entry of every name, slot and
// repository, and takes what the candidate has instead. What it had met and loses is new, though no entry's own words changed.

import type { CheckResult } from '../check/result.js';
import { buildUniverse, type SourceInput } from '../model/build-universe.js';
import { type BinaryPackage, slotKey } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import type { Finding } from '../rules/kit/finding.js';
import { foldLosses, needKey } from './fold-losses.js';
import { Generation, offerKey } from './generation.js';
import { instanceKey } from './list-change.js';
import { type MatchedFinding, matchFindings, type RulesById } from './match-findings.js';

/** Judges a universe by some of the rules. */
type JudgeBy = (universe: Universe, only: readonly string[]) => CheckResult;

export interface ClientRequest {
  readonly published: Generation;
  readonly candidate: Generation;
  /** Where their entries come from, and what clients see besides. */
  readonly sources: {
    readonly published: SourceInput;
    readonly candidate: SourceInput;
    readonly background: readonly SourceInput[];
  };
  readonly judge: JudgeBy;
  readonly rules: RulesById;
}

/** What a client that holds all there is can lack. */
const LACKS = ['unmet-dependency', 'soname-unmet'];

/** What of an update a client that stands on the published index does not get, or not unharmed. */
export const UPDATES: readonly string[] = ['upgrade-blocked', 'merge-order-hazard'];

/** What a rule that looks at one index tells of what such a client loses. */
const TOLD: ReadonlySet<string> = new Set([
  'preserved-library-needed',
  'slot-operator-stale',
  'subslot-unchanged',
]);

const PUBLISHED = 'published';

export interface ClientLosses {
  /** New for the client, each an error. */
  readonly losses: readonly MatchedFinding[];
  /** Fingerprints of the candidate's own that are told there, or that the client lacked before. */
  readonly told: ReadonlySet<string>;
  readonly lackedBefore: ReadonlySet<string>;
}

/** `matched`: what is known of the candidate's own. */
export function clientLosses(request: ClientRequest, matched: readonly MatchedFinding[]): ClientLosses {
  const { published, candidate, sources, judge, rules } = request;
  const held = new Map([...published.newest].map(pkg => [offerKey(pkg), pkg]));
  const taken = new Map([...candidate.newest].map(pkg => [offerKey(pkg), pkg]));
  const stays = [...held].flatMap(([key, pkg]) => (taken.has(key) ? [] : [pkg]));
  const stateOf = (...parts: readonly SourceInput[]) => {
    const universe = buildUniverse([...parts, ...sources.background]);
    return new Generation(universe, judge(universe, LACKS));
  };
  const before = stateOf(only(sources.published, held.values()));
  const after = stateOf(only(sources.candidate, taken.values()), only(sources.published, stays));
  const lacks = matchFindings(before, after, rules).matched.filter(isNew);
  const fresh = matched.filter(isNew);
  const known = new Set(fresh.map(({ finding }) => finding.fingerprint));
  const lacked = new Set(before.result.findings.map(needKey));
  const own = fresh.filter(({ finding }) => TOLD.has(finding.rule)).map(({ finding }) => finding);
  const [old, told] = [
    own.filter(one => lacked.has(needKey(one))),
    own.filter(one => !lacked.has(needKey(one))),
  ];
  const losses = foldLosses({
    lacks: lacks.map(({ finding }) => finding).filter(({ fingerprint }) => !known.has(fingerprint)),
    updates: judgeUpdates(request, held),
    told,
  });
  return {
    losses: losses.map(lossOf),
    told: new Set(losses.map(({ fingerprint }) => fingerprint)),
    lackedBefore: new Set(old.map(({ fingerprint }) => fingerprint)),
  };
}

/** Only what came for a slot that is held can be an update: the rest of the candidate is there for it, and not judged. */
function judgeUpdates(
  { published, candidate, sources, judge }: ClientRequest,
  held: ReadonlyMap<string, BinaryPackage>,
): readonly Finding[] {
  const live = new Set(published.universe.judged.map(instanceKey));
  const slots = new Set([...held.values()].map(slotKey));
  const came = new Set(
    candidate.universe.judged.filter(pkg => slots.has(slotKey(pkg)) && !live.has(instanceKey(pkg))),
  );
  if (came.size === 0) return [];
  const kept = candidate.universe.judged.filter(pkg => !came.has(pkg));
  const universe = buildUniverse([
    only(sources.candidate, came),
    { ...only(sources.candidate, kept), role: 'background' },
    ...sources.background,
    { ...only(sources.published, held.values()), role: 'installed', name: PUBLISHED },
  ]);
  return judge(universe, UPDATES).findings.filter(({ severity }) => severity !== 'info');
}

/** Notes are told of the candidate; of a client nothing is lost by them. */
function isNew({ state, finding }: MatchedFinding): boolean {
  return state === 'new' && finding.severity !== 'info';
}

function lossOf(finding: Finding): MatchedFinding {
  return {
    finding: { ...finding, severity: 'error' },
    state: 'new',
    worseThan: null,
    baseline: PUBLISHED,
  };
}

/** A source as a client would see it that had nothing but these of its entries. */
function only(source: SourceInput, packages: Iterable<BinaryPackage>): SourceInput {
  const records = new Set([...packages].map(({ record }) => record));
  return { ...source, role: 'candidate', records: source.records.filter(record => records.has(record)) };
}
