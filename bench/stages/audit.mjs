// The command end to end: process start to exit, report thrown away.

import { median, runInTurns } from '../measure.mjs';

/** Findings are no failure of the command. */
const DONE = [0, 1];

/** @type {import('../context.mjs').Stage} */
export const audit = {
  name: 'audit',
  what: 'audit --format json, from process start to exit',
  async run({ command, path, runs }) {
    const [json = [], text = []] = await runInTurns(
      [auditArguments(command, path, 'json'), auditArguments(command, path, 'text')],
      runs,
      { usage: true },
    );
    return [
      ...describeRuns(this.name, 'json', json, { seconds: 0.6, memory: 200 }),
      ...describeRuns(this.name, 'text', text),
    ];
  },
};

/** @param {string} command @param {string} path @param {string} format */
export function auditArguments(command, path, format) {
  return [command, 'audit', path, '--format', format, '--no-progress'];
}

/**
 * @param {string} stage
 * @param {string} what
 * @param {readonly import('../measure.mjs').Run[]} runs
 * @param {{ seconds?: number, memory?: number }} [targets]
 * @returns {import('../measure.mjs').Figure[]}
 */
export function describeRuns(stage, what, runs, { seconds, memory } = {}) {
  const failed = runs.find(({ code }) => code === null || !DONE.includes(code));
  if (failed !== undefined) throw new Error(`${stage} ${what}: the command ended with ${failed.code}`);
  const all = (/** @type {'wall' | 'cpu' | 'memory'} */ key) => runs.map(run => run[key]);
  const limit = (/** @type {number | undefined} */ target) =>
    target === undefined ? {} : { target, better: /** @type {const} */ ('less') };
  return [
    {
      stage,
      what: `${what}: time`,
      value: median(all('wall')),
      best: Math.min(...all('wall')),
      unit: 's',
      ...limit(seconds),
    },
    { stage, what: `${what}: CPU`, value: median(all('cpu')), best: Math.min(...all('cpu')), unit: 's' },
    {
      stage,
      what: `${what}: peak memory`,
      value: median(all('memory')),
      best: Math.min(...all('memory')),
      unit: 'MB',
      ...limit(memory),
    },
  ];
}
