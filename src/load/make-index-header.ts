// The header of an index that is made anew: the one that is there, or the little that package files can tell
// (`portage.md` 4.1, header keys).

import type { PackagesIndex } from '../formats/packages-index.js';
import type { IndexEntry } from '../formats/packages-index-keys.js';
import type { MakeIndexProblem } from './make-package-entry.js';

const INDEX_FILE = 'Packages';
const INTEGER = /^\d{1,15}$/;

/** VERSION, and CHOST where all packages agree on it. */
export function minimalHeader(
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

/** Whether clients must be made to take the new index: they do so only for a greater TIMESTAMP. */
export function needsTimestamp(existing: PackagesIndex | null, changed: boolean, count: number): boolean {
  if (existing === null || changed) return true;
  const { header, problems } = existing;
  if (header.get('PACKAGES') !== String(count) || !INTEGER.test(header.get('TIMESTAMP') ?? '')) return true;
  // A missing CHOST stays missing when the index is written again.
  return problems.some(({ code, loses }) => loses !== 'nothing' && code !== 'chost-missing');
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
