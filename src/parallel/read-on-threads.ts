// Package files read on worker threads, digests and signatures included, as the loading of a PKGDIR takes it.

import { describeUnreadable } from '../load/package/read-package-file.js';
import type { ReadPackages, ReadPlace } from '../load/package/read-run.js';
import type { PackageFile } from '../model/package-file.js';
import { runItems } from './run-items.js';
import type { Task } from './task.js';

/** MB of heap for each thread. */
const MEMORY = 1024;
/** As packages differ so much in size. */
const ONE = { batch: 1, hand: 2, window: 256 };

export function readOnThreads(jobs: number): ReadPackages {
  return async function* (place, paths, { onDone } = {}) {
    const task: Task<ReadPlace, string, PackageFile> = {
      url: new URL('../load/package/read-package-task.js', import.meta.url),
      load: () => import('../load/package/read-package-task.js'),
      setup: place,
    };
    let at = 0;
    const told = onDone === undefined ? {} : { onDone: () => onDone() };
    for await (const result of runItems(task, paths, { ...ONE, ...told, jobs, memory: MEMORY })) {
      const path = paths[at++] as string;
      yield result.ok ? result.value : describeUnreadable(path, fatal(result.why));
    }
  };
}

function fatal(why: string) {
  return {
    code: 'read-failed',
    message: `reading it ends the thread that does it: ${why}`,
    offset: null,
    effect: 'unchecked',
  } as const;
}
