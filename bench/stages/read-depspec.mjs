// RDEPEND of every package to its tree of parsed atoms, reduced under the USE of the package.

import { makeUniverse } from '../context.mjs';
import { rateOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const readDepspec = {
  name: 'read-depspec',
  what: 'RDEPEND text to reduced tree of parsed atoms',
  run(context) {
    const { library, seconds } = context;
    const packages = makeUniverse(context).packages.filter(({ record }) => record.RDEPEND !== '');
    const plain = timeRounds(() => {
      for (const { record, use } of packages)
        library.reduceDepspec(library.parseDepspec(record.RDEPEND), { use });
    }, seconds);
    // A universe reads equal texts once. An empty one has the memo and nothing in it.
    const memo = timeRounds(() => {
      const empty = library.buildUniverse([]);
      for (const { record, use } of packages) {
        const spec = empty.depspec(record.RDEPEND);
        if (spec !== null) library.reduceDepspec(spec, { use });
      }
    }, seconds);
    const figure = (/** @type {string} */ what, /** @type {typeof plain} */ time) => {
      const { value, best } = rateOf(time, packages.length * 1000);
      return { stage: this.name, what, value, best, unit: 'thousand/s' };
    };
    return [
      figure('every text anew', plain),
      { ...figure("with the loader's memo", memo), target: 200, better: 'more' },
    ];
  },
};
