// Threads load compiled modules: what is tested here with threads is that of dist/, which `npm test` builds first.

import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { runItems as runHere } from '../../src/parallel/run-items.js';
import type { ItemResult, Task, TaskModule } from '../../src/parallel/task.js';
import { built } from '../support/built.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

const COMPILED = pathToFileURL(built('parallel/run-items.js')).href;
const { runItems } = (await import(COMPILED)) as { runItems: typeof runHere };

const directory = useTemporaryDirectory();
type Numbers = Task<{ readonly factor: number }, number | string, unknown>;

/** Words instead of numbers make it go wrong in one way or the other. */
const MODULE = `
import { setTimeout } from 'node:timers/promises';
export function startTask({ factor }) {
  return item => {
    if (item === 'throw') throw new Error('no number');
    if (item === 'exit') process.exit(1);
    if (item === 'function') return () => {};
    if (item === 'later') return setTimeout(20, 'done');
    if (item === 'grow') { const kept = []; for (;;) kept.push(new Array(10000).fill(Math.random())); }
    return item * factor;
  };
}
`;

let task: Numbers;
beforeEach(() => {
  const url = pathToFileURL(directory.write('task.mjs', MODULE));
  task = {
    url,
    load: () =>
      import(/* @vite-ignore */ url.href) as Promise<
        TaskModule<{ readonly factor: number }, number | string, unknown>
      >,
    setup: { factor: 3 },
  };
});

async function gather(results: AsyncIterable<ItemResult<unknown>>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const result of results) all.push(result.ok ? result.value : result.why);
  return all;
}

const NUMBERS = Array.from({ length: 200 }, (_, at) => at);

describe.each([
  ['on this thread', runHere, 1],
  ['uncompiled', runHere, 2],
  ['on one thread of the compiled', runItems, 1],
  ['on 2 threads', runItems, 2],
  ['on 5 threads', runItems, 5],
] as const)('runItems %s', (_, run, jobs) => {
  it.each([1, 7, 1000])('gives the results of all items in their order (batches of %i)', async batch => {
    const expected = NUMBERS.map(number => number * 3);
    expect(await gather(run(task, NUMBERS, { jobs, batch }))).toEqual(expected);
  });

  it('gives none for none', async () => {
    expect(await gather(run(task, [], { jobs }))).toEqual([]);
  });

  it('goes on after an item that throws, and waits for one that takes time', async () => {
    const items = ['later', 1, 'throw', 2, 'later', 3];
    const expected = ['done', 3, 'no number', 6, 'done', 9];
    expect(await gather(run(task, items, { jobs, batch: 2 }))).toEqual(expected);
  });

  it('counts all that is done', async () => {
    const counts: number[] = [];
    await gather(run(task, NUMBERS, { jobs, batch: 9, onProgress: done => counts.push(done) }));
    expect(counts.at(-1)).toBe(200);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it('stops where it is told to', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(gather(run(task, NUMBERS, { jobs, signal: stopped }))).rejects.toThrow('enough');
    const controller = new AbortController();
    const endless = Array.from({ length: 500 }, () => 'later');
    const running = gather(run(task, endless, { jobs, batch: 1, signal: controller.signal }));
    await setTimeout(100);
    controller.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });

  it('can be left half-way', async () => {
    const results: unknown[] = [];
    for await (const result of run(task, NUMBERS, { jobs, batch: 1 })) {
      results.push(result);
      if (results.length === 3) break;
    }
    expect(results).toHaveLength(3);
  });
});

describe('threads', () => {
  it('lose only the item that ends one', async () => {
    const items = [...NUMBERS.slice(0, 20), 'exit', ...NUMBERS.slice(20, 40), 'exit', 'exit', 7];
    const expected = items.map(item => (item === 'exit' ? 'the thread ended' : Number(item) * 3));
    for (const batch of [1, 8])
      expect(await gather(runItems(task, items, { jobs: 2, batch }))).toEqual(expected);
  });

  it('lose only the item that takes more memory than allowed', async () => {
    const results = await gather(runItems(task, [1, 'grow', 2, 3], { jobs: 2, batch: 2, memory: 32 }));
    expect(results).toEqual([3, 'out of memory', 6, 9]);
  });

  it('lose only the item whose result cannot be handed over', async () => {
    const results = await gather(runItems(task, [1, 'function', 2, 3], { jobs: 2, batch: 2 }));
    expect(results).toEqual([3, expect.stringContaining('could not be cloned'), 6, 9]);
  });

  it('do not go on where the task cannot be loaded', async () => {
    const url = pathToFileURL(directory.write('bad.mjs', 'throw new Error("no such library")'));
    const results = runItems({ ...task, url }, NUMBERS, { jobs: 2 });
    await expect(gather(results)).rejects.toThrow('a worker thread cannot be started: no such library');
  });

  it('do not run ahead of who takes the results', async () => {
    let done = 0;
    const items = Array.from({ length: 5000 }, (_, at) => at);
    const results = runItems(task, items, { jobs: 2, batch: 10, onProgress: count => (done = count) });
    await results.next();
    await setTimeout(200);
    expect(done).toBeLessThan(500);
    await results.return(undefined);
  });
});
