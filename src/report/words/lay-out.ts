// Words and names on lines of a given width: broken only between them, never inside one.

export interface Space {
  readonly width: number;
  /** Of the first line, where something else shares it. */
  readonly firstWidth?: number;
  /** Lines that may be used; what does not fit is counted: "... 58 more". */
  readonly lines?: number;
  /** Pieces are sentences that flow into each other, not names that stay whole. */
  readonly flow?: boolean;
}

/**
 * Pieces with a separator between them. A piece stays whole unless it is wider than a line; then it is broken at its
 * spaces. A single word that is wider than a line sticks out.
 */
export function layOut(pieces: readonly string[], separator: string, space: Space): string[] {
  const all = fill(pieces, separator, space);
  const most = space.lines ?? Number.POSITIVE_INFINITY;
  if (all.length <= most || pieces.length < 2) return all;
  // The line that counts one piece is as long as the piece.
  if (pieces.length === 2) return all;
  // No more pieces than there are pairs of columns can fit.
  let shown = Math.min(pieces.length - 2, Math.ceil((space.width * most) / 2));
  for (; shown > 1; shown--) {
    const lines = fill(shorten(pieces, shown), separator, space);
    if (lines.length <= most) return lines;
  }
  return fill(shorten(pieces, 1), separator, space);
}

/** Words of a sentence. */
export function wrapWords(text: string, space: Space): string[] {
  return fill(text.split(' '), ' ', space);
}

function shorten(pieces: readonly string[], shown: number): string[] {
  return [...pieces.slice(0, shown), `... ${pieces.length - shown} more`];
}

function fill(pieces: readonly string[], separator: string, space: Space): string[] {
  const lines: string[] = [];
  let line = '';
  const room = () => (lines.length === 0 ? (space.firstWidth ?? space.width) : space.width);
  const add = (token: string, gap: string) => {
    if (line === '') line = token;
    else if (line.length + gap.length + token.length <= room()) line += gap + token;
    else {
      lines.push(line);
      line = token;
    }
  };
  // The visible part of a separator stays with the word before it, its last spaces vanish at the end of a line.
  const mark = separator.trimEnd();
  const gap = separator.slice(mark.length);
  pieces.forEach((piece, index) => {
    const end = index < pieces.length - 1 ? mark : '';
    const whole = !space.flow && piece.length + end.length <= space.width;
    const words = whole ? [piece] : piece.split(' ');
    words.forEach((word, at) => {
      add(at === words.length - 1 ? word + end : word, at === 0 ? gap : ' ');
    });
  });
  if (line !== '') lines.push(line);
  return lines;
}
