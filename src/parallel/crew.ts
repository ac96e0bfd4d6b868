// Worker threads and what each has in hand. A thread that dies is replaced; what it worked on is tried once more item by item, so that
// only the item that kills threads is lost.

import { Worker } from 'node:worker_threads';
import { type BatchReply, type ItemResult, READY, type Ready, type WorkerSetup } from './task.js';

/** Items of a batch that are done: how many, and where the first of them stands. */
export type OnDone = (count: number, from: number) => void;

export interface CrewOptions {
  readonly worker: URL;
  readonly setup: WorkerSetup;
  readonly jobs: number;
  /** MB */
  readonly memory?: number;
  /** Portions a thread has at a time: with 2 the next lies ready when one is done, with 1 nothing waits for a slow one. */
  readonly hand?: number;
}

/** Items with their places in the results of their batch. */
interface Portion<Item, Result> {
  readonly id: number;
  readonly items: readonly Item[];
  readonly from: number;
  readonly batch: Batch<Result>;
}

interface Batch<Result> {
  readonly results: ItemResult<Result>[];
  missing: number;
  readonly onDone: OnDone;
  readonly resolve: (results: readonly ItemResult<Result>[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Member<Item, Result> {
  readonly worker: Worker;
  /** The first is being worked on. */
  readonly hand: Portion<Item, Result>[];
  /** Its task is loaded. */
  ready: boolean;
}

const HAND = 2;
/** MB: with what Node gives a thread, garbage would be collected many times as often. */
const YOUNG = 64;

export class Crew<Item, Result> {
  readonly #options: CrewOptions;
  readonly #queue: Portion<Item, Result>[] = [];
  readonly #members: Member<Item, Result>[] = [];
  readonly #open = new Set<Batch<Result>>();
  #ids = 0;
  #failure: { readonly reason: unknown } | null = null;

  constructor(options: CrewOptions) {
    this.#options = options;
  }

  /** `onDone` is told of items as they get done. */
  run(items: readonly Item[], onDone: OnDone): Promise<readonly ItemResult<Result>[]> {
    if (this.#failure !== null) return Promise.reject(this.#failure.reason);
    return new Promise((resolve, reject) => {
      const batch: Batch<Result> = {
        results: new Array(items.length),
        missing: items.length,
        onDone,
        resolve,
        reject,
      };
      this.#open.add(batch);
      this.#queue.push({ id: this.#ids++, items, from: 0, batch });
      this.#handOut();
    });
  }

  /** Nothing more is done; whoever waits gets the reason. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    for (const { reject } of this.#open) reject(reason);
    this.#open.clear();
    this.#queue.length = 0;
  }

  async dismiss(): Promise<void> {
    this.fail(new Error('the threads have been dismissed'));
    await Promise.all(this.#members.map(({ worker }) => worker.terminate()));
  }

  #handOut(): void {
    const most = this.#options.hand ?? HAND;
    while (this.#queue.length > 0) {
      const free = this.#members
        .filter(({ hand }) => hand.length < most)
        .sort((a, b) => a.hand.length - b.hand.length)[0];
      const isCrowded = free === undefined || free.hand.length > 0;
      const member = isCrowded && this.#members.length < this.#options.jobs ? this.#hire() : free;
      if (member === undefined) return;
      const portion = this.#queue.shift() as Portion<Item, Result>;
      member.hand.push(portion);
      member.worker.postMessage({ id: portion.id, items: portion.items });
    }
  }

  #hire(): Member<Item, Result> {
    const { worker: url, setup, memory } = this.#options;
    const worker = new Worker(url, {
      workerData: setup,
      // What Node advises programmers of is nothing for the user's terminal.
      execArgv: [...process.execArgv, '--no-warnings'],
      ...(memory === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: YOUNG } }),
    });
    const member: Member<Item, Result> = { worker, hand: [], ready: false };
    let death = 'the thread ended';
    worker.on('message', (reply: BatchReply | Ready) => {
      if (reply === READY) member.ready = true;
      else this.#take(member, reply);
    });
    worker.on('error', error => {
      const { code, message } = error as NodeJS.ErrnoException;
      death = code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : (message ?? String(error));
    });
    worker.on('exit', () => this.#replace(member, death));
    this.#members.push(member);
    return member;
  }

  #take(member: Member<Item, Result>, { id, results }: BatchReply): void {
    const at = member.hand.findIndex(portion => portion.id === id);
    const [portion] = member.hand.splice(at, 1);
    if (portion !== undefined) this.#settle(portion, results as readonly ItemResult<Result>[]);
    this.#handOut();
  }

  #settle({ batch, from }: Portion<Item, Result>, results: readonly ItemResult<Result>[]): void {
    for (const [at, result] of results.entries()) batch.results[from + at] = result;
    batch.missing -= results.length;
    if (!this.#open.has(batch)) return;
    batch.onDone(results.length, from);
    if (batch.missing > 0) return;
    this.#open.delete(batch);
    batch.resolve(batch.results);
  }

  #replace(member: Member<Item, Result>, death: string): void {
    this.#members.splice(this.#members.indexOf(member), 1);
    if (this.#failure !== null) return;
    if (!member.ready) {
      this.fail(new Error(`a worker thread cannot be started: ${death}`));
      return;
    }
    const [current, ...waiting] = member.hand;
    this.#queue.unshift(...waiting);
    if (current !== undefined) this.#retry(current, death);
    this.#handOut();
  }

  #retry(portion: Portion<Item, Result>, why: string): void {
    if (portion.items.length === 1) {
      this.#settle(portion, [{ ok: false, why }]);
      return;
    }
    const singles = portion.items.map((item, at) => ({
      id: this.#ids++,
      items: [item],
      from: portion.from + at,
      batch: portion.batch,
    }));
    this.#queue.unshift(...singles);
  }
}
