// lzip files (lzip manual, "File format"), several members included; numbers are little-endian.
//
//   member: "LZIP", version 1, dictionary size, LZMA stream with end marker, CRC32 u32, data size u64, member size u64

import type { ByteSource } from '../file/byte-source.js';
import { SourceReader } from '../file/source-reader.js';
import { crc32 } from './crc32.js';
import { damagedInput, type Sink, unsupportedInput } from './decoder.js';
import { decodeLzma } from './lzma.js';

const MAGIC = 0x4c5a4950;

export function decompressLzip(source: ByteSource, sink: Sink, limit: number): void {
  const reader = new SourceReader(source, 'lzip');
  do {
    const start = reader.offset;
    if (reader.readU32() !== MAGIC) throw damagedInput('lzip', 'no lzip member begins here', start);
    if (reader.readU8() !== 1)
      throw unsupportedInput('lzip', 'this lzip member is of an unknown version', start);
    const code = reader.readU8();
    const base = 2 ** (code & 31);
    const dictionary = base - (base / 16) * (code >> 5);
    if (dictionary < 4096 || dictionary > 1 << 29) {
      throw damagedInput('lzip', 'this lzip member has an impossible dictionary', start + 5);
    }
    let sum = 0;
    let size = 0;
    // No match reaches further back than what is written, and more than the limit is never written.
    decodeLzma(reader, Math.min(dictionary, limit + 1), piece => {
      sum = crc32(piece, sum);
      size += piece.length;
      sink(piece);
    });
    const trailer = reader.offset;
    if (reader.readU32(true) !== sum)
      throw damagedInput('lzip', 'the checksum of the data is wrong', trailer);
    const sizes = [size, trailer + 20 - start];
    for (const expected of sizes) {
      const offset = reader.offset;
      const stored = reader.readU32(true) + reader.readU32(true) * 2 ** 32;
      if (stored !== expected) throw damagedInput('lzip', 'a size in the trailer is wrong', offset);
    }
  } while (reader.remaining > 0);
}
