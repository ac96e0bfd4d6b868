// The thread's side of the pool: loads its task, then answers one batch after the other.

import { parentPort, workerData } from 'node:worker_threads';
import {
  type BatchReply,
  type BatchRequest,
  doItem,
  type ItemResult,
  READY,
  type TaskModule,
  type WorkerSetup,
} from './task.js';

const { url, setup } = workerData as WorkerSetup;
const { startTask } = (await import(url)) as TaskModule<unknown, unknown, unknown>;
const work = startTask(setup);
parentPort?.postMessage(READY);
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: BatchRequest) => {
  last = last.then(() => answer(request));
});

async function answer({ id, items }: BatchRequest): Promise<void> {
  const results: ItemResult<unknown>[] = [];
  for (const item of items) results.push(await doItem(work, item));
  try {
    parentPort?.postMessage({ id, results } satisfies BatchReply);
  } catch {
    parentPort?.postMessage({ id, results: results.map(asMessage) } satisfies BatchReply);
  }
}

/** A result that cannot be handed over, such as a function, is replaced by the reason. */
function asMessage(result: ItemResult<unknown>): ItemResult<unknown> {
  try {
    return structuredClone(result);
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
