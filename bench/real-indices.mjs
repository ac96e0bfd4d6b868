// Real indices that stages measure beside the one of the context; none where the context has no folder of them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Where a stanza stands in its file, which tells nothing of the package. */
const PLACES = ['line', 'offset'];

/**
 * @typedef {import('./context.mjs').Context} Context
 * @typedef {Pick<Context, 'library' | 'path' | 'index'>} Readable
 */

/** An index of that name in the form of a context. @param {Context} context @param {string} name @returns {Readable | null} */
export function realIndex({ library, indices }, name) {
  const path = `${indices}/${name}/Packages`;
  if (indices === null || !existsSync(path)) return null;
  return { library, path, index: library.readPackagesIndex(readFileSync(path)) };
}

/** All indices whose names match made into one, equal stanzas once. @param {Context} context @param {RegExp} names @returns {Readable | null} */
export function realUnion(context, names) {
  const { indices: folder } = context;
  const found =
    folder !== null && existsSync(folder) ? readdirSync(folder).filter(name => names.test(name)) : [];
  const indices = found.sort().flatMap(name => realIndex(context, name) ?? []);
  const [first] = indices;
  if (first === undefined) return null;
  /** @type {Map<string, (typeof first.index.entries)[number]>} */
  const entries = new Map();
  for (const { index } of indices) {
    for (const entry of index.entries)
      entries.set(
        JSON.stringify(entry, (key, value) => (PLACES.includes(key) ? undefined : value)),
        entry,
      );
  }
  return { ...first, path: 'union', index: { ...first.index, entries: [...entries.values()] } };
}
