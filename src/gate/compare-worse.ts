// Which of two problems of one kin is the worse: each rule names the datum that orders them (contract: Matching).

import type { Atom } from '../pms/atom.js';
import { compareVersions } from '../pms/compare-versions.js';
import { formatCpn } from '../pms/cpv.js';
import { leavesOf } from '../pms/depspec.js';
import { parseDepspec } from '../pms/parse-depspec.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { parseVersion, type Version } from '../pms/version.js';
import type { Data, Finding } from '../rules/kit/finding.js';
import type { Kin } from '../rules/kit/kin.js';

const SEVERITIES = ['info', 'warning', 'error'] as const;

/**
 * Whether `now` is worse than `before`, which is of the same kin: graver, or asking for more. What is absent altogether cannot be worse,
 * whatever version of it is asked for.
 */
export function isWorse(kin: Kin | undefined, now: Finding, before: Finding): boolean {
  if (SEVERITIES.indexOf(now.severity) > SEVERITIES.indexOf(before.severity)) return true;
  if (kin?.worse === undefined || now.data['reason'] === 'absent' || now.message === 'absent') return false;
  return asksMore(now.data[kin.worse] ?? null, before.data[kin.worse] ?? null);
}

/** Of versions the higher, of lower bounds the higher, of upper bounds the lower; of a choice only where no branch asks for less. */
function asksMore(now: Data, before: Data): boolean {
  if (typeof now !== 'string' || typeof before !== 'string' || now === before) return false;
  const [a, b] = [readVersion(now), readVersion(before)];
  if (a !== null && b !== null) return compareVersions(a, b) > 0;
  const earlier = new Map<string, Atom>();
  for (const atom of atomsIn(before)) earlier.set(boundKey(atom), atom);
  const orders = atomsIn(now).map(atom => {
    const other = earlier.get(boundKey(atom));
    return other === undefined ? 0 : order(atom, other);
  });
  return orders.some(one => one > 0) && orders.every(one => one >= 0);
}

/** Positive where the first asks for more; exact versions only differ. */
function order(a: Atom, b: Atom): number {
  if (a.version === null || b.version === null) return 0;
  const compared = compareVersions(a.version, b.version);
  switch (a.operator) {
    case '>=':
    case '>':
      return compared;
    case '<=':
    case '<':
      return -compared;
    default:
      return 0;
  }
}

function boundKey(atom: Atom): string {
  return `${atom.operator?.[0] ?? ''} ${formatCpn(atom)}`;
}

function readVersion(text: string): Version | null {
  return caught(() => parseVersion(text));
}

function atomsIn(text: string): readonly Atom[] {
  const spec = caught(() => parseDepspec(text));
  if (spec === null) return [];
  return [...leavesOf(spec.nodes)]
    .map(({ value }) => value as Atom)
    .filter(({ blocker }) => blocker === null);
}

function caught<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}
