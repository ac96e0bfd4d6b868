// One input in a process of its own: its CPU time, and what the process grew to for it. `node probe.mjs READER SAMPLE INPUT [KEYS]`

import { readFileSync } from 'node:fs';
import { READERS, REFUSALS } from './readers.mjs';

const [name, sample, input, keys = null] = process.argv.slice(2);
const { read, prepare } = READERS[name];
const ask = async bytes => {
  try {
    await read(bytes);
    return null;
  } catch (error) {
    return REFUSALS.has(error?.name) ? null : String(error?.stack ?? error);
  }
};
await prepare?.(keys);
// What the reader loads for every input is not of this one.
await ask(readFileSync(sample));
const bytes = readFileSync(input);
const before = { memory: process.resourceUsage().maxRSS, ...process.cpuUsage() };
const fault = await ask(bytes);
const { user, system } = process.cpuUsage(before);
const memory = process.resourceUsage().maxRSS - before.memory;
console.log(JSON.stringify({ fault, cpu: (user + system) / 1000, kib: memory }));
