// What was published once, under the names that it had then: other bytes at its URL, or other bytes under the BUILD_ID and BUILD_TIME by which
// Portage knows a build again (`dbapi/virtual.py`, `_instance_key`).

import { type BinaryPackage, packagePath } from '../package.js';
import type { PackageRecord } from '../package-record.js';
import type { Universe } from '../universe.js';

const DIGESTS = ['SHA1', 'MD5'] as const;
type ByteField = (typeof DIGESTS)[number] | 'SIZE';

/** What one side says of the bytes of a package file; empty where it says nothing. */
type StatedBytes = Readonly<Record<ByteField, string>>;

export interface Replacement {
  readonly package: BinaryPackage;
  readonly earlier: BinaryPackage;
  /** The first field in which the two differ, with what each says of it. */
  readonly field: ByteField;
  readonly before: string;
  readonly now: string;
  /** Both lie at one URL, so that the earlier one is gone. */
  readonly isAtOnePath: boolean;
  /** Portage takes the one for the other: the version, BUILD_ID and BUILD_TIME are equal. */
  readonly isOneBuild: boolean;
  /** The first key by which what is in them differs; null where the two records say the same of it. */
  readonly changed: keyof PackageRecord | null;
}

/**
 * Judged packages that took the name of a published one. Of several generations that knew the name the last counts: what was replaced
 * before, this change has not replaced.
 */
export function findReplacements(universe: Universe): readonly Replacement[] {
  const byUrl = new Map<string, BinaryPackage>();
  const byBuild = new Map<string, BinaryPackage[]>();
  for (const pkg of universe.packages) {
    if (pkg.role !== 'published') continue;
    byUrl.set(urlOf(universe, pkg), pkg);
    const key = buildOf(pkg);
    if (key === null) continue;
    const builds = byBuild.get(key);
    if (builds?.[0]?.source === pkg.source) builds.push(pkg);
    else byBuild.set(key, [pkg]);
  }
  if (byUrl.size === 0) return [];
  // Of entries that share a path the last counts.
  const offered = new Map(universe.judged.map(pkg => [urlOf(universe, pkg), pkg]));
  return [...offered].flatMap(([url, pkg]) => {
    const there = byUrl.get(url);
    const key = buildOf(pkg);
    const earlier = there === undefined && key !== null ? (byBuild.get(key) ?? []) : [];
    const found =
      there === undefined ? compareWithBuilds(universe, pkg, earlier) : compare(universe, pkg, there, true);
    return found === null ? [] : [found];
  });
}

/** Of a build that lies there in two containers one is enough. */
function compareWithBuilds(
  universe: Universe,
  pkg: BinaryPackage,
  builds: readonly BinaryPackage[],
): Replacement | null {
  const found = builds.map(earlier => compare(universe, pkg, earlier, false));
  return found.includes(null) ? null : (found.at(-1) ?? null);
}

function compare(
  universe: Universe,
  pkg: BinaryPackage,
  earlier: BinaryPackage,
  isAtOnePath: boolean,
): Replacement | null {
  const before = bytesOf(universe, earlier);
  const now = bytesOf(universe, pkg);
  const field = differingField(before, now);
  if (field === null) return null;
  const key = buildOf(pkg);
  return {
    package: pkg,
    earlier,
    field,
    before: before[field],
    now: now[field],
    isAtOnePath,
    isOneBuild: key !== null && key === buildOf(earlier),
    changed: CONTENT_KEYS.find(name => pkg.record[name] !== earlier.record[name]) ?? null,
  };
}

/**
 * The first that tells the two apart. Digests decide where both sides state one; what lost its digests, or got some, is not other bytes,
 * and of two with one digest the sizes are not asked.
 */
function differingField(a: StatedBytes, b: StatedBytes): ByteField | null {
  const shared = DIGESTS.filter(name => a[name] !== '' && b[name] !== '');
  const fields: readonly ByteField[] =
    shared.length === 0 && a.SIZE !== '' && b.SIZE !== '' ? ['SIZE'] : shared;
  return fields.find(name => a[name].toLowerCase() !== b[name].toLowerCase()) ?? null;
}

/** Of a file that was read its own bytes, whatever the index says of them. */
function bytesOf({ sources }: Universe, pkg: BinaryPackage): StatedBytes {
  const { SIZE, MD5, SHA1 } = pkg.record;
  const file = sources[pkg.source]?.files?.get(packagePath(pkg));
  if (file === undefined || file.md5 === null || file.sha1 === null) return { SIZE, MD5, SHA1 };
  return { SIZE: String(file.size), MD5: file.md5, SHA1: file.sha1 };
}

/** Below the place that the header names, or that of the index (`bintree.py`, `remote_base_uri`). */
function urlOf({ sources }: Universe, pkg: BinaryPackage): string {
  const base = (sources[pkg.source]?.header.get('URI') ?? '').replace(/\/+$/, '');
  return `${base}\n${packagePath(pkg)}`;
}

/** Null where BUILD_TIME does not tell it from others. */
function buildOf({ cpvText, repo, buildId, buildTime }: BinaryPackage): string | null {
  return buildTime === 0 ? null : [cpvText, repo, buildId, buildTime].join('\n');
}

/** What an entry says of the files in a package and of how they were made. */
const CONTENT_KEYS: readonly (keyof PackageRecord)[] = [
  'USE',
  'IUSE',
  'SLOT',
  'EAPI',
  'CHOST',
  'PROVIDES',
  'REQUIRES',
  'RDEPEND',
  'PDEPEND',
  'IDEPEND',
  'DEFINED_PHASES',
];
