// Work on many items, in batches on worker threads, or on this thread where one is enough. Results come in the order of the items,
// whatever finishes first, and whatever the number of threads.

import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Interruption } from '../base/interruption.js';
import { Crew } from './crew.js';
import { doItem, type ItemResult, type Task } from './task.js';

export interface RunOptions {
  /** Threads; with one the work is done here, unless it is to be apart. */
  readonly jobs: number;
  /** With one too the work is done on a thread of its own, which it may end. */
  readonly isApart?: boolean;
  /** Items handed over at once. */
  readonly batch?: number;
  /** Batches that a thread has at a time. */
  readonly hand?: number;
  /** Batches for each thread that may be done and wait for a slow one before them. */
  readonly window?: number;
  /** MB of heap that a thread may take before it is ended, and what it worked on with it. */
  readonly memory?: number;
  readonly signal?: Interruption;
  /** Counts items that are done, in whatever order. */
  readonly onProgress?: (done: number) => void;
  /** Told of each item that is done, in whatever order: its place in the list. */
  readonly onDone?: (at: number) => void;
}

const BATCH = 16;
const WINDOW = 8;
/** Milliseconds for which nothing else on this thread gets its turn. */
const SLICE = 50;
const WORKER = new URL('./pool-worker.js', import.meta.url);

/** Throws what the signal says where it is aborted, or `Error` where no thread can be started. */
export function runItems<Setup, Item, Result>(
  task: Task<Setup, Item, Result>,
  items: readonly Item[],
  options: RunOptions,
): AsyncGenerator<ItemResult<Result>> {
  const jobs = Math.min(options.jobs, Math.ceil(items.length / (options.batch ?? BATCH)));
  // Uncompiled, as in tests, there is nothing that a thread could load.
  const onThreads = jobs > 1 || (jobs === 1 && options.isApart === true);
  return onThreads && existsSync(WORKER)
    ? runOnThreads(task, items, { ...options, jobs })
    : runHere(task, items, options);
}

async function* runHere<Setup, Item, Result>(
  task: Task<Setup, Item, Result>,
  items: readonly Item[],
  { signal, onProgress, onDone }: RunOptions,
): AsyncGenerator<ItemResult<Result>> {
  signal?.throwIfAborted();
  const work = (await task.load()).startTask(task.setup);
  let last = performance.now();
  for (const [at, item] of items.entries()) {
    yield await doItem(work, item);
    onDone?.(at);
    if (performance.now() - last < SLICE) continue;
    onProgress?.(at + 1);
    await setImmediate();
    signal?.throwIfAborted();
    last = performance.now();
  }
  onProgress?.(items.length);
}

async function* runOnThreads<Setup, Item, Result>(
  task: Task<Setup, Item, Result>,
  items: readonly Item[],
  { jobs, batch = BATCH, window = WINDOW, hand, memory, signal, onProgress, onDone }: RunOptions,
): AsyncGenerator<ItemResult<Result>> {
  signal?.throwIfAborted();
  const crew = new Crew<Item, Result>({
    worker: WORKER,
    setup: { url: task.url.href, setup: task.setup },
    jobs,
    ...(memory === undefined ? {} : { memory }),
    ...(hand === undefined ? {} : { hand }),
  });
  const stop = () => crew.fail(signal?.reason);
  signal?.addEventListener('abort', stop);
  try {
    const batches: Promise<readonly ItemResult<Result>[]>[] = [];
    let next = 0;
    let done = 0;
    while (next < items.length || batches.length > 0) {
      while (next < items.length && batches.length < jobs * window) {
        const start = next;
        const part = items.slice(start, start + batch);
        next += part.length;
        const results = crew.run(part, (count, from) => {
          done += count;
          onProgress?.(done);
          if (onDone !== undefined) for (let at = 0; at < count; at++) onDone(start + from + at);
        });
        // It is waited for in its turn; until then its failure is not unheard.
        results.catch(() => {});
        batches.push(results);
      }
      yield* await (batches.shift() as (typeof batches)[number]);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    await crew.dismiss();
  }
}
