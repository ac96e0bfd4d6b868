// A verdict for every package of an index into an empty root, each with its witness or a minimal core. The universe is loaded, and
// nothing has been asked of it: the reading of dependencies counts.

import { makeUniverse } from '../context.mjs';
import { timeRounds } from '../measure.mjs';
import { realIndex, realUnion } from '../real-indices.mjs';

/** @typedef {import('../context.mjs').Context} Context */
/** @typedef {import('../context.mjs').Universe} Universe */

/** @type {import('../context.mjs').Stage} */
export const prove = {
  name: 'prove',
  what: 'a verdict with witness or core for every package',
  run(context) {
    const arm = realIndex(context, 'arm-3M-2024-10');
    return [
      proveFigure(this.name, 'the index', context, context.seconds, 0.25),
      ...(arm === null ? [] : [proveFigure(this.name, 'arm-3M-2024-10', arm, context.seconds, 0.5)]),
    ];
  },
};

/** @type {import('../context.mjs').Stage} */
export const proveUnion = {
  name: 'prove-union',
  what: 'the same of several indices made one, equal stanzas once',
  run(context) {
    const unions = [realUnion(context, /^(x86|p13|p15)/), realUnion(context, /./)].filter(
      one => one !== null,
    );
    // Without the data the index is its own union.
    return (unions.length > 0 ? unions : [context]).map(union =>
      proveFigure(this.name, `${union.index.entries.length} packages`, union, context.seconds, 5),
    );
  },
};

/**
 * @param {string} stage
 * @param {string} what
 * @param {import('../real-indices.mjs').Readable} index
 * @param {number} seconds
 * @param {number} target
 */
function proveFigure(stage, what, index, seconds, target) {
  const time = timeRounds(
    universe => proveEach(index.library, universe),
    seconds,
    () => makeUniverse(index),
  );
  return {
    stage,
    what,
    value: time.median,
    best: time.best,
    unit: 's',
    target,
    better: /** @type {const} */ ('less'),
  };
}

/** Verdicts, with what is worked out on demand asked for. @param {Context['library']} library @param {Universe} universe */
export function proveEach(library, universe) {
  const verdicts = library.judgeInstallability(universe, universe.judged, { baseline: null });
  let told = 0;
  for (const verdict of verdicts) {
    if (verdict.verdict === 'installable') told += verdict.merge.length;
    else if (verdict.verdict === 'not-installable') told += verdict.reasons.length + verdict.cycles.length;
  }
  if (verdicts.length > 0 && told === 0) throw new Error('verdicts without witness or core');
  return verdicts;
}
