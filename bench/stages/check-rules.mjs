// All rules over a universe that nothing has been asked of, as in one audit; and the dearest rules alone.

import { makeUniverse } from '../context.mjs';
import { millisecondsOf, timeRounds } from '../measure.mjs';

/** Rules that are shown by themselves. */
const SHOWN = 5;

/** @type {import('../context.mjs').Stage} */
export const checkRules = {
  name: 'check',
  what: 'all rules',
  run(context) {
    const { library, seconds } = context;
    const time = (/** @type {number} */ budget, /** @type {{ only?: string[] }} */ options) =>
      millisecondsOf(
        timeRounds(
          universe => library.check(universe, [], library.RULES, options),
          budget,
          () => makeUniverse(context),
        ),
      );
    const all = time(seconds * 3, {});
    // By itself each rule also pays for the reading of dependencies that all of them share.
    const alone = library.RULES.map(({ id }) => ({
      what: `only ${id}`,
      ...time(seconds / 20, { only: [id] }),
    }));
    alone.sort((a, b) => b.value - a.value);
    return [{ what: 'all rules', ...all }, ...alone.slice(0, SHOWN)].map(figure => ({
      stage: this.name,
      ...figure,
    }));
  },
};
