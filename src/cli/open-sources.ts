// Loads what the command line names, with progress where somebody watches.

import { availableParallelism } from 'node:os';
import { NO_LIMITS } from '../formats/packages-index/packages-index-text.js';
import { type Loaded, type LoadedSources, loadSources } from '../load/load-universe.js';
import type { ReadPackages } from '../load/package/read-run.js';
import type { PayloadOptions } from '../load/payload/load-payloads.js';
import type { NetworkOptions } from '../load/remote/http-client.js';
import { buildUniverse } from '../model/build-universe.js';
import type { ClientSettings } from '../model/client/client-settings.js';
import type { Tree } from '../model/repository/tree.js';
import type { LoadingSettings, PayloadSettings, SignatureSettings } from './settle-flags.js';
import { type Progress, watchProgress } from './terminal/watch-progress.js';

type OpenSettings = LoadingSettings & {
  readonly indexOnly?: boolean;
  readonly signatures?: SignatureSettings;
  readonly payload?: PayloadSettings;
  readonly mirrors?: readonly string[];
  readonly fetchMetadata?: boolean;
};

export async function openSources(settings: OpenSettings): Promise<Loaded> {
  const { sources, ...loaded } = await readSources(settings);
  return { universe: buildUniverse(sources), ...loaded };
}

/** As they are before they become a universe. */
export async function readSources(settings: OpenSettings): Promise<LoadedSources> {
  const progress = await watchProgress(settings.progress);
  const {
    source,
    installed,
    with: background,
    published = [],
    jobs,
    indexOnly = false,
    signatures,
    payload,
  } = settings;
  try {
    return await loadSources({
      source,
      installed,
      with: [...background, ...(await binreposOf(settings))],
      published,
      indexOnly,
      mirrors: settings.mirrors ?? [],
      fetchMetadata: settings.fetchMetadata ?? false,
      ...(jobs === undefined ? {} : { jobs }),
      network: networkOf(settings, progress),
      ...(settings.unlimited === true ? { limits: NO_LIMITS } : {}),
      read: readLater(jobs),
      ...(signatures === undefined
        ? {}
        : { signatures: { ...signatures, at: Math.floor(Date.now() / 1000) } }),
      ...(payload === undefined ? {} : { payload: await describeScan(payload, jobs) }),
      onProgress: ({ location, done, total, scanned }) =>
        scanned === undefined
          ? progress.report(`reading ${location}`, done, total)
          : progress.report(`scanning ${location}`, done, total, scanned),
    });
  } finally {
    progress.stop();
  }
}

export function networkOf({ within }: Pick<LoadingSettings, 'within'>, progress: Progress): NetworkOptions {
  return {
    ...(within === undefined ? {} : { within }),
    onWait: wait => progress.wait(wait.host, wait.within),
  };
}

/** The binhosts that the clients have besides: what is named on the command line goes before them, the judged one is no other. */
async function binreposOf({ clients, source, with: named }: LoadingSettings): Promise<readonly string[]> {
  const places = clients.flatMap(({ client }) => (client === undefined ? [] : [client]));
  if (places.length === 0) return [];
  const { readBinrepos } = await import('../load/client/read-binrepos.js');
  const plain = (location: string) => location.replace(/\/+$/, '');
  const known = new Set([source, ...named].map(plain));
  return [...new Set(places.flatMap(readBinrepos))].filter(location => !known.has(location));
}

/** Threads are loaded where there are packages enough for them. */
export function readLater(jobs = availableParallelism()): ReadPackages {
  return async function* (place, paths, run) {
    const { readOnThreads } = await import('../parallel/read-on-threads.js');
    yield* readOnThreads(jobs)(place, paths, run);
  };
}

/** On all processors, unless somebody says how many. */
async function describeScan(
  { cache }: PayloadSettings,
  jobs = availableParallelism(),
): Promise<PayloadOptions> {
  const { scanOnThreads } = await import('../parallel/scan-on-threads.js');
  return { scan: scanOnThreads(jobs), ...(cache === null ? {} : { cache }) };
}

/** The clients asked for, in their order. Most runs have none: what reads them is loaded where it is wanted. */
export async function openSettings({
  clients,
}: Pick<LoadingSettings, 'clients'>): Promise<readonly ClientSettings[]> {
  if (clients.length === 0) return [];
  const { loadClient } = await import('../load/client/read-client.js');
  const opened: ClientSettings[] = [];
  for (const request of clients) opened.push(await loadClient(request));
  return opened;
}

/** The repositories asked for as one tree; null without any. `notesFor`: names of packages whose maintainers are wanted. */
export async function openTree(
  { tree, progress: isAllowed, jobs }: Pick<LoadingSettings, 'tree' | 'progress' | 'jobs'>,
  notesFor: ReadonlySet<string> = new Set(),
): Promise<Tree | null> {
  if (tree.length === 0) return null;
  const [{ loadTree }, { evaluateOnThreads }] = await Promise.all([
    import('../load/repository/read-tree.js'),
    import('../parallel/evaluate-on-threads.js'),
  ]);
  const progress = await watchProgress(isAllowed);
  try {
    return await loadTree(tree, {
      notesFor,
      evaluate: evaluateOnThreads(jobs ?? availableParallelism()),
      onProgress: ({ location, done, total }) => progress.report(`reading ${location}`, done, total),
    });
  } finally {
    progress.stop();
  }
}
