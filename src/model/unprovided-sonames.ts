// Libraries that something needs and nothing provides, and the missing dependency that most likely owned each.

import { getOrMake } from '../base/get-or-make.js';
import { formatCpn } from '../pms/cpv.js';
import { isOffered } from './newest.js';
import type { BinaryPackage, Soname } from './package.js';
import { atomsOf, failedRequirementsOf } from './requirements.js';
import type { Universe } from './universe.js';

export interface UnprovidedSoname {
  /** Names of the baselines that lack it; empty where none is declared. */
  readonly baselines: readonly string[];
  /** Unmet items, as written, of the missing package that likely owned the library; empty where none stands out. */
  readonly owners: readonly string[];
}

/** The unprovided libraries among those that judged packages need. */
export function unprovidedSonames(universe: Universe): ReadonlyMap<Soname, UnprovidedSoname> {
  const users = usersOf(universe);
  const offered = new Set<Soname>();
  for (const pkg of universe.packages)
    if (isOffered(pkg)) for (const soname of pkg.provides) offered.add(soname);
  const baselines = [...universe.sources.entries()].filter(([, source]) => source.role === 'installed');
  const installed = baselines.map(([index, source]) => ({
    name: source.name,
    provides: new Set(universe.packages.filter(pkg => pkg.source === index).flatMap(pkg => pkg.provides)),
  }));
  const missing = new Map<Soname, UnprovidedSoname>();
  const absent = new AbsentNames(universe);
  for (const [soname, packages] of users) {
    if (offered.has(soname)) continue;
    const lacking = installed
      .filter(baseline => !baseline.provides.has(soname))
      .map(baseline => baseline.name);
    if (installed.length > 0 && lacking.length === 0) continue;
    missing.set(soname, { baselines: lacking, owners: absent.ownersOf(packages) });
  }
  return missing;
}

function usersOf(universe: Universe): Map<Soname, BinaryPackage[]> {
  const users = new Map<Soname, BinaryPackage[]>();
  for (const pkg of universe.judged) {
    for (const soname of new Set(pkg.requires)) {
      getOrMake(users, soname, (): BinaryPackage[] => []).push(pkg);
    }
  }
  return users;
}

/**
 * The missing names that packages ask for. A library's likely owner is a missing name that all its users ask for;
 * of several, the one with the fewest other users. An inference, used only to tell consequences under their cause.
 */
class AbsentNames {
  private readonly universe: Universe;
  private readonly byPackage = new Map<BinaryPackage, ReadonlyMap<string, readonly string[]>>();
  private readonly asking = new Map<string, number>();

  constructor(universe: Universe) {
    this.universe = universe;
    for (const pkg of universe.judged)
      for (const name of this.namesOf(pkg).keys()) this.asking.set(name, (this.asking.get(name) ?? 0) + 1);
  }

  ownersOf(users: readonly BinaryPackage[]): readonly string[] {
    const [first, ...others] = users;
    if (first === undefined) return [];
    let best: string | null = null;
    for (const name of this.namesOf(first).keys()) {
      if (!others.every(user => this.namesOf(user).has(name))) continue;
      if (best === null || (this.asking.get(name) ?? 0) < (this.asking.get(best) ?? 0)) best = name;
    }
    if (best === null) return [];
    const items = new Set<string>();
    for (const user of users) for (const item of this.namesOf(user).get(best) ?? []) items.add(item);
    return [...items];
  }

  /** Names that some unmet item of the package asks for, with those items as written. */
  private namesOf(pkg: BinaryPackage): ReadonlyMap<string, readonly string[]> {
    return getOrMake(this.byPackage, pkg, () => this.readNames(pkg));
  }

  private readNames(pkg: BinaryPackage): ReadonlyMap<string, readonly string[]> {
    const names = new Map<string, string[]>();
    for (const { node, text } of failedRequirementsOf(this.universe, pkg)) {
      for (const atom of atomsOf(node)) {
        getOrMake(names, formatCpn(atom), (): string[] => []).push(text);
      }
    }
    return names;
  }
}
