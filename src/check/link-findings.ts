// From drafts to findings: sorted, each with its own fingerprint, and consequences linked to their cause.

import { compareText } from '../base/compare-text.js';
import { getOrMake } from '../base/get-or-make.js';
import { hashText } from '../base/hash-text.js';
import type { Finding } from '../rules/kit/finding.js';

/** A finding before it is linked: the names it answers to and those it may follow from. */
export interface Draft {
  readonly finding: Finding;
  readonly anchor: string | null;
  readonly follows: readonly string[];
  /** Of several clients, those for which it holds, by position; absent where it holds for all. */
  readonly clients?: readonly number[];
}

/** Sorts by rule, subject, message and data, so that the order of visits leaves no trace, and sets `causedBy`. */
export function linkFindings(drafts: readonly Draft[]): readonly Finding[] {
  const unique = distinguish([...drafts].sort(compareBy(new Map())));
  const byAnchor = new Map<string, number[]>();
  for (const [index, { anchor }] of unique.entries())
    if (anchor !== null) getOrMake(byAnchor, anchor, (): number[] => []).push(index);

  const causes = unique.map((draft, index) => {
    for (const name of draft.follows) {
      const named = byAnchor.get(name) ?? [];
      const cause = chooseCause(unique, named, draft);
      if (cause !== undefined && cause !== index) return cause;
    }
    return -1;
  });
  return unique.map(({ finding }, index) => {
    const cause = causes[index] as number;
    if (cause < 0 || leadsBack(causes, index)) return finding;
    return { ...finding, causedBy: (unique[cause] as Draft).finding.fingerprint };
  });
}

/** The first that holds for the same clients, or else for some of them. */
function chooseCause(
  drafts: readonly Draft[],
  named: readonly number[],
  { clients: wanted }: Draft,
): number | undefined {
  const holdsFor = (at: number, client: number) => {
    const { clients } = drafts[at] as Draft;
    return clients === undefined || clients.includes(client);
  };
  if (wanted === undefined) return named.find(at => drafts[at]?.clients === undefined) ?? named[0];
  return (
    named.find(at => wanted.every(client => holdsFor(at, client))) ??
    named.find(at => wanted.some(client => holdsFor(at, client)))
  );
}

/** Few findings differ in nothing but their data, which are long. */
function compareBy(texts: Map<Draft, string>): (a: Draft, b: Draft) => number {
  const textOf = (draft: Draft) => getOrMake(texts, draft, () => JSON.stringify(draft.finding.data));
  return (a, b) => {
    const { finding: x } = a;
    const { finding: y } = b;
    return (
      compareText(x.rule, y.rule) ||
      compareText(x.subject.cpv ?? '', y.subject.cpv ?? '') ||
      (x.subject.buildId ?? -1) - (y.subject.buildId ?? -1) ||
      compareText(x.subject.path ?? '', y.subject.path ?? '') ||
      compareText(x.message, y.message) ||
      compareText(textOf(a), textOf(b)) ||
      compareText(x.fingerprint, y.fingerprint)
    );
  };
}

/**
 * The same defect said twice (an item written twice in one RDEPEND) is one finding. Different ones that a rule does not tell apart
 * stay: the second is numbered.
 */
function distinguish(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Map<string, string[]>();
  return drafts.flatMap(draft => {
    const { fingerprint, message, data } = draft.finding;
    const told = JSON.stringify([message, data]);
    const known = getOrMake(seen, fingerprint, (): string[] => []);
    if (known.includes(told)) return [];
    known.push(told);
    if (known.length === 1) return [draft];
    return [
      { ...draft, finding: { ...draft.finding, fingerprint: hashText(`${fingerprint}#${known.length}`) } },
    ];
  });
}

/** Whether following causes from `start` comes back to it: then neither is the cause. */
function leadsBack(causes: readonly number[], start: number): boolean {
  let at = causes[start] as number;
  for (let steps = 0; at >= 0 && steps < causes.length; steps++) {
    if (at === start) return true;
    at = causes[at] as number;
  }
  return false;
}
