// The next state of a binhost from what is live: what comes and what goes.

import { buildUniverse, type SourceInput } from '../model/build-universe.js';
import type { PackageFile } from '../model/package-file.js';
import type { PackageRecord } from '../model/package-record.js';
import type { Atom } from '../pms/atom.js';

export interface Change {
  /** Sources whose entries come; what they have under a PATH takes the place of what is there. */
  readonly add: readonly SourceInput[];
  /** Entries that match one of these go, of those that are live and not of those that come. */
  readonly remove: readonly Atom[];
}

export interface NextState {
  readonly candidate: SourceInput;
  /** Atoms that match no entry that is live. */
  readonly idle: readonly Atom[];
}

export function applyChange(live: SourceInput, { add, remove }: Change): NextState {
  const universe = buildUniverse([{ ...live, role: 'candidate' }]);
  const gone = new Set<PackageRecord>();
  const idle = remove.filter(atom => {
    const found = universe.matches(atom);
    for (const { record } of found) gone.add(record);
    return found.length === 0;
  });
  const places = new Map<string, PackageRecord>();
  const nameless: PackageRecord[] = [];
  const put = (record: PackageRecord) => {
    if (record.PATH === '') nameless.push(record);
    else places.set(record.PATH, record);
  };
  for (const record of live.records) if (!gone.has(record)) put(record);
  for (const { records } of add) for (const record of records) put(record);
  return {
    candidate: {
      ...live,
      role: 'candidate',
      records: [...places.values(), ...nameless].sort(byName),
      problems: [...live.problems, ...add.flatMap(({ problems }) => problems)],
      files: joinFiles([live, ...add], gone),
      ...joinPayloads([live, ...add]),
      discrepancies: null,
    },
    idle,
  };
}

/** As an index is sorted. */
function byName(a: PackageRecord, b: PackageRecord): number {
  return a.CPV < b.CPV ? -1 : a.CPV > b.CPV ? 1 : 0;
}

/** Without those that go. Null where of some source the files were not looked at: then they are not known of all. */
function joinFiles(sources: readonly SourceInput[], gone: ReadonlySet<PackageRecord>): SourceInput['files'] {
  const paths = new Set([...gone].map(({ PATH }) => PATH));
  const joined = new Map<string, PackageFile>();
  for (const [at, { files }] of sources.entries()) {
    if (files === null) return null;
    for (const [path, file] of files) if (at > 0 || !paths.has(path)) joined.set(path, file);
  }
  return joined;
}

/** Absent where nobody looked; of a source that is an index alone there are none. */
function joinPayloads(sources: readonly SourceInput[]): Pick<SourceInput, 'payloads'> {
  const known = sources.flatMap(({ payloads }) => (payloads === undefined ? [] : [payloads]));
  return known.length === 0 ? {} : { payloads: new Map(known.flatMap(payloads => [...payloads])) };
}
