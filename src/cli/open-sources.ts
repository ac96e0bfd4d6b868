// Loads what the command line names, with progress where somebody watches.

import { type Loaded, loadUniverse } from '../load/load-universe.js';
import type { LoadingSettings } from './settle-flags.js';
import { watchProgress } from './watch-progress.js';

export async function openSources(
  settings: LoadingSettings & { readonly jobs?: number; readonly indexOnly?: boolean },
): Promise<Loaded> {
  const progress = await watchProgress(settings.progress);
  const { source, installed, with: background, published = [], jobs, indexOnly = false } = settings;
  try {
    return await loadUniverse({
      source,
      installed,
      with: background,
      published,
      indexOnly,
      ...(jobs === undefined ? {} : { jobs }),
      onProgress: ({ location, done, total }) => progress.report(`reading ${location}`, done, total),
    });
  } finally {
    progress.stop();
  }
}
