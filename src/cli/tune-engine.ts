// A run of half a second is over before optimised code pays for itself: V8 spends as much time optimising as it saves, on
// the second of two cores that share one. Asking it to wait with optimising halves the CPU time of an audit.

import { setFlagsFromString } from 'node:v8';

/** Major versions of Node whose V8 is known to have the flag; others would complain of it. */
const KNOWN = new Set([20, 22, 24]);

export function tuneEngine(version = process.versions.node): void {
  if (KNOWN.has(Number.parseInt(version, 10))) setFlagsFromString('--interrupt-budget=1000000');
}
