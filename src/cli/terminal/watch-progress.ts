// One line on standard error that tells how far long work is; nothing for work that is done within a second.

import type { SingleBar } from 'cli-progress';
import { makePrintable } from '../../report/words/make-printable.js';
import { wantsProgress } from './terminal.js';

/** What a rate is told of. */
interface Amount {
  readonly bytes: number;
  /** 0 where it is not known. */
  readonly totalBytes: number;
}

export interface Progress {
  /** `total` is null where it is not known beforehand. */
  report(stage: string, done: number, total: number | null, amount?: Amount): void;
  /** A server lets wait: said once of each, unless the line tells that there is progress. */
  wait(host: string, within: number): void;
  /** Takes the line away. */
  stop(): void;
}

/** Milliseconds without a sign of life that nobody minds. */
const PATIENCE = 1000;

const SILENT: Progress = { report: () => {}, wait: () => {}, stop: () => {} };

export async function watchProgress(isAllowed: boolean): Promise<Progress> {
  if (!isAllowed) return SILENT;
  const say = (text: string) => process.stderr.write(`binpkg-check: ${text}\n`);
  // In a pipe too: whoever reads the log must see what a run that stands still stands still for.
  if (!wantsProgress(process.stderr, process.env, isAllowed)) return { ...SILENT, wait: sayWaiting(say) };
  const { SingleBar } = await import('cli-progress');
  return startBar(
    new SingleBar({
      format: '{stage} [{bar}] {value} of {total}{rate}',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: false,
      // An interrupt must not leave the terminal with its wrapping switched off.
      linewrap: true,
      etaBuffer: 1,
    }),
    Date.now,
    say,
  );
}

export function startBar(
  bar: Pick<SingleBar, 'start' | 'update' | 'setTotal' | 'stop'>,
  now: () => number,
  say: (text: string) => void = () => {},
): Progress {
  const wait = sayWaiting(say);
  const begin = now();
  let isShown = false;
  let current = { stage: '', since: begin };
  return {
    report(name, done, total, amount) {
      const stage = makePrintable(name);
      if (current.stage !== stage) current = { stage, since: now() };
      if (!isShown && now() - begin < PATIENCE) return;
      const rate = sayRate(done, total, amount, (now() - current.since) / 1000);
      if (!isShown) bar.start(total ?? done, done, { stage, rate });
      isShown = true;
      bar.setTotal(total ?? done);
      bar.update(done, { stage, rate });
    },
    wait(host, within) {
      if (!isShown) wait(host, within);
    },
    stop() {
      if (isShown) bar.stop();
    },
  };
}

function sayWaiting(say: (text: string) => void): Progress['wait'] {
  const told = new Set<string>();
  return (host, within) => {
    if (told.has(host)) return;
    told.add(host);
    say(makePrintable(`waiting for ${host}, for up to ${sayTime(within / 1000)} (--timeout)`));
  };
}

/** `, 120 MB/s, 40 s left`: by bytes where they are known, as packages differ; nothing before there is a second to go by. */
function sayRate(done: number, total: number | null, amount: Amount | undefined, seconds: number): string {
  if (amount === undefined || total === null || seconds < 1) return '';
  const { bytes, totalBytes } = amount;
  const [part, whole] = totalBytes > 0 ? [bytes, totalBytes] : [done, total];
  if (part === 0) return '';
  const rate =
    totalBytes > 0 ? `${(bytes / seconds / 1e6).toFixed(1)} MB/s` : `${Math.round(done / seconds)}/s`;
  return `, ${rate}, ${sayTime(((whole - part) * seconds) / part)} left`;
}

function sayTime(seconds: number): string {
  const rounded = Math.ceil(seconds);
  return rounded < 100 ? `${rounded} s` : `${Math.ceil(rounded / 60)} min`;
}
