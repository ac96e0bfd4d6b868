// What the index of a PKGDIR lacks against the one that it ought to have, as data (contract: `index --format json`).

import type { SourceProblem } from '../../model/problem.js';

const INDEX_SCHEMA = 'binpkg-check/index/1' as const;

export interface IndexChangesRecord {
  readonly schema: typeof INDEX_SCHEMA;
  readonly pkgdir: string;
  /** Packages that the index ought to have. */
  readonly packages: number;
  /** Whether it has been put in place. */
  readonly written: boolean;
  readonly changes: readonly IndexChangeRecord[];
  readonly problems: readonly IndexProblemRecord[];
}

interface IndexChangeRecord {
  readonly change: 'added' | 'removed' | 'changed';
  readonly cpv: string;
  readonly buildId: string;
  readonly path: string;
  /** A later entry has the same path. */
  readonly shadowed?: true;
  /** Of a changed entry, by their names on disk. */
  readonly keys?: readonly { readonly key: string; readonly before: string; readonly after: string }[];
}

/** `leftOut`: the file is not in the index, as Portage leaves it out. */
interface IndexProblemRecord extends Pick<SourceProblem, 'file' | 'code' | 'message' | 'offset'> {
  readonly leftOut: boolean;
}

interface MadeChange extends Omit<IndexChangeRecord, 'change'> {
  readonly kind: IndexChangeRecord['change'];
}

interface MadeIndex {
  readonly pkgdir: string;
  readonly packages: number;
  readonly written: boolean;
  readonly changes: readonly MadeChange[];
  readonly problems: readonly SourceProblem[];
  /** Of a key of the index, as it stands in the file. */
  readonly nameOnDisk: (key: string) => string;
}

export function describeIndex(made: MadeIndex): IndexChangesRecord {
  const { pkgdir, packages, written } = made;
  return {
    schema: INDEX_SCHEMA,
    pkgdir,
    packages,
    written,
    changes: made.changes.map(({ kind, keys, ...change }) => ({
      change: kind,
      ...change,
      ...(keys === undefined
        ? {}
        : { keys: keys.map(({ key, ...values }) => ({ key: made.nameOnDisk(key), ...values })) }),
    })),
    problems: made.problems.map(({ file, code, message, offset, skipped }) => ({
      file,
      code,
      message,
      offset,
      leftOut: skipped === true,
    })),
  };
}

/** The same as records: what is said of the whole first, then a line for each change and problem. */
export function* listIndex({ changes, problems, ...whole }: IndexChangesRecord): Generator<object> {
  yield { kind: 'index', ...whole };
  for (const change of changes) yield { kind: 'change', ...change };
  for (const problem of problems) yield { kind: 'problem', ...problem };
}
