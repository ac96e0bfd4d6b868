// The options by which a command loads its sources, with what the nearest configuration file adds.

import type { ClientSettings } from '../model/client/client-settings.js';
import { REPORTERS } from '../report/findings/reporters.js';
import { RULES } from '../rules/index.js';
import type { ConfigWords } from './config/parse-config.js';
import { UsageError } from './failure.js';
import type { LoadingFlags } from './flags.js';
import { type LoadingSettings, readSettings, settleLoading } from './settle-flags.js';

/** What a configuration file may name. */
export function configWords(): ConfigWords {
  return { rules: RULES.map(rule => rule.id), formats: Object.keys(REPORTERS) };
}

export async function settleSources(source: string, flags: LoadingFlags): Promise<LoadingSettings> {
  return settleLoading(source, flags, await readSettings(source, flags, configWords()));
}

/** The client of a question that only one can be asked; null where none is given. */
export function onlyClient(clients: readonly ClientSettings[], command: string): ClientSettings | null {
  if (clients.length > 1)
    throw new UsageError(
      `${command} answers for one client, and ${clients.length} are given; give one --profile or --client, and ask again for the next`,
    );
  return clients[0] ?? null;
}

/** Where only a client is asked what the repositories say. */
export function sayIdleTree({ tree }: LoadingFlags, clients: readonly ClientSettings[]): readonly string[] {
  if (tree === undefined || clients.length > 0) return [];
  return ['--tree changes nothing here without --profile or --client'];
}
