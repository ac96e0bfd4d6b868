// Causes arranged as the report tells them: few of a kind each for itself, many together; the gravest and widest first.

import { compareText } from '../../base/compare-text.js';
import { type Cause, type Extent, measureExtent, rankSeverity } from '../../cause/gather-causes.js';
import type { Severity } from '../../rules/kit/finding.js';
import type { MessageBook } from './open-message-book.js';

/** What is told under one heading: one cause, or a family of causes of one message. */
export interface Block {
  readonly rule: string;
  readonly message: string;
  readonly severity: Severity;
  /** Widest first. */
  readonly causes: readonly Cause[];
  /** Of its own findings, and of all with what follows. */
  readonly own: Extent;
  readonly extent: Extent;
  /** It makes moot what else is found. */
  readonly isFirst: boolean;
  /** Nothing but instances that a newer one replaces. */
  readonly superseded: boolean;
}

/** More causes of one message than this are told together. */
const MOST_TOLD_APART = 3;

export function gatherBlocks(causes: readonly Cause[], book: MessageBook): readonly Block[] {
  const families = new Map<string, Cause[]>();
  const names = new Map(causes.map(cause => [cause, book.sayCause(cause.findings[0]!)]));
  const compareCauses = (a: Cause, b: Cause) =>
    compareExtents(a.extent, b.extent) || compareText(names.get(a)!, names.get(b)!);
  for (const cause of [...causes].sort(compareCauses)) {
    // Causes of different severity never share a heading: it would be wrong for some.
    const key = JSON.stringify([cause.rule, cause.message, cause.severity]);
    const family = families.get(key);
    if (family === undefined) families.set(key, [cause]);
    else family.push(cause);
  }
  const blocks: Block[] = [];
  for (const family of families.values()) {
    const limit = family[0]!.severity === 'info' ? 1 : MOST_TOLD_APART;
    if (family.length > limit) blocks.push(makeBlock(family, book));
    else for (const cause of family) blocks.push(makeBlock([cause], book));
  }
  return blocks.sort((a, b) => compareBlocks(a, b) || compareCauses(a.causes[0]!, b.causes[0]!));
}

function makeBlock(causes: readonly Cause[], book: MessageBook): Block {
  const { rule, message, severity } = causes[0]!;
  const own = measureExtent(causes.flatMap(cause => cause.findings));
  const extent = measureExtent(causes.flatMap(cause => [...cause.findings, ...cause.consequences]));
  const isFirst = severity !== 'info' && book.messageOf(causes[0]!.findings[0]!).first === true;
  return { rule, message, severity, causes, own, extent, isFirst, superseded: isSuperseded(extent) };
}

function isSuperseded(extent: Extent): boolean {
  return extent.packages > 0 && extent.superseded === extent.packages;
}

/** What still reaches clients comes before what newer packages have already replaced. */
function compareExtents(a: Extent, b: Extent): number {
  return Number(isSuperseded(a)) - Number(isSuperseded(b)) || b.packages - a.packages;
}

function compareBlocks(a: Block, b: Block): number {
  return (
    Number(b.isFirst) - Number(a.isFirst) ||
    rankSeverity(a.severity) - rankSeverity(b.severity) ||
    Number(a.superseded) - Number(b.superseded) ||
    b.extent.packages - a.extent.packages ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}
