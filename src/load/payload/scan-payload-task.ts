// The work of one thread of a pool: payloads of package files below one directory, or of the packages of one VDB.

import type { Payload } from '../../model/payload.js';
import { type InstalledPlace, scanInstalledIn } from './scan-installed.js';
import { type ScanOptions, scanPayload } from './scan-payload.js';

export interface ScanSetup extends ScanOptions {
  readonly root: string;
}

/** The work takes the path of a package file below the root, or the CPV of an installed package. */
export function startTask(place: ScanSetup | InstalledPlace): (item: string) => Promise<Payload> {
  if ('database' in place) {
    const scanInstalled = scanInstalledIn(place);
    return async cpv => scanInstalled(cpv);
  }
  const { root, ...options } = place;
  return path => scanPayload(root, path, options);
}
