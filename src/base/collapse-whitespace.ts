// White space folded as Python's `" ".join(text.split())` does it.

/** JavaScript's `\s` lacks the information separators and NEL, and has U+FEFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the information separators are white space to Python
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/** Runs of white space become one space; none is left at the ends. */
export function collapseWhitespace(text: string): string {
  const folded = text.replace(WHITE_SPACE, ' ');
  const start = folded.startsWith(' ') ? 1 : 0;
  const end = folded.endsWith(' ') ? folded.length - 1 : folded.length;
  return folded.slice(start, Math.max(start, end));
}
