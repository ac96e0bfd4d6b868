// A plan from what a client has to what an index offers: the newest state that works, what is held back and why, and the order. The
// universe is loaded, and nothing has been asked of it.

import { timeRounds } from '../measure.mjs';
import { realIndex } from '../real-indices.mjs';

/** @typedef {import('../real-indices.mjs').Readable} Readable */

/** Generations of one binhost, earlier and later. */
const PAIRS = [
  ['x86-1M-2021-02', 'x86-4M-2022-11'],
  ['x86-1M2-2022-11-clean', 'x86-4M-2022-11'],
  ['p06-perl-5.36-5.38-arm-2023-09-b', 'arm-3M-2024-10'],
  ['p15-glibc-2.31-2.33-x86-2022-11-a', 'p15-glibc-2.31-2.33-x86-2022-11-b'],
];

/** @type {import('../context.mjs').Stage} */
export const upgrade = {
  name: 'upgrade',
  what: 'a plan from one generation to the next',
  run(context) {
    const { index, seconds } = context;
    const earlier = index.entries.map(entry => ({ ...entry, BUILD_TIME: '1', BUILD_ID: '1' }));
    const pairs = PAIRS.flatMap(([from = '', to = '']) => {
      const [before, after] = [realIndex(context, from), realIndex(context, to)];
      return before === null || after === null ? [] : [{ what: `${from} to ${to}`, before, after }];
    });
    const all = [
      {
        what: 'the index, all built again',
        before: { ...context, index: { ...index, entries: earlier } },
        after: context,
      },
      ...pairs,
    ];
    return all.map(({ what, before, after }) => {
      const time = timeRounds(
        universe => context.library.planUpgrade(universe, { baseline: 1 }),
        seconds,
        () => context.library.buildUniverse([sourceOf(after, 'candidate'), sourceOf(before, 'installed')]),
      );
      return {
        stage: this.name,
        what,
        value: time.median,
        best: time.best,
        unit: 's',
        target: 2,
        better: /** @type {const} */ ('less'),
      };
    });
  },
};

/** @param {Readable} readable @param {'candidate' | 'installed'} role */
function sourceOf({ library, path, index }, role) {
  return {
    role,
    location: path,
    name: path,
    kind: /** @type {const} */ ('index'),
    header: index.header,
    iuseEffective: library.effectiveIuse(index.header),
    problems: [],
    files: null,
    discrepancies: null,
    digest: null,
    records: index.entries,
  };
}
