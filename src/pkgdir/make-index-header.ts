// The header of an index that is made anew: the one that is there, or the little that package files can tell
// (`portage.md` 4.1, header keys).

import type { IndexEntry } from '../formats/packages-index/packages-index-keys.js';
import { readableValue } from '../formats/packages-index/packages-index-writer.js';
import type { MakeIndexProblem } from './judge-package-place.js';

const INDEX_FILE = 'Packages';
const INTEGER = /^\d{1,15}$/;
/** Portage's own keys are of these; what a damaged index has for keys besides is not carried on. */
const HEADER_KEY = /^[A-Za-z_][\w.+-]*$/;

/** What of a header is kept; VERSION, and CHOST where all packages agree on it, where there is none. */
export function baseHeader(
  existing: ReadonlyMap<string, string> | null,
  entries: readonly IndexEntry[],
  problems: MakeIndexProblem[],
): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  for (const [key, value] of existing ?? []) if (HEADER_KEY.test(key)) kept.set(key, readableValue(value));
  return kept.size > 0 ? kept : minimalHeader(entries, problems);
}

function minimalHeader(
  entries: readonly IndexEntry[],
  problems: MakeIndexProblem[],
): ReadonlyMap<string, string> {
  const message =
    'There is no index whose header could be kept: the new one lacks what Portage knows from the profile (ARCH, IUSE_IMPLICIT, USE_EXPAND...).';
  problems.push({ code: 'header-minimal', message, offset: null, file: INDEX_FILE, skipped: false });
  const hosts = new Set(entries.map(entry => entry.CHOST));
  const [chost] = hosts;
  const agreed = hosts.size === 1 && chost !== undefined && chost !== '';
  return new Map([...(agreed ? [['CHOST', chost] as const] : []), ['VERSION', '0'] as const]);
}

/**
 * Whether clients must be made to take an index of unchanged entries: they do so only for a greater TIMESTAMP. A time later than now is no
 * reason: a TIMESTAMP in the future would hide every index until then, and one of now would not end the matter.
 */
export function needsTimestamp(
  header: ReadonlyMap<string, string>,
  entries: readonly IndexEntry[],
  now: number,
): boolean {
  const timestamp = header.get('TIMESTAMP') ?? '';
  if (header.get('PACKAGES') !== String(entries.length) || !INTEGER.test(timestamp)) return true;
  const isLate = (time: string) =>
    INTEGER.test(time) && Number(time) > Number(timestamp) && Number(time) <= now;
  return entries.some(entry => isLate(entry.BUILD_TIME) || isLate(entry._mtime_));
}

/** `now` null: nothing changed, and the header stays as it is. */
export function makeHeader(
  base: ReadonlyMap<string, string>,
  count: number,
  now: number | null,
): Map<string, string> {
  const header = new Map(base);
  if (now === null) return header;
  const before = header.get('TIMESTAMP') ?? '';
  // A clock that stands still or runs back must not hide the change.
  const stamp = INTEGER.test(before) ? Math.max(now, Number(before) + 1) : now;
  header.set('VERSION', '0').set('PACKAGES', String(count)).set('TIMESTAMP', String(stamp));
  return header;
}
