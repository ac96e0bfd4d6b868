// Feeds a reader with mutated samples, one after the other, on a thread that may be ended where one never ends.

import { parentPort, workerData } from 'node:worker_threads';
import { PLANTS } from './plants.mjs';
import { makeRandom } from './random.mjs';
import { READERS, REFUSALS } from './readers.mjs';

const { name, seed, samples, from, until, isPlanted, progress, keys, spent } = workerData;
const { mutate, read, prepare } = READERS[name];
/** Milliseconds on the wall: longer ones are measured again, alone. */
const SLOW = 400;
const KEPT = 50;
const at = new Int32Array(progress);
const worst = [];
let faults = 0;

await prepare?.(keys);
const start = process.cpuUsage();
const cpu = () => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};
let count = from;
for (; cpu() + spent < until; count++) {
  Atomics.store(at, 0, count);
  const input = makeInput(count);
  const before = performance.now();
  const fault = await ask(input);
  const taken = performance.now() - before;
  if (fault !== null && faults++ < 1000) parentPort.postMessage({ kind: 'fault', count, input, fault });
  else if (taken > SLOW) parentPort.postMessage({ kind: 'slow', count, input, taken });
  keep(input, taken);
}
parentPort.postMessage({ kind: 'end', count, worst });

function makeInput(number) {
  const random = makeRandom(`${seed} ${name} ${number}`);
  return Buffer.from(mutate(random.pick(samples), random, samples));
}

async function ask(input) {
  try {
    if (isPlanted) plant(input);
    await read(input);
    return null;
  } catch (error) {
    return error instanceof Error && REFUSALS.has(error.name) ? null : String(error?.stack ?? error);
  }
}

function plant(input) {
  try {
    PLANTS[name](input);
  } catch (error) {
    // What is no JSON is no report to the planted reader either.
    if (!(error instanceof SyntaxError)) throw new Error(`planted: ${error.message}`);
  }
}

/** Those that take longest, for their size in memory too. */
function keep(input, taken) {
  if (worst.length === KEPT && taken <= worst.at(-1).taken) return;
  const index = worst.findIndex(other => other.taken < taken);
  worst.splice(index === -1 ? worst.length : index, 0, { input, taken });
  if (worst.length > KEPT) worst.pop();
}
