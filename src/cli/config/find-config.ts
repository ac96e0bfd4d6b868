// The configuration file that belongs to a source: the nearest one in its directory or above.

import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const CONFIG_NAME = 'binpkg-check.yaml';

/** Path of the nearest `binpkg-check.yaml`, looking upwards from a PKGDIR, a file or (for a URL) the working directory. */
export async function findConfig(source: string | null): Promise<string | null> {
  let directory = source === null || isUrl(source) ? process.cwd() : resolve(source);
  // Of a source that is a file or missing, the attempt one level too deep finds nothing and costs nothing.
  while (true) {
    const path = join(directory, CONFIG_NAME);
    if (await isFile(path)) return path;
    const parent = dirname(directory);
    if (parent === directory) return null;
    directory = parent;
  }
}

export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Missing, or below something that is no directory, or not ours to see: then it is not for us either.
    return false;
  }
}
