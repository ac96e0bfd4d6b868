// The order of versions: pairs of different ones of an index, near each other and far.

import { rateOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const compareVersions = {
  name: 'compare-versions',
  what: 'compare two versions',
  run({ library, index, seconds }) {
    const texts = [...new Set(index.entries.map(({ CPV }) => /-(\d[^-]*(?:-r\d+)?)$/.exec(CPV)?.[1] ?? '0'))];
    const parsed = texts.map(text => library.parseVersion(text));
    const figure = (
      /** @type {string} */ what,
      /** @type {readonly (string | import('../../dist/pms/index.js').Version)[]} */ list,
    ) => {
      const count = list.length;
      const work = () => {
        let sum = 0;
        for (let i = 0; i < count; i++) {
          for (const step of STEPS) sum += library.compareVersions(at(list, i), at(list, (i + step) % count));
        }
        return sum;
      };
      return {
        stage: this.name,
        what,
        ...rateOf(timeRounds(work, seconds), count * STEPS.length),
        unit: 'million/s',
      };
    };
    return [{ ...figure('from text', texts), target: 4, better: 'more' }, figure('parsed', parsed)];
  },
};

const STEPS = [1, 2, 7, 101];

/** @template T @param {readonly T[]} list @param {number} position @returns {T} */
function at(list, position) {
  return /** @type {T} */ (list[position]);
}
