// The `*` of `=cat/pkg-1.2*` (PMS 8.3.1): only the components written before the asterisk are compared.

import {
  compareComponents,
  compareIntegers,
  compareReleases,
  compareRevisions,
  isDot,
} from './compare-versions.js';
import { isLower, skipDigits } from './name-characters.js';
import { suffixAt, suffixEnd, type Version } from './version.js';

/**
 * Whether `version` starts with the components of `prefix`: `1.2` is a prefix of `1.2.3`, `1.2b`, `1.2_p1` and `1.2-r1`, not of `1.20`.
 * Name and number of a suffix are two components, so `1_p` is a prefix of `1_p3`.
 */
export function isVersionPrefix(prefix: Version, version: Version): boolean {
  const x = prefix.text;
  const xEnd = prefix.releaseLength;
  if (xEnd < x.length) {
    return compareReleases(prefix, version) === 0 && compareRevisions(prefix, version) === 0;
  }
  const y = version.text;
  const yEnd = version.releaseLength;

  let i = skipDigits(x, 0, xEnd);
  let j = skipDigits(y, 0, yEnd);
  if (compareIntegers(x, 0, i, y, 0, j) !== 0) return false;
  while (isDot(x, i, xEnd)) {
    if (!isDot(y, j, yEnd)) return false;
    const iNext = skipDigits(x, i + 1, xEnd);
    const jNext = skipDigits(y, j + 1, yEnd);
    if (compareComponents(x, i + 1, iNext, y, j + 1, jNext) !== 0) return false;
    i = iNext;
    j = jNext;
  }
  if (i < xEnd && isLower(x.charCodeAt(i))) {
    if (j >= yEnd || y.charCodeAt(j) !== x.charCodeAt(i)) return false;
    i++;
    j++;
  }
  while (i < xEnd) {
    const kind = suffixAt(x, i + 1);
    if (j >= yEnd || y.charCodeAt(j) !== 0x5f || suffixAt(y, j + 1) !== kind) return false;
    const xNumber = suffixEnd(kind, i + 1);
    const yNumber = suffixEnd(kind, j + 1);
    i = skipDigits(x, xNumber, xEnd);
    j = skipDigits(y, yNumber, yEnd);
    const open = xNumber === xEnd;
    if (!open && compareIntegers(x, xNumber, i, y, yNumber, j) !== 0) return false;
  }
  return true;
}
