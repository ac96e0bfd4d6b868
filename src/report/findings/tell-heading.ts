// The heading of a block: how grave, what, how much, and by which rule.

import { layOut } from '../words/lay-out.js';
import type { BlockDraft } from './draft-block.js';
import { INDENT, type Page } from './page.js';

/** `error  TITLE · 518 packages [RULE]`: the count stays whole, the rule's id is the last word. */
export function tellHeading(
  { rule, severity: word, title, count }: BlockDraft,
  { width, palette }: Page,
): readonly string[] {
  const tag = `[${rule}]`;
  const words = title.split(' ');
  const pieces = count === '' ? words : [...words, `\u00b7 ${count}`];
  const lines = layOut([...pieces, tag], ' ', {
    width: Math.max(width - INDENT, 1),
    firstWidth: Math.max(width - word.length - 2, 1),
  });
  return lines.map((line, at) => {
    const end = at === lines.length - 1 && line.endsWith(tag);
    const body = end ? palette.strong(line.slice(0, -tag.length)) + palette.faint(tag) : palette.strong(line);
    return at === 0 ? `${palette[word](word)}  ${body}` : ' '.repeat(INDENT) + body;
  });
}
