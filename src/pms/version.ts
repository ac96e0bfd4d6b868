// Versions (PMS 3.2): `1.2b_rc3-r4`. Kept as text: every comparison reads the characters, so numbers have any length.

import { isLower, skipDigits } from './name-characters.js';
import { PmsSyntaxError } from './syntax-error.js';

export interface Version {
  /** As written, revision included (PVR). */
  readonly text: string;
  /** Length of the part before `-r` (PV); equal to `text.length` where there is no revision. */
  readonly releaseLength: number;
}

/** In the order of PMS algorithm 3.6. */
export const SUFFIXES = ['alpha', 'beta', 'pre', 'rc', 'p'] as const;
/** Lengths of their names. */
const SUFFIX_LENGTHS = SUFFIXES.map(name => name.length);

/** Index in `SUFFIXES` of the one that starts at `at` (after `_`), or -1. */
export function suffixAt(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 0x61:
      return text.startsWith('alpha', at) ? 0 : -1;
    case 0x62:
      return text.startsWith('beta', at) ? 1 : -1;
    case 0x70:
      return text.startsWith('pre', at) ? 2 : 4;
    case 0x72:
      return text.charCodeAt(at + 1) === 0x63 ? 3 : -1;
    default:
      return -1;
  }
}

/** Where the name of suffix `kind` that starts at `at` ends. */
export function suffixEnd(kind: number, at: number): number {
  return at + (SUFFIX_LENGTHS[kind] as number);
}

/** Reads a version. Throws `PmsSyntaxError`. */
export function parseVersion(text: string): Version {
  return { text, releaseLength: releaseLength(text) };
}

export function formatVersion(version: Version): string {
  return version.text;
}

/** Length of the part of `text` before the revision. Throws `PmsSyntaxError` where `text` is no version. */
export function releaseLength(text: string): number {
  const release = releaseEnd(text, 0, text.length);
  if (release < 0) {
    throw new PmsSyntaxError(
      text,
      0,
      'PMS 3.2: a version is numbers joined by dots, a letter, suffixes and a revision',
    );
  }
  if (release < text.length && revisionEnd(text, release, text.length) !== text.length) {
    throw new PmsSyntaxError(text, release, 'PMS 3.2: a version ends with its revision, -r and a number');
  }
  return release;
}

/** The version in [start, end) of `text`, or null where that range is none. */
export function versionIn(text: string, start: number, end: number): Version | null {
  const release = releaseEnd(text, start, end);
  if (release < 0 || revisionEnd(text, release, end) !== end) return null;
  return { text: text.slice(start, end), releaseLength: release - start };
}

/** Whether [start, end) of `text` is a version. */
export function isVersion(text: string, start: number, end: number): boolean {
  const release = releaseEnd(text, start, end);
  return release >= 0 && revisionEnd(text, release, end) === end;
}

/** Digits of the revision without `-r`; empty where none is written. */
export function revisionDigits(version: Version): string {
  return version.text.slice(version.releaseLength + 2);
}

/** PV: the version without its revision. */
export function releaseText(version: Version): string {
  return version.text.slice(0, version.releaseLength);
}

/** End of number part, letter and suffixes; -1 where the range does not start with a number. */
function releaseEnd(text: string, start: number, end: number): number {
  let at = skipDigits(text, start, end);
  if (at === start) return -1;
  while (at + 1 < end && text.charCodeAt(at) === 0x2e) {
    const next = skipDigits(text, at + 1, end);
    if (next === at + 1) return at;
    at = next;
  }
  if (at < end && isLower(text.charCodeAt(at))) at++;
  while (at < end && text.charCodeAt(at) === 0x5f) {
    const kind = suffixAt(text, at + 1);
    const name = kind < 0 ? end + 1 : suffixEnd(kind, at + 1);
    // A suffix name may reach past the range, as `_pre` does where the range ends after `_p`.
    if (name > end) return at;
    at = skipDigits(text, name, end);
  }
  return at;
}

/** End of `-r` and digits at `at`, or `at` where there is none. */
function revisionEnd(text: string, at: number, end: number): number {
  if (at + 2 < end && text.charCodeAt(at) === 0x2d && text.charCodeAt(at + 1) === 0x72) {
    const next = skipDigits(text, at + 2, end);
    return next > at + 2 ? next : at;
  }
  return at;
}
