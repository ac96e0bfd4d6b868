// The metadata of a gpkg: its archive decompressed and read at the same time, so that a small file that expands to much
// costs neither memory nor time.

import { readBytes, readFromBytes } from '../../base/byte-range.js';
import { FormatError, type Problem } from '../../base/format-error.js';
import { RangeFeed } from '../../base/range-feed.js';
import type { GpkgArchive } from '../../formats/container/gpkg.js';
import { readGpkgMetadata } from '../../formats/container/gpkg-metadata.js';
import { MetadataTable, tooLarge } from '../../formats/container/metadata-table.js';
import { decompress } from '../decompress/decompress.js';
import { type ByteSource, readSource } from '../file/byte-source.js';

/** Of the archive, compressed or not; Portage has no limit but for remote packages (10 MB). */
const MAX_METADATA = 64 << 20;

/** What can be read, and why not more. */
export async function readMetadata(source: ByteSource, archive: GpkgArchive): Promise<MetadataTable> {
  const { member, compression, sound } = archive;
  const { dataOffset: offset } = member;
  if (!sound) return new MetadataTable();
  if (member.size > MAX_METADATA) return failed(tooLarge(MAX_METADATA, offset));
  const bytes = readSource(source, readBytes(offset, member.size));
  if (compression === null) return readFromBytes(readGpkgMetadata(offset), bytes);
  const feed = new RangeFeed(readGpkgMetadata(offset));
  try {
    await decompress(compression, bytes, MAX_METADATA, piece => feed.push(piece));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { problem } = error;
    if (problem.code === 'output-too-large') return failed(tooLarge(MAX_METADATA, offset));
    return failed({ ...problem, offset: offset + (problem.offset ?? 0), field: member.name });
  }
  return feed.end();
}

function failed(problem: Problem): MetadataTable {
  const table = new MetadataTable();
  table.problems.push(problem);
  return table;
}
