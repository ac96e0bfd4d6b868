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
}

/** Sorts by rule, subject, message and data, so that the order of visits leaves no trace, and sets `causedBy`. */
export function linkFindings(drafts: readonly Draft[]): readonly Finding[] {
  const unique = distinguish([...drafts].sort(compareBy(new Map())));
  const byAnchor = new Map<string, number>();
  for (const [index, { anchor }] of unique.entries())
    if (anchor !== null && !byAnchor.has(anchor)) byAnchor.set(anchor, index);

  const causes = unique.map((draft, index) => {
    const anchor = draft.follows.find(name => (byAnchor.get(name) ?? index) !== index);
    return anchor === undefined ? -1 : (byAnchor.get(anchor) as number);
  });
  return unique.map(({ finding }, index) => {
    const cause = causes[index] as number;
    if (cause < 0 || leadsBack(causes, index)) return finding;
    return { ...finding, causedBy: (unique[cause] as Draft).finding.fingerprint };
  });
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

/** The same defect said twice (an item written twice in one RDEPEND) stays two findings: the second is numbered. */
function distinguish(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Map<string, number>();
  return drafts.map(draft => {
    const { fingerprint } = draft.finding;
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    if (count === 1) return draft;
    return { ...draft, finding: { ...draft.finding, fingerprint: hashText(`${fingerprint}#${count}`) } };
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
