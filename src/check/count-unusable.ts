// How many packages clients cannot use: those with an error, and among them those that are at fault themselves.

import type { Finding } from '../rules/kit/finding.js';
import type { Rule } from '../rules/kit/rule.js';

export interface UnusableCounts {
  readonly unusable: number;
  readonly faulty: number;
}

/**
 * What follows from an error of another package, or of no package, is not the fault of the one that pulls it in. Whose finding says
 * itself that something is not here at all lacks that itself: that others lack the same is told with it, and makes none of them usable.
 */
export function countUnusable(findings: readonly Finding[], rules: readonly Rule[]): UnusableCounts {
  const ruleOf = new Map(rules.map(rule => [rule.id, rule]));
  const isOfAbsence = ({ rule, message }: Finding) =>
    ruleOf.get(rule)?.messages[message]?.absent !== undefined;
  const byFingerprint = new Map(findings.map(finding => [finding.fingerprint, finding]));
  const unusable = new Set<string>();
  const faulty = new Set<string>();
  for (const finding of findings) {
    const key = packageOf(finding);
    if (finding.severity !== 'error' || key === null) continue;
    unusable.add(key);
    if (isOfAbsence(finding) || packageOf(rootOf(finding, byFingerprint)) === key) faulty.add(key);
  }
  return { unusable: unusable.size, faulty: faulty.size };
}

/** The engine sees to it that causes do not run in a circle. */
function rootOf(start: Finding, byFingerprint: ReadonlyMap<string, Finding>): Finding {
  let finding = start;
  while (finding.causedBy !== null) {
    const cause = byFingerprint.get(finding.causedBy);
    if (cause === undefined) break;
    finding = cause;
  }
  return finding;
}

function packageOf({ subject }: Finding): string | null {
  return subject.cpv === null ? null : `${subject.cpv}|${subject.buildId}|${subject.path}`;
}
