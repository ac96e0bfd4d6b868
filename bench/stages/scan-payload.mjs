// What is in packages: a generated PKGDIR scanned, against only decompressing and untarring it with the same libraries.

import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatePkgdir } from '../generate-pkgdir.mjs';
import { median } from '../measure.mjs';

const SCRIPT = fileURLToPath(new URL('../scan-pkgdir.mjs', import.meta.url));

/** What the project promises is promised of so many bytes. */
const WHOLE = 1e9;

/** @typedef {{ seconds: number, memory: number }} Run */

/** @type {import('../context.mjs').Stage} */
export const scanPayload = {
  name: 'scan-payload',
  what: 'contents of all packages of a PKGDIR, on 1 and 2 threads and from the cache',
  async run({ directory, pkgdir, rounds }) {
    const root = join(directory, 'pkgdir');
    mkdirSync(root);
    const packages = await generatePkgdir(root, { bytes: pkgdir });
    const files = packages.map(file => ({
      ...file,
      mtime: Math.floor(statSync(join(root, file.path)).mtimeMs / 1000),
    }));
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const cache = join(directory, 'scan-cache');
    const kinds = /** @type {const} */ ([
      ['untar 1', { work: 'untar', jobs: 1 }],
      ['scan 1', { work: 'scan', jobs: 1, cache }],
      ['untar 2', { work: 'untar', jobs: 2 }],
      ['scan 2', { work: 'scan', jobs: 2, cache }],
      ['cached', { work: 'scan', jobs: 2, cache, isKept: true }],
    ]);
    /** @type {Map<string, Run[]>} */
    const runs = new Map(kinds.map(([name]) => [name, []]));
    // In turns, so that a busy minute of the machine hits all alike.
    for (let round = 0; round < rounds; round++) {
      for (const [name, options] of kinds) {
        if (!('isKept' in options)) rmSync(cache, { recursive: true, force: true });
        runs.get(name)?.push(await runScan({ root, files, ...options }));
      }
    }
    rmSync(root, { recursive: true });
    return describe(this.name, { bytes, isWhole: pkgdir >= WHOLE }, runs);
  },
};

/**
 * @param {string} stage
 * @param {{ readonly bytes: number, readonly isWhole: boolean }} input
 * @param {ReadonlyMap<string, readonly Run[]>} runs
 */
function describe(stage, { bytes, isWhole }, runs) {
  const of = (/** @type {string} */ name) => runs.get(name) ?? [];
  const rate = (/** @type {string} */ name) => bytes / 1e6 / median(of(name).map(run => run.seconds));
  // Of runs next to each other: the machine is as busy in one as in the other.
  const ratio = (/** @type {string} */ a, /** @type {string} */ b) =>
    median(of(a).map((run, at) => run.seconds / (of(b)[at]?.seconds ?? Number.NaN)));
  const scans = ['scan 1', 'scan 2', 'cached'].flatMap(of);
  /** Starting and warming up weighs more in less work. @param {number} target @param {'more' | 'less'} better */
  const promised = (target, better) => (isWhole ? { target, better } : {});
  const figures = [
    { what: 'packages', value: bytes / 1e6, unit: 'MB' },
    { what: '1 thread', value: rate('scan 1'), unit: 'MB/s' },
    { what: '2 threads', value: rate('scan 2'), unit: 'MB/s' },
    {
      what: '1 thread: time against only untarring',
      value: ratio('scan 1', 'untar 1'),
      unit: 'x',
      ...promised(1.25, 'less'),
    },
    {
      what: '2 threads: time against only untarring',
      value: ratio('scan 2', 'untar 2'),
      unit: 'x',
      ...promised(1.25, 'less'),
    },
    {
      what: '2 threads: faster than 1',
      value: ratio('scan 1', 'scan 2'),
      unit: 'x',
      ...promised(1.7, 'more'),
    },
    {
      what: 'with the cache: of the time without',
      value: ratio('cached', 'scan 2') * 100,
      unit: '%',
      ...promised(5, 'less'),
    },
    {
      what: 'peak memory',
      value: Math.max(...scans.map(({ memory }) => memory)),
      unit: 'MB',
      ...promised(300, 'less'),
    },
  ];
  return figures.map(figure => ({ stage, ...figure }));
}

/** @param {object} input @returns {Promise<Run>} */
function runScan(input) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    let report = '';
    child.stdout.on('data', chunk => {
      report += chunk;
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve(JSON.parse(report));
      else reject(new Error(`scanning ended with ${code}`));
    });
    child.stdin.end(JSON.stringify(input));
  });
}
