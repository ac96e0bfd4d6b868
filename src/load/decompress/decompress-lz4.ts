// lz4 frames (lz4_Frame_format.md and lz4_Block_format.md), several in a row included, with their checksums.
//
//   frame: magic 04 22 4d 18, flags, block size, [content size u64], [dictionary u32], header checksum,
//          blocks, u32 zero, [content checksum]; numbers are little-endian
//   block: u32 length (top bit: stored as it is), contents, [checksum]

import { ByteReader } from '../../base/byte-reader.js';
import type { ByteSource } from '../file/byte-source.js';
import { SourceReader } from '../file/source-reader.js';
import { damagedInput, type Sink, unsupportedInput } from './decoder.js';
import { Xxh32 } from './xxh32.js';

const MAGIC = 0x184d2204;
const SKIPPABLE = 0x184d2a50;
/** Linked blocks may refer so far back. */
const HISTORY = 1 << 16;
const BLOCK_SIZES: Readonly<Record<number, number>> = { 4: 1 << 16, 5: 1 << 18, 6: 1 << 20, 7: 1 << 22 };
const STORED = 0x80000000;

export function decompressLz4(source: ByteSource, sink: Sink): void {
  const reader = new SourceReader(source, 'lz4');
  do {
    const offset = reader.offset;
    const magic = reader.readU32(true);
    if ((magic & ~0xf) === SKIPPABLE) reader.skip(reader.readU32(true));
    else if (magic === MAGIC) readFrame(reader, sink);
    else throw unsupportedInput('lz4', 'no lz4 frame of the current format begins here', offset);
  } while (reader.remaining > 0);
}

interface FrameFlags {
  readonly blockChecksum: boolean;
  readonly contentChecksum: boolean;
  readonly blockSize: number;
}

function readFrame(reader: SourceReader, sink: Sink): void {
  const flags = readFlags(reader);
  const buffer = new Uint8Array(HISTORY + flags.blockSize);
  const content = new Xxh32();
  let history = 0;
  for (;;) {
    const offset = reader.offset;
    const header = reader.readU32(true);
    if (header === 0) break;
    const length = header & ~STORED;
    if (length > flags.blockSize)
      throw damagedInput('lz4', 'a block is longer than its frame allows', offset);
    const block = reader.readBytes(length);
    if (flags.blockChecksum) checkSum(reader, new Xxh32().update(block), 'block');
    const stored = (header & STORED) !== 0;
    const end = stored ? history + length : decodeBlock(block, buffer, history, offset + 4);
    if (stored) buffer.set(block, history);
    const output = buffer.subarray(history, end);
    content.update(output);
    if (output.length > 0) sink(output);
    history = Math.min(end, HISTORY);
    buffer.copyWithin(0, end - history, end);
  }
  if (flags.contentChecksum) checkSum(reader, content, 'content');
}

function readFlags(reader: SourceReader): FrameFlags {
  const start = reader.offset;
  const flags = reader.readU8();
  const sizes = reader.readU8();
  const blockSize = BLOCK_SIZES[(sizes >> 4) & 7];
  if ((flags & 0xc2) !== 0x40 || (sizes & 0x8f) !== 0 || blockSize === undefined) {
    throw damagedInput('lz4', 'the header of this lz4 frame has unknown flags', start);
  }
  if ((flags & 0x08) !== 0) reader.skip(8);
  if ((flags & 0x01) !== 0) throw unsupportedInput('lz4', 'this lz4 frame needs a dictionary', start);
  const expected = (new Xxh32().update(reader.readAgain(start, reader.offset)).digest() >> 8) & 0xff;
  if (reader.readU8() !== expected)
    throw damagedInput('lz4', 'the checksum of this frame header is wrong', start);
  return { blockChecksum: (flags & 0x10) !== 0, contentChecksum: (flags & 0x04) !== 0, blockSize };
}

function checkSum(reader: SourceReader, hash: Xxh32, what: string): void {
  const offset = reader.offset;
  if (reader.readU32(true) !== hash.digest())
    throw damagedInput('lz4', `the ${what} checksum is wrong`, offset);
}

/** Writes a block behind the history in `buffer`; returns where its output ends. */
function decodeBlock(block: Uint8Array, buffer: Uint8Array, from: number, offset: number): number {
  const reader = new ByteReader(block, 'lz4', offset);
  const capacity = from + (buffer.length - HISTORY);
  let at = from;
  const claim = (length: number) => {
    if (at + length > capacity)
      throw damagedInput('lz4', 'a block is longer than its frame allows', reader.offset);
  };
  while (reader.remaining > 0) {
    const token = reader.readU8();
    const literals = readLength(reader, token >> 4);
    claim(literals);
    buffer.set(reader.readBytes(literals), at);
    at += literals;
    // A block ends with literals.
    if (reader.remaining === 0) break;
    const distance = reader.readU16(true);
    const length = readLength(reader, token & 15) + 4;
    claim(length);
    if (distance === 0 || distance > at)
      throw damagedInput('lz4', 'a match begins before the data', reader.offset);
    // Byte by byte: a match may overlap what it writes.
    for (const end = at + length; at < end; at++) buffer[at] = buffer[at - distance] ?? 0;
  }
  return at;
}

function readLength(reader: ByteReader, nibble: number): number {
  let length = nibble;
  for (let byte = nibble === 15 ? 255 : 0; byte === 255; length += byte) byte = reader.readU8();
  return length;
}
