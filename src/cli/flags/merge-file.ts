// What the command line says, and where it is silent what the configuration file says.

import { FLAGS } from './declared-flags.js';
import { type CommandName, type Flag, keyOf } from './flag.js';
import type { FlagsInFile, FlagsOf } from './flags-of.js';

export function mergeFile<C extends CommandName>(
  command: C,
  flags: FlagsOf<C>,
  file: FlagsInFile,
): FlagsOf<C> {
  const merged: Record<string, unknown> = { ...flags };
  for (const [name, value] of taken(command, flags, file)) merged[keyOf(name)] = value;
  return merged as FlagsOf<C>;
}

/** Names of the flags for which the file speaks, as the command line does not. */
export function namesTaken<C extends CommandName>(
  command: C,
  flags: FlagsOf<C>,
  file: FlagsInFile,
): readonly string[] {
  return [...taken(command, flags, file)].map(([name]) => name);
}

function* taken(
  command: CommandName,
  flags: object,
  file: FlagsInFile,
): Generator<readonly [string, unknown]> {
  const said = new Map<string, unknown>(Object.entries(flags));
  for (const [name, { takes, inFile, contradicts }] of denialsFirst) {
    const value = (file as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || typeof inFile === 'string' || !inFile.includes(command)) continue;
    const key = keyOf(name);
    if (contradicts !== undefined && said.get(keyOf(contradicts)) === true) continue;
    if (takes.kind === 'denial') {
      // Commander makes true of a denial that is not given.
      if (value !== true || typeof said.get(key) === 'string') continue;
      said.set(key, false);
      yield [name, false];
    } else if (said.get(key) === undefined) yield [name, value];
  }
}

/** `no-cache` before `cache`: what nobody may do has no place. */
const denialsFirst = (Object.entries(FLAGS) as [string, Flag][]).sort(
  ([, a], [, b]) => Number(b.takes.kind === 'denial') - Number(a.takes.kind === 'denial'),
);
