// Payloads of many packages: where they are, and who reads them.

import { setImmediate } from 'node:timers/promises';
import type { Interruption } from '../../base/interruption.js';
import type { Payload } from '../../model/payload.js';
import type { InstalledPlace } from './scan-installed.js';
import { type ScanSetup, startTask } from './scan-payload-task.js';

export type ScanPlace = ScanSetup | InstalledPlace;

export interface ScanRun {
  readonly signal?: Interruption;
  /** Told of each item that is done, in whatever order: its place in the list. */
  readonly onDone?: (at: number) => void;
}

/** In the order of the items: paths of package files, or CPVs of installed packages. Nothing that stands in a file makes it fail. */
export type ScanPayloads = (
  place: ScanPlace,
  items: readonly string[],
  run?: ScanRun,
) => AsyncIterable<Payload>;

/** Milliseconds for which nothing else on this thread gets its turn. */
const SLICE = 50;

/** On the thread that asks. */
export const scanInTurn: ScanPayloads = async function* (place, items, { signal, onDone } = {}) {
  signal?.throwIfAborted();
  const scan = startTask(place);
  let last = performance.now();
  for (const [at, item] of items.entries()) {
    yield await scan(item);
    onDone?.(at);
    if (performance.now() - last < SLICE) continue;
    await setImmediate();
    signal?.throwIfAborted();
    last = performance.now();
  }
};
