// One block of the text report: a heading, a few labelled rows, what to do.

import { layOut } from '../words/lay-out.js';
import { type Draft, KEY_WEIGHT, type Row } from './draft-block.js';
import { INDENT, LABEL_WIDTH, type Line, type Page } from './page.js';
import { tellHeading } from './tell-heading.js';

/** Lines of one list, unless nothing may be left out. */
const LONGEST_LIST = 3;

/**
 * The block in at most `lines` lines where that is possible at all: 1 is the heading alone, anything more has the row
 * that says who or what and the remedy, Infinity leaves nothing out.
 */
export function tellBlock(draft: Draft, page: Page, lines: number): readonly string[] {
  const tag = `[${draft.rule}]`;
  const heading = tellHeading(draft, page, '');
  const tagged = () => tellHeading(draft, page, tag);
  if (lines === 1) return tagged().map(line => line.text);
  const hasRoom = (line: Line) => line.length + 2 + tag.length <= page.width;
  const reserved = heading.slice(1).some(hasRoom) ? 0 : tag.length + 2;
  const below = (room: number) => fitRows(draft.rows, draft.remedy, page, reserved, room);
  const untagged = [...heading, ...below(lines - heading.length)];
  // The rule's id stands at the right edge, below the count, on the first line with room for it; else in the heading.
  const free = untagged.findIndex((line, at) => at > 0 && hasRoom(line));
  if (free === -1) return [...tagged(), ...below(lines - tagged().length)].map(line => line.text);
  const gap = ' '.repeat(page.width - untagged[free]!.length - tag.length);
  return untagged.map(({ text }, at) => (at === free ? text + gap + page.palette.faint(tag) : text));
}

/**
 * The first row, which says most, gets two lines where it needs them, each other row one, the remedy all it needs. Where
 * that does not fit the first row gets one line too, then the least telling row goes; where lines are left lists take them.
 */
function fitRows(all: readonly Row[], remedy: Row, page: Page, tagWidth: number, room: number): Line[] {
  const tell = (row: Row, at: number, lines?: number) => tellRow(row, page, at === 0 ? tagWidth : 0, lines);
  const tellAll = (rows: readonly Row[], first: number) =>
    rows.map((row, at) => tell(row, at, at === 0 ? first : 1));
  if (!Number.isFinite(room)) return [...all, remedy].flatMap((row, at) => tell(row, at));
  let rows = all;
  let told = tellAll(rows, 2);
  let last = tell(remedy, rows.length);
  const countSpare = () => room - last.length - told.reduce((sum, { length }) => sum + length, 0);
  while (countSpare() < 0) {
    told = tellAll(rows, 1);
    const shorter = countSpare() < 0 ? dropLeast(rows) : rows;
    if (shorter === rows) break;
    rows = shorter;
    told = tellAll(rows, 2);
    last = tell(remedy, rows.length);
  }
  rows.forEach((row, at) => {
    const own = told[at]!.length;
    told[at] = tell(row, at, Math.max(own, Math.min(own + countSpare(), LONGEST_LIST)));
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

/** `reserved` columns at the end of the first line are left free. */
function tellRow(row: Row, { width, palette }: Page, reserved: number, lines?: number): Line[] {
  const hang = INDENT + LABEL_WIDTH;
  const room = Math.max(width - hang, 1);
  const limit = lines === undefined ? {} : { lines };
  const space = { width: room, firstWidth: Math.max(room - reserved, 1), ...limit };
  const label = ' '.repeat(INDENT) + palette.faint(row.label.padEnd(LABEL_WIDTH));
  return layOut(row.pieces, row.separator, space).map((line, at) => ({
    length: hang + line.length,
    text: (at === 0 ? label : ' '.repeat(hang)) + line,
  }));
}
