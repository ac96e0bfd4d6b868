// Entries of an index to the universe that rules ask, and what it keeps in memory.

import { makeUniverse } from '../context.mjs';
import { collectGarbage, rateOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const buildUniverse = {
  name: 'build-universe',
  what: 'entries to universe',
  run(context) {
    const time = timeRounds(() => makeUniverse(context), context.seconds);
    const { value, best } = rateOf(time, context.index.entries.length * 1000);
    return [
      { stage: this.name, what: 'packages', value, best, unit: 'thousand/s' },
      ...measureMemory(context),
    ];
  },
};

/** Only with `--expose-gc`; otherwise the figure would be garbage. @param {import('../context.mjs').Context} context @returns {import('../measure.mjs').Figure[]} */
function measureMemory(context) {
  if (globalThis.gc === undefined) return [];
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const universe = makeUniverse(context);
  collectGarbage();
  const kept = process.memoryUsage().heapUsed - before;
  return [
    {
      stage: 'build-universe',
      what: 'kept for each package',
      value: kept / universe.packages.length / 1024,
      unit: 'KB',
    },
  ];
}
