// The options by which a command loads its sources, with what the nearest configuration file adds.

import type { ClientSettings } from '../model/client/client-settings.js';
import { makePrintable } from '../report/words/make-printable.js';
import { RULES } from '../rules/index.js';
import type { ConfigWords } from './config/parse-config.js';
import { UsageError } from './failure.js';
import type { CommandName } from './flags/flag.js';
import type { FlagsOf } from './flags/flags-of.js';
import { mergeFile } from './flags/merge-file.js';
import type { LoadingFlags } from './flags.js';
import { refuseOutput } from './refuse-output.js';
import { type Configuration, type LoadingSettings, readSettings, settleLoading } from './settle-flags.js';

/** What a configuration file may name. */
export function configWords(): ConfigWords {
  return { rules: RULES.map(rule => rule.id) };
}

/** A command that loads a binhost. */
type LoadingCommand = Exclude<CommandName, 'inspect' | 'index' | 'metadata'>;

/** What a command loads and how it tells of it, with what the configuration file adds to its flags. */
interface Settled<C extends LoadingCommand> {
  readonly flags: FlagsOf<C>;
  readonly settings: LoadingSettings;
  /** Of the configuration file, for standard error. */
  readonly notes: readonly string[];
}

export async function settleSources<C extends LoadingCommand>(
  command: C,
  source: string,
  given: FlagsOf<C>,
): Promise<Settled<C>> {
  const { config, file, notes } = await readSettings([source], given as LoadingFlags, configWords());
  const flags = mergeFile(command, given, config);
  const settings = settleLoading(source, flags);
  refuseOutput((flags as { readonly output?: string }).output, inputsOf(settings));
  return { flags, settings, notes: [...notes, ...sayFile(file)] };
}

/** Everything of a binhost or a client that is read. */
export function inputsOf(settings: LoadingSettings): readonly string[] {
  const { source, installed, published = [] } = settings;
  return [source, ...installed.map(({ path }) => path), ...settings.with, ...published];
}

/** A command that writes no report says on standard error by which file it went. */
function sayFile(file: Configuration['file']): readonly string[] {
  return file === null ? [] : [makePrintable(`configuration ${file.location} (${file.digest})`)];
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
