// Decompresses what Portage compresses, piece by piece and never beyond a limit. Each decoder is loaded when it is first
// needed. Errors carry the offset in the compressed bytes.

import { FormatError } from '../../base/format-error.js';
import type { Compression } from '../../formats/container/compression.js';
import { type ByteSource, sourceOfBytes } from '../file/byte-source.js';
import { type Decoder, damagedInput, outputTooLarge, type Sink } from './decoder.js';

/** Hands the decompressed bytes to `sink`; of the source only a window is held. Throws a FormatError where they are damaged or more than `limit`. */
export async function decompress(
  kind: Compression,
  packed: Uint8Array | ByteSource,
  limit: number,
  sink: Sink,
): Promise<void> {
  const source = packed instanceof Uint8Array ? sourceOfBytes(packed) : packed;
  const decode = await DECODERS[kind]();
  let room = limit;
  const bounded: Sink = piece => {
    room -= piece.length;
    if (room < 0) throw outputTooLarge(kind, limit);
    sink(piece);
  };
  try {
    await decode(source, bounded, limit);
  } catch (error) {
    // A decoder that runs out of input says so in its own code.
    if (!(error instanceof FormatError) || error.problem.code !== 'truncated') throw error;
    throw damagedInput(kind, `the ${kind} data end too early`, error.problem.offset ?? source.size);
  }
}

const DECODERS: Readonly<Record<Compression, () => Promise<Decoder>>> = {
  bzip2: async () => (await import('./decompress-bzip2.js')).decompressBzip2,
  gzip: async () => (await import('./decompress-gzip.js')).decompressGzip,
  lz4: async () => (await import('./decompress-lz4.js')).decompressLz4,
  lzip: async () => (await import('./decompress-lzip.js')).decompressLzip,
  lzop: async () => (await import('./decompress-lzop.js')).decompressLzop,
  xz: async () => (await import('./decompress-xz.js')).decompressXz,
  zstd: async () => (await import('./decompress-zstd.js')).decompressZstd,
};
