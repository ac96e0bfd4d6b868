// One run of the stage `scan-payload`, in a process of its own so that its memory can be told: reads what is wanted from standard input,
// writes seconds and the peak in MB.

import { readFileSync } from 'node:fs';
import { tuneEngine } from '../dist/cli/tune-engine.js';
import { PayloadLoader } from '../dist/load/payload/load-payloads.js';
import { runItems } from '../dist/parallel/run-items.js';
import { scanOnThreads } from '../dist/parallel/scan-on-threads.js';

/** @type {{ root: string, files: { path: string, size: number, mtime: number, md5: string, sha1: string }[], jobs: number, work: 'scan' | 'untar', cache?: string }} */
const { root, files, jobs, work, cache } = JSON.parse(readFileSync(0, 'utf8'));

// As the command does.
tuneEngine();
const start = performance.now();
const done = work === 'scan' ? await scan() : await untar();
const seconds = (performance.now() - start) / 1000;
if (done !== files.length) throw new Error(`${done} of ${files.length} packages were read`);
process.stdout.write(JSON.stringify({ seconds, memory: process.resourceUsage().maxRSS / 1024 }));

async function scan() {
  const loader = new PayloadLoader({ scan: scanOnThreads(jobs), ...(cache === undefined ? {} : { cache }) });
  const targets = files.map(({ path, size, mtime, md5, sha1 }) => ({
    path,
    size,
    identity: { size, mtime, digests: [`sha1:${sha1}`, `md5:${md5}`] },
  }));
  const payloads = await loader.ofFiles(root, targets);
  loader.save();
  loader.close();
  return [...payloads.values()].filter(({ isComplete, elf }) => isComplete && elf !== undefined).length;
}

async function untar() {
  const task = {
    url: new URL('./untar-task.mjs', import.meta.url),
    load: () => import('./untar-task.mjs'),
    setup: { root },
  };
  // In the order in which a scan takes them.
  const paths = [...files].sort((a, b) => b.size - a.size).map(({ path }) => path);
  let count = 0;
  for await (const result of runItems(task, paths, { jobs, batch: 1, hand: 1, window: 256 })) {
    if (!result.ok) throw new Error(result.why);
    if (result.value > 0) count++;
  }
  return count;
}
