// What a candidate does to the entries of the index that is published.

import { getOrMake } from '../base/get-or-make.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import type { PackageRecord, RecordKey } from '../model/package-record.js';
import { type Generation, offerKey } from './generation.js';

/** Names of instances, `app-misc/a-1-2`, in the order of the index. */
export interface ChangeSet {
  /** Of a name, slot and repository that had no entry. */
  readonly added: readonly string[];
  /** Another build of a version that was there, in its place or beside it. */
  readonly rebuilt: readonly Step[];
  /** Another version in a slot that had an entry; `from` is the newest that it had. */
  readonly replaced: readonly Step[];
  /** The same build with other words in the index. */
  readonly edited: readonly string[];
  /** Entries that are gone and came back in no other build. */
  readonly removed: readonly string[];
}

export interface Step {
  readonly from: string;
  readonly to: string;
}

export function listChange(published: Generation, candidate: Generation): ChangeSet {
  const before = byKey(published.universe.judged, instanceKey);
  const after = byKey(candidate.universe.judged, instanceKey);
  const came = candidate.universe.judged.filter(pkg => !before.has(instanceKey(pkg)));
  const gone = published.universe.judged.filter(pkg => !after.has(instanceKey(pkg)));
  const versions = byKey(published.universe.judged, versionKey);
  const rebuilt: Step[] = [];
  const replaced: Step[] = [];
  const added: string[] = [];
  for (const pkg of came) {
    const same = versions.get(versionKey(pkg))?.at(-1);
    const newest = published.newestLike(pkg);
    if (same !== undefined) rebuilt.push({ from: instanceName(same), to: instanceName(pkg) });
    else if (newest !== null) replaced.push({ from: instanceName(newest), to: instanceName(pkg) });
    else added.push(instanceName(pkg));
  }
  const back = new Set(came.map(versionKey));
  return {
    added,
    rebuilt,
    replaced,
    edited: candidate.universe.judged
      .filter(pkg => before.get(instanceKey(pkg))?.some(one => !isSameRecord(one.record, pkg.record)))
      .map(instanceName),
    removed: gone.filter(pkg => !back.has(versionKey(pkg))).map(instanceName),
  };
}

function byKey(packages: readonly BinaryPackage[], keyOf: (pkg: BinaryPackage) => string) {
  const groups = new Map<string, BinaryPackage[]>();
  for (const pkg of packages) getOrMake(groups, keyOf(pkg), (): BinaryPackage[] => []).push(pkg);
  return groups;
}

/** One build, whatever its entry says of it. */
export function instanceKey({ cpvText, repo, buildId, buildTime, record }: BinaryPackage): string {
  return [cpvText, repo, buildId, buildTime, record.PATH].join('|');
}

function versionKey(pkg: BinaryPackage): string {
  return `${pkg.cpvText} ${offerKey(pkg)}`;
}

function isSameRecord(a: PackageRecord, b: PackageRecord): boolean {
  return (Object.keys(a) as (RecordKey | 'offset' | 'line')[]).every(
    key => key === 'offset' || key === 'line' || a[key] === b[key],
  );
}
