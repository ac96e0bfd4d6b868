// Packages and what their files are.

import { type BinaryPackage, packagePath } from './package.js';
import type { Payload } from './payload.js';
import type { Universe } from './universe.js';

/** Null where its files were not looked at or could not be read at all; what was read of a damaged image says so (`isComplete`). */
export function payloadOf({ sources }: Pick<Universe, 'sources'>, pkg: BinaryPackage): Payload | null {
  const payloads = sources[pkg.source]?.payloads;
  if (payloads === undefined) return null;
  return payloads.get(pkg.role === 'installed' ? pkg.cpvText : packagePath(pkg)) ?? null;
}
