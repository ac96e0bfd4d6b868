// The frames of a zstd stream (RFC 8878, 3.1), found without decoding them: decoders stop after the first.
//
//   frame: magic 28 b5 2f fd, descriptor, [window], [dictionary id], [content size], blocks, [checksum]
//   block: u24 little-endian (bit 0: last, bits 1-2: type, rest: size), contents; a run-length block holds one byte
//   to be skipped: magic 50-5f 2a 4d 18, u32 little-endian length, contents

import { type ByteCursor, ByteReader } from '../../base/byte-reader.js';
import { FormatError } from '../../base/format-error.js';

export interface ZstdFrame {
  /** In the stream. */
  readonly offset: number;
  readonly length: number;
  /** Bytes that the decoder must remember, as the frame says. */
  readonly windowSize: number;
  /** The frame cannot expand to more than this. */
  readonly contentBound: number;
  /** Where the window is written; null in frames whose window is their content. */
  readonly windowOffset: number | null;
}

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const RUN = 1;
const COMPRESSED = 2;
const MAX_BLOCK = 128 << 10;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
const DICTIONARY_BYTES = [0, 1, 2, 4];

/** Frames with content, in order. Throws where the stream is damaged or cut. */
export function* findZstdFrames(packed: Uint8Array | ByteCursor): Generator<ZstdFrame> {
  const reader = packed instanceof Uint8Array ? new ByteReader(packed, 'zstd') : packed;
  while (reader.remaining > 0) {
    const offset = reader.offset;
    const magic = reader.readU32(true);
    if ((magic & ~0xf) === SKIPPABLE) {
      reader.skip(reader.readU32(true));
      continue;
    }
    if (magic !== MAGIC) throw damaged('no zstd frame begins here', offset);
    const { windowSize, windowOffset, checksum } = readHeader(reader, offset);
    const contentBound = skipBlocks(reader);
    if (checksum) reader.skip(4);
    yield { offset, length: reader.offset - offset, windowSize, windowOffset, contentBound };
  }
}

function readHeader(reader: ByteCursor, offset: number) {
  const descriptor = reader.readU8();
  if ((descriptor & 0x08) !== 0) throw damaged('a reserved bit of this zstd frame is set', offset + 4);
  const single = (descriptor & 0x20) !== 0;
  const windowOffset = single ? null : reader.offset;
  const window = single ? 0 : reader.readU8();
  const dictionary = readLittle(reader, DICTIONARY_BYTES[descriptor & 3] ?? 0);
  if (dictionary !== 0) {
    const message = `this zstd frame needs dictionary ${dictionary}`;
    throw new FormatError('zstd', { code: 'compressed-damaged', message, offset, effect: 'refused' });
  }
  const flag = descriptor >> 6;
  const contentSize = readLittle(reader, flag === 0 && single ? 1 : (CONTENT_SIZE_BYTES[flag] ?? 0));
  const base = 2 ** (10 + (window >> 3));
  return {
    windowOffset,
    windowSize: single ? contentSize + (flag === 1 ? 256 : 0) : base + (base / 8) * (window & 7),
    checksum: (descriptor & 0x04) !== 0,
  };
}

/** The most that the blocks can expand to. */
function skipBlocks(reader: ByteCursor): number {
  let bound = 0;
  for (let last = false; !last; ) {
    const offset = reader.offset;
    const header = readLittle(reader, 3);
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3) throw damaged('a block of this zstd frame has an unknown type', offset);
    reader.skip(type === RUN ? 1 : size);
    bound += type === COMPRESSED ? MAX_BLOCK : size;
    last = (header & 1) === 1;
  }
  return bound;
}

function readLittle(reader: ByteCursor, length: number): number {
  return reader.readBytes(length).reduceRight((value, byte) => value * 256 + byte, 0);
}

function damaged(message: string, offset: number): FormatError {
  return new FormatError('zstd', { code: 'compressed-damaged', message, offset, effect: 'refused' });
}
