// What became of the packages of a universe in a later one: the same, gone, or not there before. A package is the same where everything
// that a verdict can depend on is: what it is called, what it needs, offers and was built with, and of instances that are else equally
// preferred, which stands first.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage } from '../../model/package.js';
import type { RecordKey } from '../../model/package-record.js';
import type { Source } from '../../model/source.js';
import type { Universe } from '../../model/universe.js';

export interface UniverseDifference {
  /** Packages of the earlier universe that are not in the later one, or are not the same there. */
  readonly gone: readonly BinaryPackage[];
  /** Packages of the later universe that are not in the earlier one, or were not the same. */
  readonly added: readonly BinaryPackage[];
  /** By id in the earlier universe: the same package of the later one, or null. */
  readonly heirs: readonly (BinaryPackage | null)[];
}

/** Ascending by how often they tell two instances apart. Where files lie, and checksums, are no matter of a verdict. */
const FIELDS = [
  'CPV',
  'BUILD_TIME',
  'BUILD_ID',
  'SLOT',
  'EAPI',
  'repository',
  'USE',
  'IUSE',
  'RDEPEND',
  'PDEPEND',
  'IDEPEND',
  'PROVIDES',
  'REQUIRES',
] as const satisfies readonly RecordKey[];

export function compareUniverses(before: Universe, after: Universe): UniverseDifference {
  const heirs: (BinaryPackage | null)[] = before.packages.map(() => null);
  const taken = new Uint8Array(after.packages.length);
  const ofBefore = bySource(before);
  const ofAfter = bySource(after);
  for (const [from, to] of pairSources(before.sources, after.sources)) {
    for (const [pkg, heir] of pairPackages(ofBefore[from] ?? [], ofAfter[to] ?? [])) {
      heirs[pkg.id] = heir;
      taken[heir.id] = 1;
    }
  }
  for (const heir of overtaken(before, after, heirs)) taken[heir.id] = 0;
  return {
    gone: before.packages.filter(({ id }) => heirs[id] === null),
    added: after.packages.filter(({ id }) => taken[id] === 0),
    heirs,
  };
}

/** Takes away, and gives, the heirs that stand before one that they stood behind: the same, but for who is preferred. */
function overtaken(
  before: Universe,
  after: Universe,
  heirs: (BinaryPackage | null)[],
): readonly BinaryPackage[] {
  const found: BinaryPackage[] = [];
  for (const [cpn, group] of before.byCpn) {
    if (group.length < 2) continue;
    const places = new Map((after.byCpn.get(cpn) ?? []).map((pkg, at) => [pkg, at]));
    let last = -1;
    for (const { id } of group) {
      const heir = heirs[id] ?? null;
      const place = heir === null ? undefined : places.get(heir);
      if (heir === null || place === undefined) continue;
      if (place > last) last = place;
      else {
        heirs[id] = null;
        found.push(heir);
      }
    }
  }
  return found;
}

function bySource({ sources, packages }: Universe): readonly (readonly BinaryPackage[])[] {
  const lists = sources.map((): BinaryPackage[] => []);
  for (const pkg of packages) lists[pkg.source]?.push(pkg);
  return lists;
}

/** Those of one role and name, then the others of one role in their order: generations of a binhost may have names of their own. */
function pairSources(before: readonly Source[], after: readonly Source[]): readonly [number, number][] {
  const pairs: [number, number][] = [];
  const open = new Set(after.keys());
  const paired = new Set<number>();
  const pair = (isPair: (a: Source, b: Source) => boolean) => {
    for (const [from, source] of before.entries()) {
      if (paired.has(from)) continue;
      const to = [...open].find(at => isPair(source, after[at] as Source));
      if (to === undefined) continue;
      open.delete(to);
      paired.add(from);
      pairs.push([from, to]);
    }
  };
  pair((a, b) => a.role === b.role && a.name === b.name);
  pair((a, b) => a.role === b.role && a.role !== 'installed');
  // Flags that a source implies reach into every package of it.
  return pairs.filter(([from, to]) => impliesTheSame(before[from] as Source, after[to] as Source));
}

function impliesTheSame(a: Source, b: Source): boolean {
  const headers = ['ARCH', 'USE_EXPAND_HIDDEN', 'USE_EXPAND_VALUES_ARCH'];
  return (
    a.iuseEffective.size === b.iuseEffective.size &&
    [...a.iuseEffective].every(flag => b.iuseEffective.has(flag)) &&
    headers.every(key => (a.header.get(key) ?? '') === (b.header.get(key) ?? ''))
  );
}

/** Indices are sorted: before and behind a change of a few packages all is as it was. */
function pairPackages(
  before: readonly BinaryPackage[],
  after: readonly BinaryPackage[],
): readonly [BinaryPackage, BinaryPackage][] {
  const pairs: [BinaryPackage, BinaryPackage][] = [];
  const tryPair = (a: BinaryPackage | undefined, b: BinaryPackage | undefined) => {
    if (a === undefined || b === undefined || !isSame(a, b)) return false;
    pairs.push([a, b]);
    return true;
  };
  let start = 0;
  while (tryPair(before[start], after[start])) start++;
  let cut = 0;
  const least = Math.min(before.length, after.length) - start;
  while (cut < least && tryPair(before.at(-1 - cut), after.at(-1 - cut))) cut++;
  const rest = new Map<string, BinaryPackage[]>();
  for (const pkg of after.slice(start, after.length - cut))
    getOrMake(rest, pkg.cpvText, (): BinaryPackage[] => []).push(pkg);
  for (const pkg of before.slice(start, before.length - cut)) {
    const list = rest.get(pkg.cpvText) ?? [];
    const at = list.findIndex(other => isSame(pkg, other));
    if (at >= 0) pairs.push([pkg, list.splice(at, 1)[0] as BinaryPackage]);
  }
  return pairs;
}

function isSame(a: BinaryPackage, b: BinaryPackage): boolean {
  return a.record === b.record || FIELDS.every(field => a.record[field] === b.record[field]);
}
