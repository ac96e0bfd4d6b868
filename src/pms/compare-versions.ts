// Order of versions (PMS 3.3, algorithms 3.1 to 3.7), read off the characters: no number is ever converted, so none is too long.

import { isLower, skipDigits } from './name-characters.js';
import { releaseLength, SUFFIXES, suffixAt, suffixEnd, type Version } from './version.js';

export type Ordering = -1 | 0 | 1;

/** -1, 0 or 1 as `a` is lower than, equal to or higher than `b`. Throws `PmsSyntaxError` for text that is no version. */
export function compareVersions(a: string | Version, b: string | Version): Ordering {
  const x = typeof a === 'string' ? a : a.text;
  const y = typeof b === 'string' ? b : b.text;
  const xEnd = typeof a === 'string' ? releaseLength(a) : a.releaseLength;
  if (x === y) return 0;
  const yEnd = typeof b === 'string' ? releaseLength(b) : b.releaseLength;
  return compareReleaseText(x, xEnd, y, yEnd) || compareRevisionText(x, xEnd, y, yEnd);
}

/** The same with revisions ignored: what the operator `~` asks. */
export function compareReleases(a: Version, b: Version): Ordering {
  return compareReleaseText(a.text, a.releaseLength, b.text, b.releaseLength);
}

/** Algorithm 3.7; a missing revision is `-r0`. */
export function compareRevisions(a: Version, b: Version): Ordering {
  return compareRevisionText(a.text, a.releaseLength, b.text, b.releaseLength);
}

function compareRevisionText(x: string, xEnd: number, y: string, yEnd: number): Ordering {
  const xDigits = Math.min(xEnd + 2, x.length);
  const yDigits = Math.min(yEnd + 2, y.length);
  return compareIntegers(x, xDigits, x.length, y, yDigits, y.length);
}

/** Algorithms 3.1 to 3.6 on `x` up to `xEnd` and `y` up to `yEnd`. */
function compareReleaseText(x: string, xEnd: number, y: string, yEnd: number): Ordering {
  let i = skipDigits(x, 0, xEnd);
  let j = skipDigits(y, 0, yEnd);
  const first = compareIntegers(x, 0, i, y, 0, j);
  if (first !== 0) return first;

  while (isDot(x, i, xEnd) && isDot(y, j, yEnd)) {
    const iNext = skipDigits(x, i + 1, xEnd);
    const jNext = skipDigits(y, j + 1, yEnd);
    const component = compareComponents(x, i + 1, iNext, y, j + 1, jNext);
    if (component !== 0) return component;
    i = iNext;
    j = jNext;
  }
  if (isDot(x, i, xEnd)) return 1;
  if (isDot(y, j, yEnd)) return -1;

  const xLetter = i < xEnd && isLower(x.charCodeAt(i)) ? x.charCodeAt(i++) : 0;
  const yLetter = j < yEnd && isLower(y.charCodeAt(j)) ? y.charCodeAt(j++) : 0;
  if (xLetter !== yLetter) return xLetter > yLetter ? 1 : -1;
  return i === xEnd && j === yEnd ? 0 : compareSuffixes(x, i, xEnd, y, j, yEnd);
}

export function isDot(text: string, at: number, end: number): boolean {
  return at < end && text.charCodeAt(at) === 0x2e;
}

/** Algorithm 3.3: components after the first compare as fractions where one of them starts with 0. */
export function compareComponents(
  x: string,
  i: number,
  iEnd: number,
  y: string,
  j: number,
  jEnd: number,
): Ordering {
  if (x.charCodeAt(i) !== 0x30 && y.charCodeAt(j) !== 0x30) return compareIntegers(x, i, iEnd, y, j, jEnd);
  return compareDigits(x, i, withoutTrailingZeros(x, i, iEnd), y, j, withoutTrailingZeros(y, j, jEnd));
}

/** Algorithms 3.5 and 3.6: suffixes one by one; a further `_p` is higher than none, any other further suffix lower. */
function compareSuffixes(x: string, i: number, xEnd: number, y: string, j: number, yEnd: number): Ordering {
  let left = i;
  let right = j;
  while (left < xEnd && right < yEnd) {
    const xKind = suffixAt(x, left + 1);
    const yKind = suffixAt(y, right + 1);
    if (xKind !== yKind) return xKind > yKind ? 1 : -1;
    const xNumber = suffixEnd(xKind, left + 1);
    const yNumber = suffixEnd(yKind, right + 1);
    left = skipDigits(x, xNumber, xEnd);
    right = skipDigits(y, yNumber, yEnd);
    const number = compareIntegers(x, xNumber, left, y, yNumber, right);
    if (number !== 0) return number;
  }
  if (left < xEnd) return SUFFIXES[suffixAt(x, left + 1)] === 'p' ? 1 : -1;
  if (right < yEnd) return SUFFIXES[suffixAt(y, right + 1)] === 'p' ? -1 : 1;
  return 0;
}

/** Two runs of digits as integers; an empty run is 0. */
export function compareIntegers(
  x: string,
  i: number,
  iEnd: number,
  y: string,
  j: number,
  jEnd: number,
): Ordering {
  let left = i;
  let right = j;
  while (left < iEnd && x.charCodeAt(left) === 0x30) left++;
  while (right < jEnd && y.charCodeAt(right) === 0x30) right++;
  const longer = iEnd - left - (jEnd - right);
  if (longer !== 0) return longer > 0 ? 1 : -1;
  return compareDigits(x, left, iEnd, y, right, jEnd);
}

/** Two runs of digits as text. */
function compareDigits(x: string, i: number, iEnd: number, y: string, j: number, jEnd: number): Ordering {
  let left = i;
  let right = j;
  while (left < iEnd && right < jEnd) {
    const difference = x.charCodeAt(left++) - y.charCodeAt(right++);
    if (difference !== 0) return difference > 0 ? 1 : -1;
  }
  if (left < iEnd) return 1;
  return right < jEnd ? -1 : 0;
}

function withoutTrailingZeros(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) === 0x30) at--;
  return at;
}
