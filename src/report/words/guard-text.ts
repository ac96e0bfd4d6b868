// The gate that every text passes on its way to a terminal. What each report makes printable itself stays as it is; what one has missed
// still steers nothing, and no name fills the screen.

import { hideUsers } from '../../base/hide-credentials.js';
import { makePrintable } from './make-printable.js';
import { sayNumber } from './say-count.js';

/** Characters of a word without a space in it; the longest path is of 4,096, and nobody reads one of 1,000. */
const LONGEST_WORD = 1000;
const HEAD = 300;
const TAIL = 100;

/** Colours of the palette, nothing that moves, hides or asks (ECMA-48, 8.3.117 SGR). */
const COLOUR = new RegExp(`(${'\x1b'}\\[(?:1|2|22|31|33|36|39)m)`);

interface Passed {
  /** The palette has coloured it. */
  readonly colour?: boolean;
  /** Data for tools: no word is shortened. */
  readonly whole?: boolean;
}

/** Lines of a text without passwords and what steers a terminal; words of no use to anybody shortened, and their length told. */
export function guardText(text: string, { colour = false, whole = false }: Passed = {}): string {
  return hideUsers(text)
    .split('\n')
    .map(line => {
      const short = whole || line.length <= LONGEST_WORD ? line : line.replace(/\S+/g, shorten);
      return colour ? makeColouredPrintable(short) : makePrintable(short);
    })
    .join('\n');
}

/** The same of a text in pieces, wherever they are cut. */
export function* guardPieces(pieces: Iterable<string>, passed: Passed = {}): Generator<string> {
  let rest = '';
  for (const piece of pieces) {
    const end = piece.lastIndexOf('\n');
    if (end === -1) {
      rest += piece;
      continue;
    }
    yield guardText(rest + piece.slice(0, end + 1), passed);
    rest = piece.slice(end + 1);
  }
  if (rest !== '') yield guardText(rest, passed);
}

/** Split by a pattern with a group, every second piece is what the group matched. */
function makeColouredPrintable(line: string): string {
  if (!line.includes('\x1b')) return makePrintable(line);
  return line
    .split(COLOUR)
    .map((piece, at) => (at % 2 === 1 ? piece : makePrintable(piece)))
    .join('');
}

function shorten(word: string): string {
  if (word.length <= LONGEST_WORD) return word;
  const left = sayNumber(word.length - HEAD - TAIL);
  return `${word.slice(0, HEAD)}... ${left} characters ...${word.slice(-TAIL)}`;
}
