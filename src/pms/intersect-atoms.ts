// Whether one package can match two atoms: what two lines of a configuration, or a dependency and a blocker, have to do with each other.

import type { Atom } from './atom.js';
import { type Candidate, matchesUse } from './match-atom.js';
import type { UseDependency } from './use-dependency.js';
import { rangeOf, rangesMeet } from './version-range.js';
import { matchesWildcard } from './wildcard-name.js';

/**
 * Exact for names, versions, slots, USE and repositories, the last two taken as known of every package. Conditional USE dependencies
 * ask only for the flag to exist; blockers stand for what they block. A text searched in versions (`=cat/pkg-*9999*`) is taken to
 * be in some version of any range but that of `=`.
 */
export function intersects(a: Atom, b: Atom): boolean {
  return (
    patternsMeet(a.category, b.category) &&
    patternsMeet(a.package, b.package) &&
    versionsMeet(a, b) &&
    areCompatible(a.slot, b.slot) &&
    areCompatible(a.subSlot, b.subSlot) &&
    areCompatible(a.repo, b.repo) &&
    useMeets([...a.use, ...b.use])
  );
}

function areCompatible(a: string | number | null, b: string | number | null): boolean {
  return a === null || b === null || a === b;
}

function versionsMeet(a: Atom, b: Atom): boolean {
  if (a.operator === '=' && b.operator === '=' && !areCompatible(a.buildId, b.buildId)) return false;
  return containsPart(a, b) && containsPart(b, a) && rangesMeet(rangeOf(a), rangeOf(b));
}

function containsPart(exact: Atom, searching: Atom): boolean {
  return (
    searching.versionPart === null ||
    exact.operator !== '=' ||
    exact.version?.text.includes(searching.versionPart) === true
  );
}

/** Each flag on its own: a package may have it on, have it off or not have it. */
function useMeets(dependencies: readonly UseDependency[]): boolean {
  const byFlag = new Map<string, UseDependency[]>();
  for (const dependency of dependencies) {
    const known = byFlag.get(dependency.flag);
    if (known === undefined) byFlag.set(dependency.flag, [dependency]);
    else known.push(dependency);
  }
  for (const [flag, asked] of byFlag) {
    if (!statesOf(flag).some(state => matchesUse(asked, state))) return false;
  }
  return true;
}

const NONE: ReadonlySet<string> = new Set();

function statesOf(flag: string): Pick<Candidate, 'use' | 'iuse' | 'iuseEffective'>[] {
  const only = new Set([flag]);
  return [
    { use: only, iuse: only, iuseEffective: NONE },
    { use: NONE, iuse: only, iuseEffective: NONE },
    { use: NONE, iuse: NONE, iuseEffective: NONE },
  ];
}

/**
 * Whether some name fits both, where `*` stands for any run of characters. What stands between the asterisks never matters: the texts
 * of one pattern and then of the other can follow each other in one name.
 */
function patternsMeet(a: string, b: string): boolean {
  if (!a.includes('*')) return matchesWildcard(b, a);
  if (!b.includes('*')) return matchesWildcard(a, b);
  const heads = [a.slice(0, a.indexOf('*')), b.slice(0, b.indexOf('*'))] as const;
  const tails = [a.slice(a.lastIndexOf('*') + 1), b.slice(b.lastIndexOf('*') + 1)] as const;
  return (
    (heads[0].startsWith(heads[1]) || heads[1].startsWith(heads[0])) &&
    (tails[0].endsWith(tails[1]) || tails[1].endsWith(tails[0]))
  );
}
