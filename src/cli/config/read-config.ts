// A configuration file from disk, its paths made to count from the working directory.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { reasonOf } from '../../load/file/input-error.js';
import { FLAGS } from '../flags/declared-flags.js';
import type { Flag } from '../flags/flag.js';
import { formatBaseline, parseBaseline } from './baseline-argument.js';
import { isUrl } from './find-config.js';
import { type Config, ConfigError, type ConfigWords, parseConfig } from './parse-config.js';

interface ReadConfig {
  readonly config: Config;
  /** `sha256:` and hexadecimal digits over the bytes of the file. */
  readonly digest: string;
}

/** Reads and checks a configuration file. Throws `ConfigError`. */
export async function readConfig(path: string, words: ConfigWords): Promise<ReadConfig> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new ConfigError(`${path}: the configuration cannot be read: ${reasonOf(error)}`);
  }
  const text = new TextDecoder().decode(bytes);
  return {
    config: relocate(parseConfig(text, path, words), dirname(path)),
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  };
}

/**
 * Paths in the file are meant from where the file is; a report names them, and must not depend on where that is on this
 * machine: they stay relative.
 */
function relocate(config: Config, directory: string): Config {
  const moved: Record<string, unknown> = { ...config };
  for (const [name, { takes }] of Object.entries(FLAGS) as [string, Flag][]) {
    const value = moved[name];
    if (value === undefined || (takes.kind !== 'path' && takes.kind !== 'paths')) continue;
    const move = MOVES[takes.written ?? 'plain'](directory);
    moved[name] = typeof value === 'string' ? move(value) : (value as readonly string[]).map(move);
  }
  return moved as Config;
}

type Move = (directory: string) => (path: string) => string;

const movePlain: Move = directory => path =>
  path === '-' || isUrl(path) || isAbsolute(path) ? path : fromHere(resolve(directory, path));

const MOVES: Readonly<Record<'plain' | 'named' | 'profile', Move>> = {
  plain: movePlain,
  named: directory => text => {
    const baseline = parseBaseline(text);
    return formatBaseline({ ...baseline, path: movePlain(directory)(baseline.path) });
  },
  // The name of a profile counts from its repository.
  profile: directory => text => (text.startsWith('.') ? movePlain(directory)(text) : text),
};

/** From the working directory: where that is on this machine is nobody's business. */
export function fromHere(path: string): string {
  return relative(process.cwd(), path) || '.';
}
