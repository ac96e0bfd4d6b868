// What differs between the index a PKGDIR has and the one it ought to have.

import { compareText } from '../base/compare-text.js';
import {
  INDEX_KEYS,
  type IndexEntry,
  type IndexKey,
  packagePath,
} from '../formats/packages-index/packages-index-keys.js';

interface Instance {
  readonly cpv: string;
  /** Empty in flat layouts. */
  readonly buildId: string;
  readonly path: string;
}

interface KeyChange {
  readonly key: IndexKey;
  readonly before: string;
  readonly after: string;
}

export type IndexChange =
  | (Instance & { readonly kind: 'added' })
  /** `shadowed`: a later entry has the same path. */
  | (Instance & { readonly kind: 'removed'; readonly shadowed?: true })
  | (Instance & { readonly kind: 'changed'; readonly keys: readonly KeyChange[] });

/** Entries belong together by path; of several with one path the last one counts, as for Portage, and the others are removed. */
export function compareEntries(before: readonly IndexEntry[], after: readonly IndexEntry[]): IndexChange[] {
  const changes: IndexChange[] = [];
  const former = new Map<string, IndexEntry>();
  for (const entry of before) {
    const shadowed = former.get(packagePath(entry));
    if (shadowed !== undefined) changes.push({ kind: 'removed', ...instanceOf(shadowed), shadowed: true });
    former.set(packagePath(entry), entry);
  }
  for (const entry of after) {
    const old = former.get(entry.PATH);
    former.delete(entry.PATH);
    if (old === undefined) {
      changes.push({ kind: 'added', ...instanceOf(entry) });
      continue;
    }
    const keys = compareKeys(old, entry);
    if (keys.length > 0) changes.push({ kind: 'changed', ...instanceOf(entry), keys });
  }
  for (const entry of former.values()) changes.push({ kind: 'removed', ...instanceOf(entry) });
  return changes.sort((a, b) => compareText(a.path, b.path) || compareText(a.kind, b.kind));
}

function compareKeys(before: IndexEntry, after: IndexEntry): KeyChange[] {
  // Without PATH an entry means the same path: that is not a change of the package.
  return INDEX_KEYS.filter(key => before[key] !== after[key] && !(key === 'PATH' && before.PATH === '')).map(
    key => ({
      key,
      before: before[key],
      after: after[key],
    }),
  );
}

function instanceOf(entry: IndexEntry): Instance {
  return { cpv: entry.CPV, buildId: entry.BUILD_ID, path: packagePath(entry) };
}
