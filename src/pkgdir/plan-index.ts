// The entries of the Packages index that a PKGDIR ought to have, in Portage's order, and how they differ from the index it has
// (`portage.md` 4.1; Portage 3.0.82, `dbapi/bintree.py`). Nothing is written: an index that is only judged may hold anything.

import { compareText } from '../base/compare-text.js';
import type { PackagesIndex } from '../formats/packages-index/packages-index.js';
import {
  INHERITED_KEYS,
  type IndexEntry,
  type IndexKey,
  indexEntryOf,
  packagePath,
} from '../formats/packages-index/packages-index-keys.js';
import { readableValue } from '../formats/packages-index/packages-index-writer.js';
import type { PackageFile } from '../model/package-file.js';
import type { MakeIndexProblem } from './judge-package-place.js';
import { compareEntries, type IndexChange } from './make-index-changes.js';
import { baseHeader } from './make-index-header.js';
import { makePackageEntry } from './make-package-entry.js';

export interface PlanIndexInput {
  /** Every package file of the PKGDIR, with digests, in any order. */
  readonly files: readonly PackageFile[];
  /** The index it has now, or null. */
  readonly existing: PackagesIndex | null;
}

export interface PlannedIndex {
  /** What of the header is kept, or can be known: neither counted nor dated. */
  readonly header: ReadonlyMap<string, string>;
  /** In the order in which they are to be written. */
  readonly entries: readonly IndexEntry[];
  /** What is not in the index, or not as expected: nothing is left out silently. In order of path. */
  readonly problems: readonly MakeIndexProblem[];
  /** Against the existing index, in order of path. */
  readonly changes: readonly IndexChange[];
}

/** Keys that Portage does not collect from packages but keeps in entries of unchanged files. */
const FOREIGN_KEYS = ['BASE_URI', 'DESCRIPTION', 'FETCHCOMMAND', 'PKGINDEX_URI', 'RESUMECOMMAND'] as const;

export function planIndex({ files, existing }: PlanIndexInput): PlannedIndex {
  const problems: MakeIndexProblem[] = [];
  const made: IndexEntry[] = [];
  for (const file of [...files].sort((a, b) => compareText(a.path, b.path))) {
    const { entry, problems: found } = makePackageEntry(file);
    problems.push(...found);
    if (entry !== null) made.push(entry);
  }
  const former = new Map(
    existing?.entries.map((entry, position) => [packagePath(entry), { entry, position }]),
  );
  const header = baseHeader(existing?.header ?? null, made, problems);
  const entries = dropDuplicates(made, former, problems)
    .map(entry => complete(entry, former.get(entry.PATH)?.entry, header))
    .sort((a, b) => compareInstances(a, b, former));
  return { header, entries, problems, changes: compareEntries(existing?.entries ?? [], entries) };
}

type Former = ReadonlyMap<string, { readonly entry: IndexEntry; readonly position: number }>;

/**
 * Files that Portage cannot tell apart (`dbapi/virtual.py`: same CPV, BUILD_ID, SIZE, BUILD_TIME and MTIME) make one entry: that which is in
 * the index already, else the first.
 */
function dropDuplicates(
  made: readonly IndexEntry[],
  former: Former,
  problems: MakeIndexProblem[],
): IndexEntry[] {
  const chosen = new Map<string, IndexEntry>();
  for (const entry of made) {
    const identity = [entry.CPV, entry.BUILD_ID, entry.SIZE, entry.BUILD_TIME, entry._mtime_].join('\n');
    const rival = chosen.get(identity);
    if (rival === undefined) {
      chosen.set(identity, entry);
      continue;
    }
    const [winner, loser] =
      former.has(entry.PATH) && !former.has(rival.PATH) ? [entry, rival] : [rival, entry];
    chosen.set(identity, winner);
    const isCopy = winner.SHA1 !== '' && winner.SHA1 === loser.SHA1 && winner.MD5 === loser.MD5;
    const message = isCopy
      ? `It is the same package as ${winner.PATH}, byte for byte, kept twice.`
      : `Portage cannot tell this package from ${winner.PATH}: same CPV, BUILD_ID, BUILD_TIME, size and time.`;
    problems.push({
      code: 'instance-duplicate',
      // Whichever clients get is what they ask for.
      effect: isCopy ? 'unusual' : 'harmful',
      message,
      offset: null,
      file: loser.PATH,
      cpv: loser.CPV,
      expected: winner.PATH,
      skipped: true,
    });
  }
  return [...chosen.values()];
}

/** Adds what comes from the existing entry of an unchanged file, and what the header says for all. */
function complete(
  entry: IndexEntry,
  before: IndexEntry | undefined,
  header: ReadonlyMap<string, string>,
): IndexEntry {
  const values: Partial<Record<IndexKey, string>> = { ...entry };
  for (const key of INHERITED_KEYS) if (entry[key] === '') values[key] = header.get(key) ?? '';
  if (before !== undefined && before.SIZE === entry.SIZE && before._mtime_ === entry._mtime_) {
    for (const key of FOREIGN_KEYS) values[key] = readableValue(before[key]);
    if (entry.MD5 === '') values.MD5 = readableValue(before.MD5);
    if (entry.SHA1 === '') values.SHA1 = readableValue(before.SHA1);
  }
  return indexEntryOf(values);
}

/** By CPV; instances of one CPV as they stand in the index, new ones behind them, latest last: there Portage looks first. */
function compareInstances(a: IndexEntry, b: IndexEntry, former: Former): number {
  const byCpv = compareText(a.CPV, b.CPV);
  if (byCpv !== 0) return byCpv;
  const place = (entry: IndexEntry) => former.get(entry.PATH)?.position ?? former.size;
  return (
    place(a) - place(b) ||
    (Number(a.BUILD_TIME) || 0) - (Number(b.BUILD_TIME) || 0) ||
    (Number(a.BUILD_ID) || 0) - (Number(b.BUILD_ID) || 0) ||
    compareText(a.PATH, b.PATH)
  );
}
