// Payloads scanned on worker threads, as the loading of sources takes it.

import type { ScanPayloads, ScanPlace } from '../load/payload/scan-payloads.js';
import { type Payload, unreadPayload } from '../model/payload.js';
import { runItems } from './run-items.js';
import type { Task } from './task.js';

/** MB of heap for each thread: an image of a million files takes half of it. */
const MEMORY = 1024;
/** Packages differ by a factor of a million: one at a time, and many may be done before a large one is. */
const ONE = { batch: 1, hand: 1, window: 256, isApart: true };

/** `memory`: MB of heap that a package may take before it is given up. */
export function scanOnThreads(jobs: number, memory = MEMORY): ScanPayloads {
  return async function* (place, items, options = {}) {
    const task: Task<ScanPlace, string, Payload> = {
      url: new URL('../load/payload/scan-payload-task.js', import.meta.url),
      load: () => import('../load/payload/scan-payload-task.js'),
      setup: place,
    };
    for await (const result of runItems(task, items, { ...options, ...ONE, jobs, memory }))
      yield result.ok ? result.value : unreadPayload([fatal(result.why)]);
  };
}

/** What is in such a package nobody knows. */
function fatal(why: string) {
  return {
    code: 'scan-failed',
    message: `reading the contents ends the thread that does it: ${why}`,
    offset: null,
    effect: 'unchecked',
  } as const;
}
