// What of a candidate's findings was there before (contract: Matching). Counts never decide: equal findings pair off, the rest is held
// against what the entry takes the place of.

import { getOrMake } from '../base/get-or-make.js';
import type { BinaryPackage } from '../model/package.js';
import type { Finding } from '../rules/kit/finding.js';
import type { Rule } from '../rules/kit/rule.js';
import { isWorse } from './compare-worse.js';
import { type Generation, offerKey } from './generation.js';
import { instanceKey } from './list-change.js';

export type FindingState = 'new' | 'existing' | 'fixed';

export interface MatchedFinding {
  readonly finding: Finding;
  readonly state: FindingState;
  /** What was there of its kin and is not as bad; only where the finding is new for that. */
  readonly worseThan: Finding | null;
  /** The baseline that it is about: `published`, the name of a named one, or null. */
  readonly baseline: string | null;
}

export interface Matching {
  /** A state for each finding of the candidate, in their order. */
  readonly matched: readonly MatchedFinding[];
  /** Findings of the published index of whose kin no newest entry has any more. */
  readonly fixed: readonly MatchedFinding[];
}

export type RulesById = ReadonlyMap<string, Pick<Rule, 'kin' | 'needs'>>;

export function matchFindings(published: Generation, candidate: Generation, rules: RulesById): Matching {
  const open = countFingerprints(published.result.findings);
  const ran = new Set(published.result.ran);
  const live = new Map(published.universe.judged.map(pkg => [instanceKey(pkg), pkg]));
  const before = kinOfNewest(published);
  const offers = addedOffers(published, candidate);
  const state = (finding: Finding): Pick<MatchedFinding, 'state' | 'worseThan'> => {
    // A rule of the change tells of nothing but the change.
    if (rules.get(finding.rule)?.needs.includes('published') === true) return NEW;
    const known = open.get(finding.fingerprint) ?? 0;
    if (known > 0) {
      open.set(finding.fingerprint, known - 1);
      return EXISTING;
    }
    const entry = candidate.entryOf(finding);
    // What the files of a package hold was not looked at where it is live: the same file holds the same.
    const file = entry ?? candidate.entryAt(finding.subject.path ?? '');
    if (file !== null && !ran.has(finding.rule)) {
      const same = live.get(instanceKey(file));
      if (same !== undefined && isSameFile(same, file)) return EXISTING;
    }
    let kin = before;
    if (entry !== null && !candidate.isNewest(entry)) {
      if (!offers.has(entry)) return EXISTING;
      kin = kinOf(published, offers.get(entry) ?? null);
    }
    return held(finding, kin.get(finding.kin) ?? [], rules);
  };
  const matched = candidate.result.findings.map(finding => ({ finding, ...state(finding), baseline: null }));
  const now = kinOfNewest(candidate);
  const fixed = [...before].flatMap(([kin, findings]) => (now.has(kin) ? [] : findings));
  return { matched, fixed: fixed.map(finding => ({ finding, ...FIXED, baseline: null })) };
}

const NEW = { state: 'new', worseThan: null } as const;
export const EXISTING = { state: 'existing', worseThan: null } as const;
const FIXED = { state: 'fixed', worseThan: null } as const;

function held(finding: Finding, earlier: readonly Finding[], rules: RulesById) {
  const kin = rules.get(finding.rule)?.kin;
  if (earlier.some(other => !isWorse(kin, finding, other))) return EXISTING;
  return { state: 'new', worseThan: earlier[0] ?? null } as const;
}

function countFingerprints(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { fingerprint } of findings) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  return counts;
}

/** By kin the findings about the index, and those of its newest entries. */
function kinOfNewest(generation: Generation): ReadonlyMap<string, readonly Finding[]> {
  const kin = new Map<string, Finding[]>();
  for (const finding of generation.result.findings) {
    const entry = generation.entryOf(finding);
    if (entry === null || generation.isNewest(entry))
      getOrMake(kin, finding.kin, (): Finding[] => []).push(finding);
  }
  return kin;
}

function kinOf(generation: Generation, entry: BinaryPackage | null): ReadonlyMap<string, readonly Finding[]> {
  const kin = new Map<string, Finding[]>();
  if (entry === null) return kin;
  for (const finding of generation.result.findings)
    if (generation.entryOf(finding) === entry) getOrMake(kin, finding.kin, (): Finding[] => []).push(finding);
  return kin;
}

/**
 * Builds that come beside one of the same version with other USE: clients choose between them by USE, so that each is an offer of its own.
 * With the newest published build of its USE, or null.
 */
function addedOffers(
  published: Generation,
  candidate: Generation,
): ReadonlyMap<BinaryPackage, BinaryPackage | null> {
  const known = new Set(published.universe.judged.map(instanceKey));
  const byUse = new Map<string, BinaryPackage>();
  for (const pkg of published.universe.judged) byUse.set(useKey(pkg), pkg);
  const offers = new Map<BinaryPackage, BinaryPackage | null>();
  for (const pkg of candidate.universe.judged) {
    const newest = candidate.newestLike(pkg);
    if (newest === null || newest === pkg || known.has(instanceKey(pkg))) continue;
    if (newest.cpvText === pkg.cpvText && useOf(newest) !== useOf(pkg))
      offers.set(pkg, byUse.get(useKey(pkg)) ?? null);
  }
  return offers;
}

/** By what the indices say of it. */
function isSameFile({ record: a }: BinaryPackage, { record: b }: BinaryPackage): boolean {
  return a.SIZE === b.SIZE && a.MD5 === b.MD5 && a.SHA1 === b.SHA1;
}

function useKey(pkg: BinaryPackage): string {
  return `${offerKey(pkg)}|${useOf(pkg)}`;
}

function useOf({ use }: BinaryPackage): string {
  return [...use].sort().join(' ');
}
