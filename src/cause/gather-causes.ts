// Findings gathered under what they come from: one cause told once, its consequences counted there.

import { compareText } from '../base/compare-text.js';
import { getOrMake } from '../base/get-or-make.js';
import { hashText } from '../base/hash-text.js';
import type { Finding, Severity } from '../rules/kit/finding.js';
import { type CauseKey, causeIdOf, causeKeyOf, type FindMessage } from './cause-key.js';
import { nameSubject, packageKey } from './name-subject.js';

/** Findings of one severity that come from one thing, and everything that follows from them. */
export interface Cause {
  readonly rule: string;
  readonly message: string;
  /** Of all its findings; what follows is no graver. */
  readonly severity: Severity;
  /** Of its key: equal in every run, and whatever else is wrong. */
  readonly id: string;
  readonly key: CauseKey;
  readonly findings: readonly Finding[];
  readonly consequences: readonly Finding[];
  /** Of its findings, and of all with what follows from them. */
  readonly own: Extent;
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
 * given findings, runs in a circle or comes to something less grave, it stands for itself.
 */
export function gatherCauses(findings: readonly Finding[], findMessage: FindMessage): readonly Cause[] {
  const sorted = findings
    .map(finding => ({ finding, name: nameSubject(finding) }))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.finding.fingerprint, b.finding.fingerprint))
    .map(({ finding }) => finding);
  const byFingerprint = new Map(sorted.map(finding => [finding.fingerprint, finding]));
  const keys = new Map<Finding, string>();
  // Findings of one key are several causes where they differ in severity: no heading may be wrong for some.
  const keyOf = (finding: Finding) =>
    getOrMake(
      keys,
      finding,
      () => `${causeIdOf(causeKeyOf(finding, findMessage))} ${rankSeverity(finding.severity)}`,
    );
  const groups = new Map<string, Group>();
  for (const finding of sorted) {
    const root = findRoot(finding, byFingerprint);
    const key = keyOf(root);
    const group = getOrMake(groups, key, (): Group => ({ direct: [], folded: [] }));
    // One that follows from its own kind is one more of them.
    (root === finding || keyOf(finding) === key ? group.direct : group.folded).push(finding);
  }
  foldAbsent(groups, findMessage);
  // The gravest of a key has its id, whatever severity that is.
  const taken = new Set<string>();
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, group]) => {
      const [id = key] = key.split(' ');
      const own = taken.has(id) ? hashText(key) : id;
      taken.add(id);
      return makeCause(own, group, findMessage);
    });
}

interface Group {
  readonly direct: Finding[];
  readonly folded: Finding[];
}

function findRoot(start: Finding, byFingerprint: ReadonlyMap<string, Finding>): Finding {
  const seen = new Set<Finding>();
  let finding = start;
  while (finding.causedBy !== null) {
    seen.add(finding);
    const next = byFingerprint.get(finding.causedBy);
    if (next === undefined || rankSeverity(next.severity) > rankSeverity(start.severity)) return finding;
    if (seen.has(next)) return start;
    finding = next;
  }
  return finding;
}

/** What the absence of one package explains is part of that cause: its libraries, the choices that it would meet. */
function foldAbsent(groups: Map<string, Group>, findMessage: FindMessage): void {
  const roots = new Map<string, Group>();
  for (const group of groups.values()) {
    const [name] = namesUnder('absent', group.direct[0]!, findMessage);
    const known = name === undefined ? undefined : roots.get(name);
    if (name !== undefined && (known === undefined || outweighs(group, known))) roots.set(name, group);
  }
  const into = new Map<Group, Group>();
  for (const group of groups.values()) {
    const found = namesUnder('partOf', group.direct[0]!, findMessage).flatMap(name => roots.get(name) ?? []);
    const root = found.reduce<Group | undefined>(
      (best, one) => (best === undefined || outweighs(one, best) ? one : best),
      undefined,
    );
    const least = root?.direct[0]?.severity;
    if (root === undefined || root === group || least === undefined) continue;
    const all = [...group.direct, ...group.folded];
    if (all.every(({ severity }) => rankSeverity(severity) >= rankSeverity(least))) into.set(group, root);
  }
  for (const [id, group] of groups) {
    const root = endOf(group, into);
    if (root === group) continue;
    root.folded.push(...group.direct, ...group.folded.splice(0));
    groups.delete(id);
  }
}

/** A module without which a choice fails is itself part of the language that is not here. */
function endOf(start: Group, into: ReadonlyMap<Group, Group>): Group {
  const seen = new Set<Group>();
  let group = start;
  for (let next = into.get(group); next !== undefined; next = into.get(group)) {
    if (seen.has(next)) return start;
    seen.add(group);
    group = next;
  }
  return group;
}

/** The graver, then the wider. */
function outweighs(a: Group, b: Group): boolean {
  const rankOf = ({ direct }: Group) => rankSeverity(direct[0]!.severity);
  return (rankOf(a) - rankOf(b) || b.direct.length - a.direct.length) < 0;
}

function namesUnder(
  kind: 'absent' | 'partOf',
  { rule, message, data }: Finding,
  findMessage: FindMessage,
): readonly string[] {
  const key = findMessage(rule, message)?.[kind];
  const value = key === undefined ? undefined : data[key];
  if (typeof value === 'string' && value !== '') return [value];
  return Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];
}

function makeCause(id: string, { direct, folded }: Group, findMessage: FindMessage): Cause {
  const first = direct[0]!;
  return {
    rule: first.rule,
    message: first.message,
    severity: first.severity,
    id,
    key: causeKeyOf(first, findMessage),
    findings: direct,
    consequences: folded,
    own: measureExtent(direct),
    extent: measureExtent([...direct, ...folded]),
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
