// The work of one thread of a pool: payloads of package files below one directory.

import type { Payload } from '../model/payload.js';
import { type ScanOptions, scanPayload } from './scan-payload.js';

export interface ScanSetup extends ScanOptions {
  readonly root: string;
}

/** The work takes the path of a package file below the root. */
export function startTask({ root, ...options }: ScanSetup): (path: string) => Promise<Payload> {
  return path => scanPayload(root, path, options);
}
