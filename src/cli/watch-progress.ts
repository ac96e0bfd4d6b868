// One line on standard error that tells how far long work is; nothing for work that is done within a second.

import type { SingleBar } from 'cli-progress';
import { wantsProgress } from './terminal.js';

export interface Progress {
  /** `total` is null where it is not known beforehand. */
  report(stage: string, done: number, total: number | null): void;
  /** Takes the line away. */
  stop(): void;
}

/** Milliseconds without a sign of life that nobody minds. */
const PATIENCE = 1000;

export const SILENT: Progress = { report: () => {}, stop: () => {} };

export async function watchProgress(isAllowed: boolean): Promise<Progress> {
  if (!wantsProgress(process.stderr, process.env, isAllowed)) return SILENT;
  const { SingleBar } = await import('cli-progress');
  return startBar(
    new SingleBar({
      format: '{stage} [{bar}] {value} of {total}',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: false,
      // An interrupt must not leave the terminal with its wrapping switched off.
      linewrap: true,
      etaBuffer: 1,
    }),
    Date.now,
  );
}

export function startBar(
  bar: Pick<SingleBar, 'start' | 'update' | 'setTotal' | 'stop'>,
  now: () => number,
): Progress {
  const begin = now();
  let isShown = false;
  return {
    report(stage, done, total) {
      if (!isShown && now() - begin < PATIENCE) return;
      if (!isShown) bar.start(total ?? done, done, { stage });
      isShown = true;
      bar.setTotal(total ?? done);
      bar.update(done, { stage });
    },
    stop() {
      if (isShown) bar.stop();
    },
  };
}
