// What the pool and its threads say to each other: flat messages that are cheap to copy.

/** Work that a thread can do: a module that exports `startTask(setup)`, which returns the function for one item. */
export interface Task<Setup, Item, Result> {
  /** Compiled module; loaded by each thread. */
  readonly url: URL;
  /** The same module, for work on the thread that asks. */
  readonly load: () => Promise<TaskModule<Setup, Item, Result>>;
  readonly setup: Setup;
}

export interface TaskModule<Setup, Item, Result> {
  readonly startTask: (setup: Setup) => (item: Item) => Result | Promise<Result>;
}

/** One bad item is an answer too. */
export type ItemResult<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly why: string };

export interface WorkerSetup {
  readonly url: string;
  readonly setup: unknown;
}

export interface BatchRequest {
  readonly id: number;
  readonly items: readonly unknown[];
}

export interface BatchReply {
  readonly id: number;
  readonly results: readonly ItemResult<unknown>[];
}

/** Said once, before the first reply: the task is loaded. */
export const READY = 'ready';
export type Ready = typeof READY;

/** Does one item; what it throws is its result. */
export async function doItem<Item, Result>(
  work: (item: Item) => Result | Promise<Result>,
  item: Item,
): Promise<ItemResult<Result>> {
  try {
    const value = work(item);
    return { ok: true, value: value instanceof Promise ? await value : value };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
