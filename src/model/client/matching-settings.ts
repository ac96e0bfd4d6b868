// Which lines of a package.* file are about a package, and in which order they count: the most specific atom last, wherever it
// stands in the file (portage(5), package.use).

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { bestMatch } from '../../pms/best-match.js';
import { formatCpn } from '../../pms/cpv.js';
import { type Candidate, matchesAtom } from '../../pms/match-atom.js';
import { matchesWildcard } from '../../pms/wildcard-name.js';
import type { PackageSetting } from './client-settings.js';

/** What an atom without USE dependencies may ask about a package. */
export type SettingCandidate = Pick<Candidate, 'cpv' | 'slot' | 'repo' | 'buildId'>;

const NO_FLAGS: ReadonlySet<string> = new Set();

export function asCandidate({ cpv, slot, repo, buildId }: SettingCandidate): Candidate {
  return {
    cpv,
    slot,
    repo: repo ?? null,
    buildId: buildId ?? null,
    use: NO_FLAGS,
    iuse: NO_FLAGS,
    iuseEffective: NO_FLAGS,
  };
}

/** The first line about a package; lines that name it before those with wildcards. */
export function firstSetting<S extends PackageSetting<unknown>>(
  settings: readonly S[],
  subject: SettingCandidate,
): S | null {
  if (settings.length === 0) return null;
  const candidate = asCandidate(subject);
  return settingsNamed(settings, subject).find(({ atom }) => matchesAtom(atom, candidate)) ?? null;
}

/** Values of the lines about a package, the least specific first. Lines with one atom count as one. */
export function valuesFor<V>(
  settings: readonly PackageSetting<V>[],
  subject: SettingCandidate,
): readonly V[] {
  if (settings.length === 0) return [];
  const named = settingsNamed(settings, subject);
  if (named.length === 0) return [];
  const candidate = asCandidate(subject);
  const byText = new Map<string, { readonly atom: Atom; readonly values: V[] }>();
  for (const { atom, value } of named) {
    if (!matchesAtom(atom, candidate)) continue;
    getOrMake(byText, atom.text, () => ({ atom, values: [] as V[] })).values.push(value);
  }
  const left = new Map([...byText.values()].map(({ atom, values }) => [atom, values]));
  const found: (readonly V[])[] = [];
  while (left.size > 1) {
    const best = bestMatch(left.keys(), candidate) as Atom;
    found.push(left.get(best) as V[]);
    left.delete(best);
  }
  for (const values of left.values()) found.push(values);
  return found.reverse().flat();
}

interface ByName {
  readonly named: ReadonlyMap<string, readonly PackageSetting<unknown>[]>;
  readonly wild: readonly PackageSetting<unknown>[];
}

const indices = new WeakMap<readonly PackageSetting<unknown>[], ByName>();

/** Those whose category and name fit: a repository masks thousands of packages, and each is asked about all. */
function settingsNamed<S extends PackageSetting<unknown>>(
  settings: readonly S[],
  { cpv }: SettingCandidate,
): readonly S[] {
  const { named, wild } = getOrMake(indices, settings, () => indexByName(settings));
  const own = (named.get(formatCpn(cpv)) ?? []) as readonly S[];
  if (wild.length === 0) return own;
  const fitting = (wild as readonly S[]).filter(
    ({ atom }) => matchesWildcard(atom.category, cpv.category) && matchesWildcard(atom.package, cpv.package),
  );
  return [...own, ...fitting];
}

function indexByName(settings: readonly PackageSetting<unknown>[]): ByName {
  const named = new Map<string, PackageSetting<unknown>[]>();
  const wild: PackageSetting<unknown>[] = [];
  for (const setting of settings) {
    const { category, package: name } = setting.atom;
    if (category.includes('*') || name.includes('*')) wild.push(setting);
    else getOrMake(named, formatCpn(setting.atom), (): PackageSetting<unknown>[] => []).push(setting);
  }
  return { named, wild };
}
