// One block of the text report: a heading, a few labelled rows, what to do.

import { layOut } from '../words/lay-out.js';
import { type BlockDraft, KEY_WEIGHT, type Row } from './draft-block.js';
import { INDENT, LABEL_WIDTH, type Page } from './page.js';
import { tellHeading } from './tell-heading.js';

/** Lines of one list, unless nothing may be left out. */
const LONGEST_LIST = 3;

/**
 * The block in at most `lines` lines where that is possible at all: 1 is the heading alone, anything more has the row
 * that says who or what and the remedy, Infinity leaves nothing out.
 */
export function tellBlock(draft: BlockDraft, page: Page, lines: number): readonly string[] {
  const heading = tellHeading(draft, page);
  if (lines === 1) return heading;
  return [...heading, ...fitRows(draft.rows, draft.remedy, page, lines - heading.length)];
}

/**
 * The first row, which says most, gets two lines where it needs them, each other row one, the remedy all it needs. Where
 * that does not fit the first row gets one line too, then the least telling row goes; where lines are left lists take them.
 */
function fitRows(all: readonly Row[], remedy: Row, page: Page, room: number): readonly string[] {
  const tellAll = (rows: readonly Row[], first: number) =>
    rows.map((row, at) => tellRow(row, page, at === 0 ? first : 1));
  if (!Number.isFinite(room)) return [...all, remedy].flatMap(row => tellRow(row, page));
  const last = tellRow(remedy, page);
  let rows = all;
  let told = tellAll(rows, 2);
  const countSpare = () => room - last.length - told.reduce((sum, { length }) => sum + length, 0);
  while (countSpare() < 0) {
    told = tellAll(rows, 1);
    const shorter = countSpare() < 0 ? dropLeast(rows) : rows;
    if (shorter === rows) break;
    rows = shorter;
    told = tellAll(rows, 2);
  }
  rows.forEach((row, at) => {
    const own = told[at]!.length;
    told[at] = tellRow(row, page, Math.max(own, Math.min(own + countSpare(), LONGEST_LIST)));
  });
  return [...told.flat(), ...last];
}

/** Without the last of the least telling rows; the same rows where none may go. */
function dropLeast(rows: readonly Row[]): readonly Row[] {
  const least = Math.min(...rows.map(row => row.weight));
  if (rows.length === 0 || least >= KEY_WEIGHT) return rows;
  return rows.toSpliced(
    rows.findLastIndex(row => row.weight === least),
    1,
  );
}

function tellRow(row: Row, { width, palette }: Page, lines?: number): readonly string[] {
  const hang = INDENT + LABEL_WIDTH;
  const limit = lines === undefined ? {} : { lines };
  const label = ' '.repeat(INDENT) + palette.faint(row.label.padEnd(LABEL_WIDTH));
  return layOut(row.pieces, row.separator, { width: Math.max(width - hang, 1), ...limit }).map(
    (line, at) => (at === 0 ? label : ' '.repeat(hang)) + line,
  );
}
