// The alphabets of PMS 3.1 as one table of bit masks, so that names are checked by character code.

export const DIGIT = 1;
const LOWER = 2;
const UPPER = 4;
const UNDERSCORE = 8;
const PLUS = 16;
const HYPHEN = 32;
const DOT = 64;
const AT = 128;

/** First character of a category, package, slot, license or EAPI name. */
export const NAME_START = DIGIT | LOWER | UPPER | UNDERSCORE;
export const PACKAGE_CHARACTER = NAME_START | PLUS | HYPHEN;
/** Category, slot, license and EAPI names also hold dots. */
export const NAME_CHARACTER = PACKAGE_CHARACTER | DOT;
export const REPOSITORY_CHARACTER = NAME_START | HYPHEN;
export const FLAG_START = DIGIT | LOWER | UPPER;
export const FLAG_CHARACTER = PACKAGE_CHARACTER | AT;
export const KEYWORD_CHARACTER = NAME_START | HYPHEN;

const CLASSES = buildClasses();

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  classes.fill(DIGIT, 0x30, 0x3a);
  classes.fill(UPPER, 0x41, 0x5b);
  classes.fill(LOWER, 0x61, 0x7b);
  for (const [character, mask] of [
    ['_', UNDERSCORE],
    ['+', PLUS],
    ['-', HYPHEN],
    ['.', DOT],
    ['@', AT],
  ] as const) {
    classes[character.charCodeAt(0)] = mask;
  }
  return classes;
}

/** Whether a character code belongs to the alphabet `mask`. */
export function isIn(mask: number, code: number): boolean {
  return code < 128 && ((CLASSES[code] as number) & mask) !== 0;
}

/** Position of the first character of `text` in [start, end) outside the alphabet, or `end`. */
export function skip(mask: number, text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isIn(mask, text.charCodeAt(at))) at++;
  return at;
}

/** The same for digits, which are read most often. */
export function skipDigits(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) break;
    at++;
  }
  return at;
}

/** Whether a character code is that of a lower-case letter. */
export function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** Whether `text` in [start, end) is a non-empty name with the given first and further characters. */
export function isName(first: number, further: number, text: string, start = 0, end = text.length): boolean {
  return start < end && isIn(first, text.charCodeAt(start)) && skip(further, text, start + 1, end) === end;
}
