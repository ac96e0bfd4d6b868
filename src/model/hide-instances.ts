// Of one instance that several binhosts have a client knows only that of the first (Portage 3.0.82, `dbapi/virtual.py:53-55`,
// `dbapi/bintree.py:1827-1850`): the same version, build, size and times, whatever else their indices say of it.

import type { SourceInput } from './build-universe.js';

/** `sources` in the order of their priority, the first first; each without the instances that an earlier one has. */
export function hideInstances(sources: readonly SourceInput[]): readonly SourceInput[] {
  if (sources.length < 2) return sources;
  const known = new Set<string>();
  return sources.map(source => {
    const keys = source.records.map(({ CPV, BUILD_ID, SIZE, BUILD_TIME, _mtime_ }) =>
      [CPV, BUILD_ID, SIZE, BUILD_TIME, _mtime_].join('\0'),
    );
    const records = source.records.filter((_, at) => !known.has(keys[at] as string));
    for (const key of keys) known.add(key);
    return records.length === source.records.length ? source : { ...source, records };
  });
}
