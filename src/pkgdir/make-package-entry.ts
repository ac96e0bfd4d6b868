// One package file as an entry of the index, with Portage's exact values, or why Portage leaves it out
// (`portage.md` 4.1; Portage 3.0.82, `dbapi/bintree.py`: `_populate_local`, `_read_metadata`, `_eval_use_flags`).

import { collapseWhitespace } from '../base/collapse-whitespace.js';
import {
  type IndexEntry,
  type IndexKey,
  indexEntryOf,
  METADATA_KEYS,
} from '../formats/packages-index/packages-index-keys.js';
import type { PackageFile } from '../model/package-file.js';
import type { DepspecKind } from '../pms/depspec-leaf.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { judgePlace, type MakeIndexProblem, offsetOf } from './judge-package-place.js';
import { reduceIndexValue } from './reduce-index-value.js';

/** Keys whose USE conditionals are decided with the package's own USE (`_pkgindex_use_evaluated_keys`). */
const REDUCED_KEYS: Readonly<Partial<Record<IndexKey, DepspecKind>>> = {
  BDEPEND: 'dependency',
  DEPEND: 'dependency',
  IDEPEND: 'dependency',
  LICENSE: 'license',
  PDEPEND: 'dependency',
  PROPERTIES: 'properties',
  RDEPEND: 'dependency',
  RESTRICT: 'restrict',
};

export interface MadeEntry {
  /** Null where the file does not belong in the index. */
  readonly entry: IndexEntry | null;
  readonly problems: readonly MakeIndexProblem[];
}

export function makePackageEntry(file: PackageFile): MadeEntry {
  const problems: MakeIndexProblem[] = [];
  const values = collectValues(file);
  const place = judgePlace(file);
  problems.push(...place.problems);
  if (place.cpv === null) return { entry: null, problems };

  const use = new Set((values.USE ?? '').split(' '));
  for (const [key, kind] of Object.entries(REDUCED_KEYS) as [IndexKey, DepspecKind][]) {
    const text = values[key];
    if (text === undefined) continue;
    try {
      values[key] = reduceIndexValue(text, kind, use);
    } catch (error) {
      if (!(error instanceof PmsSyntaxError)) throw error;
      problems.push(tellInvalid(file, place.cpv, key, kind, error));
    }
  }
  if (problems.some(problem => problem.skipped)) return { entry: null, problems };
  const entry = indexEntryOf({
    ...values,
    CPV: place.cpv,
    ...(place.buildId === null ? {} : { BUILD_ID: place.buildId }),
    MD5: file.md5 ?? '',
    SHA1: file.sha1 ?? '',
    PATH: file.path,
    SIZE: String(file.size),
    _mtime_: String(file.mtime),
  });
  return { entry, problems };
}

function collectValues(file: PackageFile): Partial<Record<IndexKey, string>> {
  const values: Partial<Record<IndexKey, string>> = {};
  for (const key of METADATA_KEYS) {
    const value = collapseWhitespace(file.metadata.get(key) ?? '');
    if (value !== '') values[key] = value;
  }
  return values;
}

/** Portage leaves out a package whose dependencies it cannot read. A licence it cannot read is written as it is. */
function tellInvalid(
  file: PackageFile,
  cpv: string,
  field: IndexKey,
  kind: DepspecKind,
  error: PmsSyntaxError,
): MakeIndexProblem {
  const skipped = kind === 'dependency';
  return {
    code: skipped ? 'dependency-invalid' : 'value-invalid',
    message: `${field} cannot be read: ${error.message}.`,
    offset: offsetOf(file, field),
    file: file.path,
    cpv,
    field,
    actual: error.text.slice(Math.max(0, error.offset - 60), error.offset + 60),
    skipped,
  };
}
