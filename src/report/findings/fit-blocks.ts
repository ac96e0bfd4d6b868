// The blocks of the text report in a given number of lines: what says least gives its lines away first.

import { sayCount } from '../words/say-count.js';
import { type BlockDraft, draftBlock } from './draft-block.js';
import type { Block } from './gather-blocks.js';
import type { Page } from './page.js';
import { tellBlock } from './tell-block.js';

/** Lines of one block. */
const LONGEST_BLOCK = 7;
/** Who or what and the remedy, without which a block is only its heading. */
const CORE = 2;
const HEADING = 1;
/** Blocks that keep more than their heading unless nothing else is left to give. */
const MOST_TELLING = 5;

interface Told {
  readonly lines: readonly string[];
  /** Cut down to its heading, or counted: no blank line is spent between two of these. */
  readonly isBare: boolean;
}

/**
 * `blocks` with the most telling first, in at most `room` lines where that can be: headings of errors and warnings are never
 * left out. Notes are headings from the start. Lines are taken from the last blocks up to the first: asides, then notes, which
 * are counted, then all but the headings of warnings and of errors, then asides of the first few.
 */
export function fitBlocks(blocks: readonly Block[], page: Page, room: number): string[] {
  const drafts = blocks.map(block => draftBlock(block, page.book, false));
  const tell = (draft: BlockDraft, size: number): Told => {
    const isBare = size === HEADING || draft.severity === 'info';
    return { lines: tellBlock(draft, page, isBare ? HEADING : size), isBare };
  };
  const told = drafts.map(draft => tell(draft, Number.isFinite(room) ? LONGEST_BLOCK : room));
  let shown = told.length;
  const join = (count: number) => {
    const rest = drafts.slice(count);
    const counted = rest.length === 0 ? [] : [{ lines: tellRest(rest), isBare: true }];
    return joinBlocks([...told.slice(0, count), ...counted]);
  };
  const shorten = (from: number, end: number, ...sizes: readonly number[]) => {
    for (const size of sizes) {
      for (let at = end - 1; at >= from && join(shown).length > room; at--)
        told[at] = tell(drafts[at]!, size);
    }
  };
  /** Down to `least` blocks, as few as help. */
  const hide = (least: number) => {
    let best = shown;
    for (let count = shown; count >= least && join(best).length > room; count--)
      if (join(count).length < join(best).length) best = count;
    shown = best;
  };
  const countOf = (isMeant: (draft: BlockDraft) => boolean) => drafts.filter(isMeant).length;
  const errors = countOf(({ severity }) => severity === 'error');
  const grave = countOf(({ severity }) => severity !== 'info');
  const top = Math.min(MOST_TELLING, grave);
  shorten(top, grave, 4, CORE);
  hide(grave);
  shorten(Math.max(top, errors), grave, HEADING);
  shorten(top, errors, HEADING);
  shorten(0, top, 6, 5, 4);
  shorten(1, top, CORE);
  shorten(0, top, CORE, HEADING);
  return join(shown);
}

function joinBlocks(told: readonly Told[]): string[] {
  return told.flatMap(({ lines, isBare }, at) =>
    at > 0 && isBare && told[at - 1]!.isBare ? lines : ['', ...lines],
  );
}

/** `... 1,797 more notes of 5 rules (--verbose)` */
function tellRest(drafts: readonly BlockDraft[]): readonly string[] {
  const rules = new Set(drafts.map(({ rule }) => rule));
  const findings = drafts.reduce((sum, draft) => sum + draft.findings, 0);
  return [`... ${sayCount(findings, 'more note')} of ${sayCount(rules.size, 'rule')} (--verbose)`];
}
