// A run of half a second is over before optimised code pays for itself: V8 spends as much time optimising as it saves, on
// the second of two cores that share one. Asking it to wait with optimising halves the CPU time of an audit.

import { setFlagsFromString } from 'node:v8';

/** The V8 that lists `--interrupt-budget` (`node --v8-options`); the ones after it print an error for it. */
const LISTED = /^11\.3\./;

export function tuneEngine(): void {
  for (const flag of engineFlags(process.versions.v8)) setFlagsFromString(flag);
}

/** The flags to set on an engine of this version: only those that it is known to list. */
export function engineFlags(v8: string): readonly string[] {
  return LISTED.test(v8) ? ['--interrupt-budget=1000000'] : [];
}
