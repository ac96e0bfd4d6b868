// xpak(5): the metadata segment that Portage appends to a tarball, found from the end of the file. Numbers are big-endian
// u32. Nothing in the format has a checksum, so every length is compared with every other.
//
//   tarball
//   "XPAKPACK"  index length  data length          <- file length - (xpak length + 8)
//   index: (name length, name, data offset, data length)*
//   data
//   "XPAKSTOP"  xpak length (from XPAKPACK through XPAKSTOP)  "STOP"

import { type ByteRange, MAX_RANGE, type RangeReader, readBytes } from '../../base/byte-range.js';
import { ByteReader } from '../../base/byte-reader.js';
import type { Problem } from '../../base/format-error.js';
import type { Compression } from './compression.js';
import { MetadataTable, tooLarge } from './metadata-table.js';
import { judgeXpakEntries, readXpakIndex, type XpakEntry } from './xpak-index.js';
import { readXpakTarball } from './xpak-tarball.js';
import { findXpakTrailer } from './xpak-trailer.js';

export interface XpakContainer {
  /** From XPAKPACK to the end of the file; null where no segment was found. */
  readonly segment: ByteRange | null;
  readonly index: ByteRange | null;
  readonly data: ByteRange | null;
  /** All that the index names; empty where the index cannot be trusted. */
  readonly entries: readonly XpakEntry[];
  /** Of the tarball before the segment; null where it is not compressed or not known. */
  readonly compression: Compression | null;
  readonly metadata: MetadataTable;
  readonly problems: readonly Problem[];
}

/** An index of more bytes than this is not read. */
const MAX_INDEX = 4 << 20;
const HEADER = 16;
const STOP = 8;

/** Reads the metadata of a file of `size` bytes; of the tarball only its first bytes. */
export function* readXpak(size: number): RangeReader<XpakContainer> {
  const metadata = new MetadataTable();
  const { problems } = metadata;
  const nothing = {
    segment: null,
    index: null,
    data: null,
    entries: [],
    compression: null,
    metadata,
    problems,
  };

  const segment = yield* findXpakTrailer(size, problems);
  if (segment === null) return nothing;
  const compression = yield* readXpakTarball(segment.offset, problems);

  const header = new ByteReader(yield* readBytes(segment.offset, HEADER), 'xpak', segment.offset);
  const magic = String.fromCharCode(...header.readBytes(8));
  if (magic !== 'XPAKPACK') {
    problems.push(
      refused('header-magic', 'the trailer points here, but no XPAKPACK stands here', segment.offset),
    );
    return { ...nothing, segment, compression };
  }
  const [indexLength, dataLength] = [header.readU32(), header.readU32()];
  const end = segment.offset + segment.length - 2 * STOP;
  const index = { offset: segment.offset + HEADER, length: indexLength };
  if (index.offset + indexLength > end) {
    const message = 'the index reaches past the end of the segment';
    problems.push({
      ...refused('index-length', message, segment.offset + 8),
      expected: `at most ${end - index.offset}`,
      actual: String(indexLength),
    });
    return { ...nothing, segment, compression };
  }
  if (indexLength > MAX_INDEX) {
    problems.push(tooLarge(MAX_INDEX, segment.offset + 8));
    return { ...nothing, segment, compression };
  }

  const data = { offset: index.offset + indexLength, length: end - index.offset - indexLength };
  const read = readXpakIndex(yield* readBytes(index.offset, indexLength), index.offset);
  problems.push(...read.problems);
  if (dataLength !== data.length && read.problems.length === 0) {
    problems.push({
      code: 'data-length',
      message: 'the data length of the header is not the length of the data; the client never looks at it',
      offset: segment.offset + 12,
      effect: 'unusual',
      expected: String(data.length),
      actual: String(dataLength),
    });
  }
  const trusted = judgeXpakEntries(read.entries, data, problems);
  yield* readValues(trusted, data, metadata);
  return { segment, index, data, entries: read.entries, compression, metadata, problems };
}

/** A small data segment is fetched at once, of a large one only the values that are wanted. */
function* readValues(
  entries: readonly XpakEntry[],
  data: ByteRange,
  metadata: MetadataTable,
): RangeReader<void> {
  const all = data.length <= MAX_RANGE ? yield* readBytes(data.offset, data.length) : null;
  for (const { name, offset, length, indexOffset } of entries) {
    if (!metadata.wants(name, length, indexOffset)) continue;
    const from = offset - data.offset;
    metadata.add(name, all?.subarray(from, from + length) ?? (yield* readBytes(offset, length)), offset);
  }
}

function refused(code: string, message: string, offset: number): Problem {
  return { code, message, offset, effect: 'refused' };
}
