// The first line of a paragraph: a coloured word, then a sentence that wraps beside it.

import { wrapWords } from './lay-out.js';
import type { StoryStyle } from './story-rows.js';

const LEAST_ROOM = 20;

export function heading(
  word: string,
  text: string,
  { width }: StoryStyle,
  paint: (text: string) => string,
): readonly string[] {
  const indent = ' '.repeat(word.length + 2);
  const room = Math.max(width - indent.length, LEAST_ROOM);
  return wrapWords(text, { width: room }).map((line, at) => (at === 0 ? `${paint(word)}  ` : indent) + line);
}
