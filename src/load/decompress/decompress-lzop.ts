// lzop files: LZO1X blocks in a container (lzop 1.04; numbers are big-endian).
//
//   magic (9), version u16, library u16, [needed version u16], method u8, [level u8], flags u32, [filter u32],
//   mode u32, mtime u32, [mtime u32], name length u8, name, header checksum u32, [extra field]
//   block: length u32 (0 ends), compressed length u32, checksums u32 as the flags say, contents

import { detectCompression } from '../../formats/container/compression.js';
import type { ByteSource } from '../file/byte-source.js';
import { SourceReader } from '../file/source-reader.js';
import { adler32 } from './adler32.js';
import { crc32 } from './crc32.js';
import { damagedInput, type Sink, unsupportedInput } from './decoder.js';
import { decodeLzo1x } from './lzo1x.js';

const FLAG = { adlerPlain: 1, adlerPacked: 2, extra: 0x40, crcPlain: 0x100, crcPacked: 0x200, filter: 0x800 };
const CRC_HEADER = 0x1000;
/** Fields in brackets above are there from this version on. */
const EXTENDED = 0x0940;
const MAGIC_LENGTH = 9;
/** lzop writes blocks of 256 KiB. */
const MAX_BLOCK = 8 << 20;

export function decompressLzop(source: ByteSource, sink: Sink): void {
  const reader = new SourceReader(source, 'lzop');
  do {
    const start = reader.offset;
    if (detectCompression(reader.readBytes(MAGIC_LENGTH)) !== 'lzop') {
      throw damagedInput('lzop', 'no lzop file begins here', start);
    }
    readBlocks(reader, readHeader(reader), sink);
  } while (reader.remaining > 0);
}

function readBlocks(reader: SourceReader, flags: number, sink: Sink): void {
  for (;;) {
    const offset = reader.offset;
    const length = reader.readU32();
    if (length === 0) return;
    const packedLength = reader.readU32();
    if (length > MAX_BLOCK) throw unsupportedInput('lzop', `a block of ${length} bytes is not read`, offset);
    if (packedLength > length) throw damagedInput('lzop', 'a block grows by being compressed', offset);
    const sums = readSums(reader, flags, packedLength < length);
    const from = reader.offset;
    const packed = reader.readBytes(packedLength);
    checkSums(sums.packed, packed, offset);
    const plain = packedLength === length ? packed : decodeLzo1x(packed, length, from);
    checkSums(sums.plain, plain, offset);
    sink(plain);
  }
}

/** The flags of the file. */
function readHeader(reader: SourceReader): number {
  const start = reader.offset;
  const extended = reader.readU16() >= EXTENDED;
  reader.skip(extended ? 4 : 2);
  const method = reader.readU8();
  if (method < 1 || method > 3) throw unsupportedInput('lzop', `method ${method} is not LZO1X`, start);
  if (extended) reader.skip(1);
  const flags = reader.readU32();
  if ((flags & FLAG.filter) !== 0) throw unsupportedInput('lzop', 'filtered data are not read', start);
  reader.skip(extended ? 12 : 8);
  reader.skip(reader.readU8());
  const header = reader.readAgain(start, reader.offset);
  const sum = (flags & CRC_HEADER) !== 0 ? crc32(header) : adler32(header);
  if (reader.readU32() !== sum) throw damagedInput('lzop', 'the checksum of the header is wrong', start);
  if ((flags & FLAG.extra) !== 0) reader.skip(reader.readU32() + 4);
  return flags;
}

interface Sums {
  readonly adler: number | null;
  readonly crc: number | null;
}

function readSums(
  reader: SourceReader,
  flags: number,
  packed: boolean,
): { readonly plain: Sums; readonly packed: Sums } {
  const read = (flag: number, there = true) => (there && (flags & flag) !== 0 ? reader.readU32() : null);
  const plain = { adler: read(FLAG.adlerPlain), crc: read(FLAG.crcPlain) };
  return { plain, packed: { adler: read(FLAG.adlerPacked, packed), crc: read(FLAG.crcPacked, packed) } };
}

function checkSums({ adler, crc }: Sums, bytes: Uint8Array, offset: number): void {
  if ((adler !== null && adler !== adler32(bytes)) || (crc !== null && crc !== crc32(bytes))) {
    throw damagedInput('lzop', 'the checksum of a block is wrong', offset);
  }
}
