// Verdicts after one package was built again: a package here and there in the index, one after the other. Both universes are loaded, the
// earlier one is judged.

import { makeUniverse } from '../context.mjs';
import { collectGarbage, median } from '../measure.mjs';

/** Packages that are tried. */
const TRIED = 24;

/** @type {import('../context.mjs').Stage} */
export const recheck = {
  name: 'recheck',
  what: 'one package built again',
  run(context) {
    const { library, index } = context;
    const options = { baseline: null };
    const universe = makeUniverse(context);
    const before = { universe, verdicts: library.judgeInstallability(universe, universe.judged, options) };
    const { entries } = index;
    const places = Array.from({ length: TRIED }, (_, at) =>
      Math.floor(((at + 0.5) * entries.length) / TRIED),
    );
    collectGarbage();
    const runs = places.map(place => {
      const built = entries.map((entry, at) =>
        at === place ? { ...entry, BUILD_ID: '999', BUILD_TIME: '1999999999' } : { ...entry },
      );
      const after = makeUniverse({ ...context, index: { ...index, entries: built } });
      const start = performance.now();
      const { asked } = library.recheckInstallability(before, after, options);
      return { time: performance.now() - start, asked: asked.length };
    });
    // The first ones warm up what the others use too.
    const warm = runs.slice(runs.length / 6);
    const times = warm.map(({ time }) => time);
    return [
      {
        stage: this.name,
        what: 'time',
        value: median(times),
        best: Math.min(...times),
        unit: 'ms',
        target: 50,
        better: 'less',
      },
      { stage: this.name, what: 'time, worst of them', value: Math.max(...times), unit: 'ms' },
      {
        stage: this.name,
        what: 'packages asked again',
        value: median(warm.map(({ asked }) => asked)),
        unit: '',
      },
    ];
  },
};
