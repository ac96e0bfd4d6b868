// Recognises the key at the start of a line of a Packages index without making a string of it:
// a small collision-free hash table over the names on disk, made once when the module is loaded.

import { KEY_POSITIONS } from './packages-index-keys.js';

const COLON = 0x3a;
const LONGEST = Math.max(...[...KEY_POSITIONS.keys()].map(name => name.length));
const SLOTS = 1024;

const { multiplier, table } = findPerfectHash();

/** Filled in by `matchKey`, and used again for each line: the innermost loop makes no objects. */
export interface KeyMatch {
  /** Position in `INDEX_KEYS`. */
  position: number;
  /** Offset of the colon. */
  colon: number;
}

/** Fills in `match` and returns true if a known key and a colon stand at `start`. */
export function matchKey(bytes: Uint8Array, start: number, end: number, match: KeyMatch): boolean {
  const limit = Math.min(end, start + LONGEST + 1);
  let hash = 0;
  for (let i = start; i < limit; i++) {
    const byte = bytes[i]!;
    if (byte === COLON) {
      const name = table[hash & (SLOTS - 1)];
      // Unknown keys may share a hash with a known one.
      if (name === undefined || name.length !== i - start) return false;
      for (let j = 0; j < name.length; j++) if (name.bytes[j] !== bytes[start + j]) return false;
      match.position = name.position;
      match.colon = i;
      return true;
    }
    hash = (Math.imul(hash, multiplier) + byte) | 0;
  }
  return false;
}

interface KnownName {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly position: number;
}

function findPerfectHash(): { multiplier: number; table: readonly (KnownName | undefined)[] } {
  const names = [...KEY_POSITIONS].map(([name, position]): KnownName => {
    const bytes = new TextEncoder().encode(name);
    return { bytes, length: bytes.length, position };
  });
  for (let multiplier = 3; multiplier < 10_000; multiplier += 2) {
    const table = new Array<KnownName | undefined>(SLOTS).fill(undefined);
    let collisions = 0;
    for (const name of names) {
      let hash = 0;
      for (const byte of name.bytes) hash = (Math.imul(hash, multiplier) + byte) | 0;
      if (table[hash & (SLOTS - 1)] !== undefined) collisions++;
      table[hash & (SLOTS - 1)] = name;
    }
    if (collisions === 0) return { multiplier, table };
  }
  throw new Error('no collision-free hash of the index keys: enlarge SLOTS');
}
