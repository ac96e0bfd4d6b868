// A configuration file from disk, its paths made to count from the working directory.

import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { reasonOf } from '../../load/file/input-error.js';
import { formatBaseline, parseBaseline } from './baseline-argument.js';
import { isUrl } from './find-config.js';
import { type Config, ConfigError, type ConfigWords, parseConfig } from './parse-config.js';

/** Reads and checks a configuration file. Throws `ConfigError`. */
export async function readConfig(path: string, words: ConfigWords): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${path}: the configuration cannot be read: ${reasonOf(error)}`);
  }
  return relocate(parseConfig(text, path, words), dirname(path));
}

/**
 * Paths in the file are meant from where the file is; a report names them, and must not depend on where that is on this
 * machine: they stay relative.
 */
function relocate(config: Config, directory: string): Config {
  const move = (path: string) => {
    if (isUrl(path) || isAbsolute(path)) return path;
    return relative(process.cwd(), resolve(directory, path)) || '.';
  };
  const moveBaseline = (text: string) => {
    const baseline = parseBaseline(text);
    return formatBaseline({ ...baseline, path: move(baseline.path) });
  };
  const { installed, with: background, keyring, output } = config;
  return {
    ...config,
    ...(installed === undefined ? {} : { installed: installed.map(moveBaseline) }),
    ...(background === undefined ? {} : { with: background.map(move) }),
    ...(keyring === undefined ? {} : { keyring: keyring.map(move) }),
    ...(output === undefined || output === '-' ? {} : { output: move(output) }),
  };
}
