// Timing: medians of many rounds, because the machine does other things too.

import { spawn } from 'node:child_process';

/**
 * @typedef {object} Figure one line of the table
 * @property {string} stage
 * @property {string} what
 * @property {number} value the median
 * @property {number} [best]
 * @property {string} unit
 * @property {number} [target] from the issue
 * @property {'more' | 'less'} [better] which side of the target is right
 */

const LEAST_ROUNDS = 3;

/** @param {readonly number[]} values not empty */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** Frees what earlier stages left, where Node was started with `--expose-gc`. */
export function collectGarbage() {
  globalThis.gc?.();
}

/**
 * Seconds that `work` takes: the median and the best of as many rounds as fit, after a warm-up.
 * @template T
 * @param {(input: T) => unknown} work
 * @param {number} seconds for all rounds, preparation included
 * @param {() => T} [prepare] makes what one round works on; not measured
 */
export function timeRounds(work, seconds, prepare = () => /** @type {T} */ (undefined)) {
  collectGarbage();
  const warm = performance.now() + seconds * 500;
  do work(prepare());
  while (performance.now() < warm);
  /** @type {number[]} */
  const times = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < LEAST_ROUNDS || performance.now() < end) {
    const input = prepare();
    const start = performance.now();
    work(input);
    times.push((performance.now() - start) / 1000);
  }
  return { median: median(times), best: Math.min(...times) };
}

/**
 * Work per second in millions of `amount`.
 * @param {{ median: number, best: number }} time
 * @param {number} amount
 */
export function rateOf(time, amount) {
  return { value: amount / time.median / 1e6, best: amount / time.best / 1e6 };
}

/** The same times in milliseconds. @param {{ median: number, best: number }} time */
export function millisecondsOf(time) {
  return { value: time.median * 1000, best: time.best * 1000, unit: 'ms' };
}

/**
 * @typedef {object} Run one run of a command
 * @property {number} wall seconds from start to exit
 * @property {number} cpu seconds, user and system
 * @property {number} memory peak in MB; 0 where it was not asked for
 * @property {number | null} code
 */

const USAGE_REPORTER = new URL('./report-usage.mjs', import.meta.url).href;

/**
 * Runs Node with `args`, output thrown away. With `usage` it loads a module that reports CPU time and memory at its end.
 * @param {readonly string[]} args
 * @param {{ usage?: boolean, stderr?: 'ignore' | 'inherit' }} [options]
 * @returns {Promise<Run>}
 */
export function runNode(args, { usage = false, stderr = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, [...(usage ? ['--import', USAGE_REPORTER] : []), ...args], {
      stdio: ['ignore', 'ignore', stderr, usage ? 'pipe' : 'ignore'],
    });
    let wall = 0;
    let report = '';
    child.stdio[3]?.on('data', chunk => {
      report += chunk;
    });
    child.on('error', reject);
    child.on('exit', () => {
      wall = (performance.now() - start) / 1000;
    });
    child.on('close', code => {
      const { cpu = 0, memory = 0 } = report === '' ? {} : JSON.parse(report);
      resolve({ wall, cpu, memory, code });
    });
  });
}

/**
 * The runs of several commands, taken in turns so that a busy minute of the machine hits all alike.
 * @param {readonly (readonly string[])[]} commands
 * @param {number} rounds
 * @param {Parameters<typeof runNode>[1]} [options]
 * @returns {Promise<Run[][]>} for each command its runs
 */
export async function runInTurns(commands, rounds, options) {
  /** @type {Run[][]} */
  const runs = commands.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, command] of commands.entries()) runs[at]?.push(await runNode(command, options));
  }
  return runs;
}
