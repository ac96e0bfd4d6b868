// One entry of `metadata/md5-cache` (md5-dict; PMS appendix "Metadata cache" and Portage `cache/flat_hash.py`, `cache/template.py`): lines
// `KEY=value` in the order of their keys, empty ones left out, then the digests of the eclasses and of the ebuild.

import { compareText } from '../../base/compare-text.js';
import type { Problem } from '../../base/format-error.js';

/** What Portage writes of an ebuild, in its order. */
export const MD5_CACHE_KEYS = [
  'BDEPEND',
  'DEFINED_PHASES',
  'DEPEND',
  'DESCRIPTION',
  'EAPI',
  'HOMEPAGE',
  'IDEPEND',
  'INHERIT',
  'IUSE',
  'KEYWORDS',
  'LICENSE',
  'PDEPEND',
  'PROPERTIES',
  'RDEPEND',
  'REQUIRED_USE',
  'RESTRICT',
  'SLOT',
  'SRC_URI',
] as const;
export type Md5CacheKey = (typeof MD5_CACHE_KEYS)[number];

export interface EclassDigest {
  readonly name: string;
  /** 32 hexadecimal digits. */
  readonly md5: string;
}

export interface Md5CacheEntry {
  /** All keys; empty where the entry says nothing. */
  readonly values: Readonly<Record<Md5CacheKey, string>>;
  /** Every eclass that was sourced, sorted by name. */
  readonly eclasses: readonly EclassDigest[];
  /** Digest of the ebuild; null where there is none: such an entry is valid for no ebuild. */
  readonly md5: string | null;
}

export interface Md5CacheReading {
  readonly entry: Md5CacheEntry;
  /** With any of them Portage takes the entry for damaged, and runs the ebuild. */
  readonly problems: readonly Problem[];
}

const KNOWN: ReadonlySet<string> = new Set(MD5_CACHE_KEYS);
const MD5 = /^[0-9a-f]{32}$/i;

/** Reads an entry; what is damaged in it is named, the rest is returned. */
export function readMd5CacheEntry(text: string): Md5CacheReading {
  const values: Partial<Record<Md5CacheKey, string>> = {};
  for (const key of MD5_CACHE_KEYS) values[key] = '';
  const problems: Problem[] = [];
  let eclasses: readonly EclassDigest[] = [];
  let md5: string | null = null;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const equals = text.indexOf('=', start);
    if (equals < 0 || equals > end) {
      problems.push({ code: 'line-invalid', message: 'A line has no "=".', offset: start });
    } else {
      const key = text.slice(start, equals);
      if (KNOWN.has(key)) values[key as Md5CacheKey] = text.slice(equals + 1, end);
      else if (key === '_md5_') md5 = text.slice(equals + 1, end);
      else if (key === '_eclasses_')
        eclasses = readEclasses(text.slice(equals + 1, end), equals + 1, problems);
    }
    start = end + 1;
  }
  if (md5 !== null && !MD5.test(md5)) {
    problems.push({ code: 'md5-invalid', message: '_md5_ is no MD5 digest.', offset: null, field: '_md5_' });
    md5 = null;
  } else if (md5 === null) {
    problems.push({ code: 'md5-missing', message: 'There is no _md5_.', offset: null, field: '_md5_' });
  }
  return { entry: { values: values as Md5CacheEntry['values'], eclasses, md5 }, problems };
}

/** `name<tab>digest<tab>name<tab>digest` */
function readEclasses(text: string, offset: number, problems: Problem[]): readonly EclassDigest[] {
  const words = text.trim().split('\t');
  if (words.length === 1 && words[0] === '') return [];
  const pairs: EclassDigest[] = [];
  for (let at = 0; at + 1 < words.length; at += 2)
    pairs.push({ name: words[at] as string, md5: words[at + 1] as string });
  if (words.length % 2 === 1 || pairs.some(({ md5 }) => !MD5.test(md5))) {
    const message = '_eclasses_ does not consist of pairs of a name and an MD5 digest.';
    problems.push({ code: 'eclasses-invalid', message, offset, field: '_eclasses_' });
    return [];
  }
  return pairs;
}

/** Writes an entry, byte by byte as Portage does. */
export function writeMd5CacheEntry({ values, eclasses, md5 }: Md5CacheEntry): string {
  let text = '';
  for (const key of MD5_CACHE_KEYS) if (values[key] !== '') text += `${key}=${values[key]}\n`;
  if (eclasses.length > 0) text += `_eclasses_=${formatEclasses(eclasses)}\n`;
  return md5 === null ? text : `${text}_md5_=${md5}\n`;
}

/** The value of `_eclasses_`. */
function formatEclasses(eclasses: readonly EclassDigest[]): string {
  return [...eclasses]
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ name, md5 }) => `${name}\t${md5}`)
    .join('\t');
}

/**
 * Keys of which an entry says nothing because Portage did not know them yet when it wrote it: INHERIT stands in every newer entry of an
 * ebuild with eclasses, and Portage learnt IDEPEND before it.
 */
export function keysUnknownToWriter({ values, eclasses }: Md5CacheEntry): readonly Md5CacheKey[] {
  if (eclasses.length === 0 || values.INHERIT !== '') return [];
  return values.IDEPEND === '' ? ['IDEPEND', 'INHERIT'] : ['INHERIT'];
}

/** One key that two entries of an ebuild disagree about. */
export interface Md5CacheDifference {
  readonly key: Md5CacheKey | '_eclasses_' | '_md5_';
  readonly expected: string;
  readonly actual: string;
}

/** What `actual` says otherwise than `expected`, in keys that the writer of `expected` knew. */
export function compareMd5CacheEntries(
  expected: Md5CacheEntry,
  actual: Md5CacheEntry,
): readonly Md5CacheDifference[] {
  const unknown = keysUnknownToWriter(expected);
  const differences: Md5CacheDifference[] = [];
  const compare = (key: Md5CacheDifference['key'], one: string, other: string) => {
    if (one !== other) differences.push({ key, expected: one, actual: other });
  };
  for (const key of MD5_CACHE_KEYS)
    if (!unknown.includes(key)) compare(key, expected.values[key], actual.values[key]);
  compare('_eclasses_', formatEclasses(expected.eclasses), formatEclasses(actual.eclasses));
  compare('_md5_', expected.md5 ?? '', actual.md5 ?? '');
  return differences;
}
