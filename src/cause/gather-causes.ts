// Findings gathered under what they come from: one cause told once, its consequences counted there.

import { compareText } from '../base/compare-text.js';
import { getOrMake } from '../base/get-or-make.js';
import type { Finding, Severity } from '../rules/kit/finding.js';
import { type CauseKey, causeIdOf, causeKeyOf, type FindMessage } from './cause-key.js';
import { nameSubject, packageKey } from './name-subject.js';

/** Findings of one message with one cause, and everything that follows from them. */
export interface Cause {
  readonly rule: string;
  readonly message: string;
  /** The gravest of its findings, consequences included. */
  readonly severity: Severity;
  /** Of its key: equal in every run, and whatever else is wrong. */
  readonly id: string;
  readonly key: CauseKey;
  readonly findings: readonly Finding[];
  readonly consequences: readonly Finding[];
  readonly extent: Extent;
}

/** How much hangs on a cause. */
export interface Extent {
  /** Different packages concerned; of them those that a newer one of their slot supersedes. */
  readonly packages: number;
  readonly superseded: number;
  /** Different files, where findings are about the index and not a package. */
  readonly files: number;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** 0 for errors, growing with harmlessness. */
export function rankSeverity(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * All causes, in no particular order, their findings by subject. The outcome does not depend on the order of `findings`.
 *
 * A finding that follows from another one belongs to the cause at the end of that chain; where the chain leaves the
 * given findings or runs in a circle, it stands for itself.
 */
export function gatherCauses(findings: readonly Finding[], findMessage: FindMessage): readonly Cause[] {
  const sorted = [...findings].sort(
    (a, b) => compareText(nameSubject(a), nameSubject(b)) || compareText(a.fingerprint, b.fingerprint),
  );
  const byFingerprint = new Map(sorted.map(finding => [finding.fingerprint, finding]));
  const ids = new Map<Finding, string>();
  const idOf = (finding: Finding) =>
    getOrMake(ids, finding, () => causeIdOf(causeKeyOf(finding, findMessage)));
  const groups = new Map<string, { readonly direct: Finding[]; readonly folded: Finding[] }>();
  for (const finding of sorted) {
    const root = findRoot(finding, byFingerprint);
    const id = idOf(root);
    const group = getOrMake(groups, id, () => ({ direct: [], folded: [] }));
    // One that follows from its own kind is one more of them.
    (root === finding || idOf(finding) === id ? group.direct : group.folded).push(finding);
  }
  return [...groups].map(([id, { direct, folded }]) => makeCause(id, direct, folded, findMessage));
}

function findRoot(start: Finding, byFingerprint: ReadonlyMap<string, Finding>): Finding {
  const seen = new Set<Finding>();
  let finding = start;
  while (finding.causedBy !== null) {
    seen.add(finding);
    const next = byFingerprint.get(finding.causedBy);
    if (next === undefined) return finding;
    if (seen.has(next)) return start;
    finding = next;
  }
  return finding;
}

function makeCause(
  id: string,
  direct: readonly Finding[],
  folded: readonly Finding[],
  findMessage: FindMessage,
): Cause {
  const first = direct[0]!;
  const all = [...direct, ...folded];
  const rank = Math.min(...new Set(all.map(finding => rankSeverity(finding.severity))));
  return {
    rule: first.rule,
    message: first.message,
    severity: SEVERITIES[rank] ?? first.severity,
    id,
    key: causeKeyOf(first, findMessage),
    findings: direct,
    consequences: folded,
    extent: measureExtent(all),
  };
}

export function measureExtent(findings: readonly Finding[]): Extent {
  const packages = new Map<string, boolean>();
  const files = new Set<string>();
  for (const finding of findings) {
    const { path, superseded } = finding.subject;
    const key = packageKey(finding);
    if (key !== null) packages.set(key, superseded);
    else if (path !== null) files.add(path);
  }
  let superseded = 0;
  for (const old of packages.values()) if (old) superseded++;
  return { packages: packages.size, superseded, files: files.size };
}

/** What singular and plural go by: packages, or else files, or else findings. */
export function countTold(findings: readonly Finding[]): number {
  const { packages, files } = measureExtent(findings);
  return packages || files || findings.length;
}
