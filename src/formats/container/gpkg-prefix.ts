// The top directory of a gpkg against the metadata in it (GLEP 78): PF, and in multi-instance mode the BUILD_ID after it.

import type { Problem } from '../../base/format-error.js';

/** Portage's client never compares them. */
export function judgePrefix(prefix: string, metadata: ReadonlyMap<string, string>): Problem | null {
  const pf = metadata.get('PF')?.trim();
  if (pf === undefined || pf === '') return null;
  const buildId = metadata.get('BUILD_ID')?.trim() ?? '';
  const expected = buildId === '' ? pf : `${pf}-${buildId}`;
  if (prefix === expected) return null;
  return {
    code: 'prefix-mismatch',
    message: `the members stand below ${prefix}, but the metadata are those of ${expected}`,
    offset: 0,
    effect: 'unusual',
    field: 'PF',
    expected,
    actual: prefix,
  };
}
