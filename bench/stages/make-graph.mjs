// The dependency graph in both forms.

import { makeUniverse } from '../context.mjs';
import { millisecondsOf, timeRounds } from '../measure.mjs';

/** @type {import('../context.mjs').Stage} */
export const makeGraph = {
  name: 'graph',
  what: 'universe to dependency graph',
  run(context) {
    const { library, seconds } = context;
    const flat = timeRounds(
      universe => library.flatGraph(universe),
      seconds,
      () => makeUniverse(context),
    );
    // Matching is remembered by the universe: ask everything once, so that the making of the graph alone is measured.
    const universe = makeUniverse(context);
    const edges = library.flatGraph(universe).target.length;
    const graph = timeRounds(() => library.dependencyGraph(universe), seconds);
    return [
      { stage: this.name, what: `flat, with matching (${edges} edges)`, ...millisecondsOf(flat) },
      { stage: this.name, what: 'graphology', ...millisecondsOf(graph) },
    ];
  },
};
