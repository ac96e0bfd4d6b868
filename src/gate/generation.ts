// One state of a binhost with what is wrong in it, and its entries by what tells them apart.

import { getOrMake } from '../base/get-or-make.js';
import type { CheckResult } from '../check/result.js';
import { comparePreference } from '../model/newest.js';
import { type BinaryPackage, packagePath, slotKey } from '../model/package.js';
import type { Universe } from '../model/universe.js';
import type { Finding, Subject } from '../rules/kit/finding.js';

export class Generation {
  readonly universe: Universe;
  readonly result: CheckResult;
  readonly #newest = new Map<string, BinaryPackage>();
  #byName: ReadonlyMap<string, readonly BinaryPackage[]> | null = null;
  #byPath: ReadonlyMap<string, BinaryPackage> | null = null;

  constructor(universe: Universe, result: CheckResult) {
    this.universe = universe;
    this.result = result;
    for (const pkg of universe.judged) {
      const known = this.#newest.get(offerKey(pkg));
      if (known === undefined || comparePreference(known, pkg) < 0) this.#newest.set(offerKey(pkg), pkg);
    }
  }

  /** The newest entry of each name, slot and repository. */
  get newest(): Iterable<BinaryPackage> {
    return this.#newest.values();
  }

  newestLike(pkg: BinaryPackage): BinaryPackage | null {
    return this.#newest.get(offerKey(pkg)) ?? null;
  }

  isNewest(pkg: BinaryPackage): boolean {
    return this.newestLike(pkg) === pkg;
  }

  /** Null where a finding is about the index or a file. */
  entryOf({ subject }: Finding): BinaryPackage | null {
    if (subject.cpv === null) return null;
    this.#byName ??= this.#group();
    const named = this.#byName.get(nameOf(subject)) ?? [];
    return named.find(pkg => packagePath(pkg) === subject.path) ?? named[0] ?? null;
  }

  /** The entry whose package file lies there. */
  entryAt(path: string): BinaryPackage | null {
    this.#byPath ??= new Map(this.universe.judged.map(pkg => [packagePath(pkg), pkg]));
    return this.#byPath.get(path) ?? null;
  }

  #group(): ReadonlyMap<string, readonly BinaryPackage[]> {
    const groups = new Map<string, BinaryPackage[]>();
    for (const pkg of this.universe.judged) {
      const subject = { cpv: pkg.cpvText, buildId: pkg.buildId, repo: pkg.repo === '' ? null : pkg.repo };
      getOrMake(groups, nameOf(subject), (): BinaryPackage[] => []).push(pkg);
    }
    return groups;
  }
}

/** What clients see as one thing that is updated: name, slot and repository. */
export function offerKey(pkg: BinaryPackage): string {
  return `${slotKey(pkg)}::${pkg.repo}`;
}

function nameOf({ cpv, buildId, repo }: Pick<Subject, 'cpv' | 'buildId' | 'repo'>): string {
  return `${cpv}|${buildId}|${repo}`;
}
