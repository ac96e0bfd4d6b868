// What stages work on: an index with everything made from it, and how much time they may take.

/**
 * @typedef {import('./library.mjs').Library} Library
 * @typedef {ReturnType<Library['readPackagesIndex']>} Index
 * @typedef {ReturnType<Library['buildUniverse']>} Universe
 *
 * @typedef {object} Context
 * @property {Library} library
 * @property {string} path the index that is measured
 * @property {Uint8Array} bytes its content
 * @property {Index} index
 * @property {number} seconds for the rounds of one figure
 * @property {number} runs of one command
 * @property {readonly [number, number]} sizes packages of the two indices that growth is measured with
 * @property {number} pkgdir bytes of a generated PKGDIR
 * @property {number} rounds runs of each way to read it
 * @property {string} command compiled entry point of the command
 * @property {string} directory for files of this run
 * @property {string | null} indices folder of real indices, if stages may measure others than the one given
 *
 * @typedef {object} Stage
 * @property {string} name as `--only` takes it
 * @property {string} what
 * @property {(context: Context) => import('./measure.mjs').Figure[] | Promise<import('./measure.mjs').Figure[]>} run
 */

/** A new universe with the index as its candidate: nothing has been asked of it yet. @param {Pick<Context, 'library' | 'index' | 'path'>} context @returns {Universe} */
export function makeUniverse({ library, index, path }) {
  return library.buildUniverse([
    {
      role: 'candidate',
      location: path,
      name: path,
      kind: 'index',
      header: index.header,
      iuseEffective: library.effectiveIuse(index.header),
      problems: [],
      files: null,
      discrepancies: null,
      digest: null,
      records: index.entries,
    },
  ]);
}

/** The texts of some keys, of all packages in order, empty ones left out. @param {Index} index @param {readonly ('RDEPEND' | 'DEPEND' | 'BDEPEND' | 'PDEPEND' | 'IDEPEND')[]} keys */
export function textsOf(index, keys) {
  return index.entries.flatMap(entry => keys.map(key => entry[key])).filter(text => text !== '');
}
