// Evaluation of ebuilds on worker threads, as the loading of repositories takes it.

import type {
  EbuildFacts,
  EbuildName,
  EvaluateEbuilds,
  EvaluationPlace,
} from '../load/repository/ebuild-facts.js';
import { runItems } from './run-items.js';
import type { Task } from './task.js';

/** MB of heap for each thread: evaluating the largest tree takes a third of it. */
const MEMORY = 512;

export function evaluateOnThreads(jobs: number): EvaluateEbuilds {
  return async function* (place, names, options = {}) {
    const task: Task<EvaluationPlace, EbuildName, EbuildFacts> = {
      url: new URL('../load/repository/ebuild-evaluation.js', import.meta.url),
      load: () => import('../load/repository/ebuild-evaluation.js'),
      setup: place,
    };
    for await (const result of runItems(task, names, { ...options, jobs, memory: MEMORY }))
      yield result.ok
        ? result.value
        : { outcome: 'unknown', why: `evaluating it ends the thread: ${result.why}` };
  };
}
