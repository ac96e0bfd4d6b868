// What a location of the command line is: an address, or a path that may be written as one.

import { fileURLToPath } from 'node:url';
import { hideCredentials } from '../base/hide-credentials.js';
import { InputError } from './file/input-error.js';

/** An address that is read over the network. */
export function isRemote(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/** The scheme of an address that nothing here reads (`ftp`, `ssh`, `rsync`, ...); null for every other location. */
function unsupportedScheme(location: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(location)?.[1]?.toLowerCase() ?? null;
  return scheme === null || ['http', 'https', 'file'].includes(scheme) ? null : scheme;
}

/** A location that no reader is for: another would have to be given. */
class LocationError extends Error {
  override readonly name = 'LocationError';
}

/** The path that a location names; of `file://` the one it means. Throws `LocationError`, or `InputError` for a file of another machine. */
export function pathOf(location: string): string {
  const scheme = unsupportedScheme(location);
  if (scheme !== null)
    throw new LocationError(
      `${hideCredentials(location)}: ${scheme}:// is not supported; give a directory, a file, or an http(s) or file URL`,
    );
  if (!/^file:/i.test(location)) return location;
  try {
    return fileURLToPath(location);
  } catch (error) {
    throw new InputError(location, (error as Error).message);
  }
}
