// Whether a package satisfies an atom (PMS 8.3), with Portage's rules for the USE flags of built packages.

import type { Atom } from './atom.js';
import { compareReleases, compareVersions } from './compare-versions.js';
import type { Cpv } from './cpv.js';
import { evaluateUseDependency, type UseDependency } from './use-dependency.js';
import type { Version } from './version.js';
import { isVersionPrefix } from './version-prefix.js';
import { matchesWildcard } from './wildcard-name.js';

/** A set of flags, as far as it is asked. */
export type FlagTest = Pick<ReadonlySet<string>, 'has'>;

/** What an atom may ask about a package. */
export interface Candidate {
  readonly cpv: Cpv;
  readonly slot: { readonly slot: string; readonly subSlot: string };
  /**
   * Flags enabled in the build; all of them count as flags that the package has. Of ebuilds, and of packages built with an EAPI
   * below 5, whose USE lists the whole configuration, give only those of IUSE and the implicit ones.
   */
  readonly use: ReadonlySet<string>;
  /** Flags of IUSE, without the signs of their defaults. */
  readonly iuse: ReadonlySet<string>;
  /** Implicit IUSE of its profile (PMS 11.1.1), a set of flags or, where it is given by patterns, a test for them. */
  readonly iuseEffective: FlagTest;
  /** Null, absent or empty where it is not known: such a package is of any repository, as Portage has it. */
  readonly repo?: string | null;
  readonly buildId?: number | null;
}

/** Whether `candidate` is what the atom names. A blocker matches the packages that it blocks. */
export function matchesAtom(atom: Atom, candidate: Candidate): boolean {
  return (
    matchesName(atom, candidate.cpv) &&
    matchesVersion(atom, candidate) &&
    matchesSlot(atom, candidate.slot) &&
    matchesRepo(atom, candidate) &&
    matchesUse(atom.use, candidate)
  );
}

function matchesName(atom: Atom, cpv: Cpv): boolean {
  if (atom.package === cpv.package && atom.category === cpv.category) return true;
  return (
    (atom.category.includes('*') || atom.package.includes('*')) &&
    matchesWildcard(atom.category, cpv.category) &&
    matchesWildcard(atom.package, cpv.package)
  );
}

/** The version operator alone. A build id counts with `=` only, as in Portage. */
export function matchesVersion(atom: Atom, candidate: Pick<Candidate, 'cpv' | 'buildId'>): boolean {
  const version = candidate.cpv.version;
  if (atom.operator === null) {
    return atom.versionPart === null || version?.text.includes(atom.versionPart) === true;
  }
  if (version === null || !isInRange(atom, version)) return false;
  return atom.buildId === null || atom.operator !== '=' || atom.buildId === candidate.buildId;
}

function isInRange(atom: Atom, version: Version): boolean {
  const wanted = atom.version as Version;
  switch (atom.operator) {
    case '=':
      return compareVersions(version, wanted) === 0;
    case '=*':
      return isVersionPrefix(wanted, version);
    case '~':
      return compareReleases(version, wanted) === 0;
    case '>':
      return compareVersions(version, wanted) > 0;
    case '>=':
      return compareVersions(version, wanted) >= 0;
    case '<':
      return compareVersions(version, wanted) < 0;
    case '<=':
      return compareVersions(version, wanted) <= 0;
    default:
      return true;
  }
}

export function matchesSlot(atom: Atom, slot: Candidate['slot']): boolean {
  return (
    atom.slot === null ||
    (atom.slot === slot.slot && (atom.subSlot === null || atom.subSlot === slot.subSlot))
  );
}

export function matchesRepo(atom: Atom, candidate: Pick<Candidate, 'repo'>): boolean {
  return atom.repo === null || atom.repo === candidate.repo || (candidate.repo ?? '') === '';
}

/**
 * USE dependencies of an atom whose conditions have been evaluated; conditional ones that remain ask only for the flag's existence.
 * A built package also knows every flag it was built with: the profile's implicit flags may have changed since (Portage, bug 640318).
 */
export function matchesUse(
  dependencies: readonly UseDependency[],
  candidate: Pick<Candidate, 'use' | 'iuse' | 'iuseEffective'>,
): boolean {
  for (const dependency of dependencies) if (!matchesFlag(dependency, candidate)) return false;
  return true;
}

export function matchesFlag(
  dependency: UseDependency,
  candidate: Pick<Candidate, 'use' | 'iuse' | 'iuseEffective'>,
): boolean {
  const flag = dependency.flag;
  const enabled = candidate.use.has(flag);
  if (!enabled && !candidate.iuse.has(flag) && !candidate.iuseEffective.has(flag)) {
    if (dependency.default === null) return false;
    if (dependency.requirement === 'enabled') return dependency.default === '+';
    return dependency.requirement !== 'disabled' || dependency.default === '-';
  }
  if (dependency.requirement === 'enabled') return enabled;
  return dependency.requirement !== 'disabled' || !enabled;
}

/**
 * The USE dependencies that a candidate does not meet, as written, for a parent built with `parentUse`: it decides the conditional ones.
 */
export function unmetUseDependencies(
  atom: Atom,
  candidate: Pick<Candidate, 'use' | 'iuse' | 'iuseEffective'>,
  parentUse: ReadonlySet<string>,
): readonly UseDependency[] {
  return atom.use.filter(dependency => {
    const asked = evaluateUseDependency(dependency, parentUse);
    return asked !== null && !matchesFlag(asked, candidate);
  });
}
