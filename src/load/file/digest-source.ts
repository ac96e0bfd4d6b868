// Digests of a source and of parts of it, in one pass over the bytes that any of them needs.

import { createHash, type Hash } from 'node:crypto';
import type { ByteRange } from '../../base/byte-range.js';
import type { ByteSource } from './byte-source.js';

export interface DigestRequest {
  readonly range: ByteRange;
  /** By their names in node:crypto. */
  readonly algorithms: readonly string[];
}

const PIECE = 1 << 20;
/** Other work may run after so many pieces. */
const TURN = 16;

/** For each request its digests in lower-case hexadecimal, by algorithm. */
export async function digestSource(
  source: ByteSource,
  requests: readonly DigestRequest[],
): Promise<ReadonlyMap<string, string>[]> {
  const parts = requests.map(({ range, algorithms }) => ({
    from: range.offset,
    to: range.offset + range.length,
    hashes: algorithms.map(algorithm => [algorithm, createHash(algorithm)] as const),
  }));
  const buffer = new Uint8Array(Math.min(PIECE, source.size));
  let position = 0;
  for (let pieces = 1; ; pieces++) {
    const open = parts.filter(({ from, to }) => from <= position && position < to);
    const next = parts.filter(({ from }) => from > position).map(({ from }) => from);
    if (open.length === 0) {
      if (next.length === 0) break;
      position = Math.min(...next);
      continue;
    }
    const end = Math.min(position + PIECE, Math.max(...open.map(({ to }) => to)));
    const piece = buffer.subarray(0, source.readInto(buffer.subarray(0, end - position), position));
    if (piece.length === 0) break;
    for (const { from, to, hashes } of parts) update(hashes, piece, from - position, to - position);
    position += piece.length;
    if (pieces % TURN === 0) await new Promise(resolve => setImmediate(resolve));
  }
  return parts.map(({ hashes }) => new Map(hashes.map(([name, hash]) => [name, hash.digest('hex')])));
}

/** Hashes the bytes of a piece that stand between two positions relative to it. */
function update(
  hashes: readonly (readonly [string, Hash])[],
  piece: Uint8Array,
  from: number,
  to: number,
): void {
  const bytes = piece.subarray(Math.max(0, from), Math.max(0, Math.min(to, piece.length)));
  if (bytes.length > 0) for (const [, hash] of hashes) hash.update(bytes);
}
