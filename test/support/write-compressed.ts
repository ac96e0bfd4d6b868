// Compresses what tests and fixtures put into packages, the same bytes on every machine with one Node release.

import { gzipSync } from 'node:zlib';
import { EXTENSIONS } from '../../src/formats/container/compression.js';

export type WrittenCompression = 'none' | 'gzip' | 'zstd';

/** What follows `.tar` in the name of a member. */
export function extensionOf(compression: WrittenCompression): string {
  return compression === 'none' ? '' : EXTENSIONS[compression];
}

export async function writeCompressed(
  compression: WrittenCompression,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  if (compression === 'none') return bytes;
  return compression === 'gzip' ? new Uint8Array(gzipSync(bytes, { level: 9 })) : writeZstd(bytes);
}

interface Zstd {
  readonly Streaming: new () => {
    compressChunks(chunks: Iterable<Uint8Array>, sizeHint: number | undefined, level: number): Uint8Array;
  };
}

/** Through zstd-codec's streams, which take any size in pieces. */
async function writeZstd(bytes: Uint8Array): Promise<Uint8Array> {
  // @ts-expect-error zstd-codec has no types
  const { ZstdCodec } = (await import('zstd-codec')).default as {
    ZstdCodec: { run(f: (z: Zstd) => void): void };
  };
  const zstd = await new Promise<Zstd>(resolve => ZstdCodec.run(resolve));
  return new Uint8Array(new zstd.Streaming().compressChunks(piecesOf(bytes), undefined, 3));
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 1 << 16) yield bytes.subarray(from, from + (1 << 16));
}
