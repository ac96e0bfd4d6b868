// The versions that an operator names (PMS 8.3.1) as a stretch of the order of versions, and whether two stretches meet.
//
// Every operator names one unbroken stretch: `~1.2` all revisions of a release, `=1.2*` everything that starts with its components.
// The latter has no first and no last member: `1.2_alpha_alpha...` gets ever lower, `1.2.9.9...` ever higher. Elsewhere the order
// has a gap only between one revision and the next.

import type { Atom } from './atom.js';
import { compareReleases, compareVersions, type Ordering } from './compare-versions.js';
import { revisionDigits, type Version } from './version.js';
import { isVersionPrefix } from './version-prefix.js';

export interface VersionRange {
  readonly lower: Bound | null;
  readonly upper: Bound | null;
  /** All versions that start with its components. */
  readonly prefix: Version | null;
}

interface Bound {
  readonly version: Version;
  readonly included: boolean;
  /** `first` and `last` stand for `-r0` and for a revision higher than all, whatever `version` says. */
  readonly revision: 'own' | 'first' | 'last';
}

const ALL: VersionRange = { lower: null, upper: null, prefix: null };

export function rangeOf(atom: Pick<Atom, 'operator' | 'version'>): VersionRange {
  const version = atom.version;
  if (version === null) return ALL;
  const bound = (included: boolean): Bound => ({ version, included, revision: 'own' });
  switch (atom.operator) {
    case '<':
      return { ...ALL, upper: bound(false) };
    case '<=':
      return { ...ALL, upper: bound(true) };
    case '>':
      return { ...ALL, lower: bound(false) };
    case '>=':
      return { ...ALL, lower: bound(true) };
    case '~':
      return {
        lower: { version, included: true, revision: 'first' },
        upper: { version, included: false, revision: 'last' },
        prefix: null,
      };
    case '=*':
      // With a revision every component is written: the asterisk stands for nothing.
      if (version.releaseLength === version.text.length) return { ...ALL, prefix: version };
      return { lower: bound(true), upper: bound(true), prefix: null };
    default:
      return { lower: bound(true), upper: bound(true), prefix: null };
  }
}

/** Whether some version is in both. */
export function rangesMeet(a: VersionRange, b: VersionRange): boolean {
  if (a.prefix !== null && b.prefix !== null) {
    return isVersionPrefix(a.prefix, b.prefix) || isVersionPrefix(b.prefix, a.prefix);
  }
  const lower = tighter(a.lower, b.lower, 1);
  const upper = tighter(a.upper, b.upper, -1);
  const prefix = a.prefix ?? b.prefix;
  // An end outside the prefix cuts off all of it or nothing.
  if (prefix !== null && lower !== null && !isVersionPrefix(prefix, lower.version)) {
    if (compareVersions(lower.version, prefix) > 0) return false;
  } else if (
    lower !== null &&
    upper !== null &&
    (prefix === null || isVersionPrefix(prefix, upper.version))
  ) {
    return isAnyBetween(lower, upper);
  }
  return (
    prefix === null ||
    upper === null ||
    isVersionPrefix(prefix, upper.version) ||
    compareVersions(upper.version, prefix) > 0
  );
}

/** Of two lower ends (`sign` 1) the higher, of two upper ends (-1) the lower. */
function tighter(a: Bound | null, b: Bound | null, sign: Ordering): Bound | null {
  if (a === null || b === null) return a ?? b;
  const order = compareBounds(a, b) * sign;
  if (order !== 0) return order > 0 ? a : b;
  return a.included ? b : a;
}

function compareBounds(a: Bound, b: Bound): Ordering {
  const release = compareReleases(a.version, b.version);
  if (release !== 0) return release;
  const x = revisionOf(a);
  const y = revisionOf(b);
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
  return x === y ? 0 : x > y ? 1 : -1;
}

/** Null for the one higher than all. */
function revisionOf(bound: Bound): bigint | null {
  if (bound.revision === 'last') return null;
  return bound.revision === 'first' ? 0n : BigInt(`0${revisionDigits(bound.version)}`);
}

function isAnyBetween(lower: Bound, upper: Bound): boolean {
  const order = compareBounds(lower, upper);
  if (order !== 0) return order < 0 && (lower.included || upper.included || !areNeighbours(lower, upper));
  return lower.included && upper.included;
}

/** Whether nothing lies between two ends that are not equal: two revisions of one release, the one after the other. */
function areNeighbours(lower: Bound, upper: Bound): boolean {
  const x = revisionOf(lower);
  const y = revisionOf(upper);
  return compareReleases(lower.version, upper.version) === 0 && x !== null && y !== null && y === x + 1n;
}
