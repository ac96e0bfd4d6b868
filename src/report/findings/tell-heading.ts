// The heading of a block: how grave, what, how much.

import { wrapWords } from '../words/lay-out.js';
import type { Draft } from './draft-block.js';
import { INDENT, type Line, type Page } from './page.js';

/** `error  TITLE TAG      518 packages`; the count stays at the right edge of the first line. */
export function tellHeading(
  { severity: word, title, count }: Draft,
  { width, palette }: Page,
  tag: string,
): Line[] {
  const first = width - word.length - 2;
  const room = first - count.length - 2;
  const lines = wrapWords(`${title} ${tag}`.trimEnd(), {
    width: width - INDENT,
    firstWidth: room,
  });
  // A first word too wide to leave room for the count pushes it to a line of its own.
  const isCrowded = count !== '' && lines[0]!.length > room;
  const told = lines.map((line, at): Line => {
    const body =
      tag !== '' && line.endsWith(tag)
        ? palette.strong(line.slice(0, -tag.length)) + palette.faint(tag)
        : palette.strong(line);
    if (at > 0) return { length: INDENT + line.length, text: ' '.repeat(INDENT) + body };
    const right = count === '' || isCrowded ? '' : ' '.repeat(first - line.length - count.length) + count;
    return {
      length: word.length + 2 + line.length + right.length,
      text: `${palette[word](word)}  ${body}${right}`,
    };
  });
  return isCrowded ? [...told, { length: width, text: count.padStart(width) }] : told;
}
