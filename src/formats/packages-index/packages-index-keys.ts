// The keys of a Packages entry: Portage's internal names, their names on disk, defaults and inheritance
// (`portage.md` 4.1). Everything about which keys exist is here, in one table.

/** Keys that Portage accepts in an entry, by internal name, in the order in which it writes them. */
export const INDEX_KEYS = [
  'BASE_URI',
  'BDEPEND',
  'BUILD_ID',
  'BUILD_TIME',
  'CHOST',
  'CPV',
  'DEFINED_PHASES',
  'DEPEND',
  'DESCRIPTION',
  'EAPI',
  'FETCHCOMMAND',
  'IDEPEND',
  'IUSE',
  'KEYWORDS',
  'LICENSE',
  'MD5',
  'PATH',
  'PDEPEND',
  'PKGINDEX_URI',
  'PROPERTIES',
  'PROVIDES',
  'RDEPEND',
  'REQUIRES',
  'RESTRICT',
  'RESUMECOMMAND',
  'SHA1',
  'SIZE',
  'SLOT',
  'USE',
  '_mtime_',
  'repository',
] as const;

export type IndexKey = (typeof INDEX_KEYS)[number];

/**
 * One package of an index. Values are effective: defaults and values inherited from the header are filled in,
 * what is absent is `''`. `line` counts from 1, `offset` counts bytes; both are those of the entry's first line.
 */
export interface IndexEntry extends Readonly<Record<IndexKey, string>> {
  readonly line: number;
  readonly offset: number;
}

/** Internal name to name on disk, where they differ; in headers too. */
export const DISK_NAMES: ReadonlyMap<string, string> = new Map([
  ['DESCRIPTION', 'DESC'],
  ['_mtime_', 'MTIME'],
  ['repository', 'REPO'],
]);

/** Name on disk to internal name. A file may also use the internal name itself: Portage accepts both. */
export const INTERNAL_NAMES: ReadonlyMap<string, string> = new Map(
  [...DISK_NAMES].map(([internal, disk]) => [disk, internal]),
);

/** Values that an absent key stands for, and that are therefore never written. All other keys stand for ''. */
export const DEFAULT_VALUES: ReadonlyMap<IndexKey, string> = new Map<IndexKey, string>([
  ['EAPI', '0'],
  ['SLOT', '0'],
]);

/** Keys whose value an entry takes from the header when it has none of its own. */
export const INHERITED_KEYS = ['CHOST', 'repository'] as const satisfies readonly IndexKey[];

/** Keys that come from a package's own metadata, built or installed; the others tell of its file or its way to the client. */
export const METADATA_KEYS = [
  'BDEPEND',
  'BUILD_ID',
  'BUILD_TIME',
  'CHOST',
  'DEFINED_PHASES',
  'DEPEND',
  'EAPI',
  'IDEPEND',
  'IUSE',
  'KEYWORDS',
  'LICENSE',
  'PDEPEND',
  'PROPERTIES',
  'PROVIDES',
  'RDEPEND',
  'REQUIRES',
  'RESTRICT',
  'SLOT',
  'USE',
  'repository',
] as const satisfies readonly IndexKey[];

/** Position of each key in `INDEX_KEYS`, by internal name and by name on disk. */
export const KEY_POSITIONS: ReadonlyMap<string, number> = new Map([
  ...INDEX_KEYS.map((key, position): [string, number] => [key, position]),
  ...INDEX_KEYS.flatMap((key, position): [string, number][] => {
    const disk = DISK_NAMES.get(key);
    return disk === undefined ? [] : [[disk, position]];
  }),
]);

/** Position of a key that is known to exist. */
export function positionOf(key: IndexKey): number {
  return KEY_POSITIONS.get(key)!;
}

/**
 * An entry from values in the order of `INDEX_KEYS`. One literal, so that all entries of all indices share one hidden
 * class: readers of 60,000 entries depend on it for speed and memory.
 */
export function makeIndexEntry(values: readonly string[], line: number, offset: number): IndexEntry {
  return {
    BASE_URI: values[0]!,
    BDEPEND: values[1]!,
    BUILD_ID: values[2]!,
    BUILD_TIME: values[3]!,
    CHOST: values[4]!,
    CPV: values[5]!,
    DEFINED_PHASES: values[6]!,
    DEPEND: values[7]!,
    DESCRIPTION: values[8]!,
    EAPI: values[9]!,
    FETCHCOMMAND: values[10]!,
    IDEPEND: values[11]!,
    IUSE: values[12]!,
    KEYWORDS: values[13]!,
    LICENSE: values[14]!,
    MD5: values[15]!,
    PATH: values[16]!,
    PDEPEND: values[17]!,
    PKGINDEX_URI: values[18]!,
    PROPERTIES: values[19]!,
    PROVIDES: values[20]!,
    RDEPEND: values[21]!,
    REQUIRES: values[22]!,
    RESTRICT: values[23]!,
    RESUMECOMMAND: values[24]!,
    SHA1: values[25]!,
    SIZE: values[26]!,
    SLOT: values[27]!,
    USE: values[28]!,
    _mtime_: values[29]!,
    repository: values[30]!,
    line,
    offset,
  };
}

/** An entry from named values; what is not named gets its default. */
export function indexEntryOf(
  named: Partial<Readonly<Record<IndexKey, string>>>,
  line = 0,
  offset = 0,
): IndexEntry {
  const values = INDEX_KEYS.map(key => named[key] ?? DEFAULT_VALUES.get(key) ?? '');
  return makeIndexEntry(values, line, offset);
}

/** Where the package lies below the binhost: PATH, or what Portage assumes without one. */
export function packagePath(entry: Pick<IndexEntry, 'CPV' | 'PATH'>): string {
  return entry.PATH === '' ? `${entry.CPV}.tbz2` : entry.PATH;
}
