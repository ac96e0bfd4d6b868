// What scanning is measured against: an image decompressed and untarred with the same libraries, its files handed out in pieces but not
// written. The task of a thread, as `src/load/scan-payload-task.ts` is one.

import { RangeFeed } from '../dist/base/range-feed.js';
import { readGpkg } from '../dist/formats/container/gpkg.js';
import { TarCursor } from '../dist/formats/container/tar.js';
import { decompress } from '../dist/load/decompress/decompress.js';
import { readSource, sliceSource } from '../dist/load/file/byte-source.js';
import { openPackageFile } from '../dist/load/file/open-package-file.js';

/** @param {{ readonly root: string }} place @returns {(path: string) => Promise<number>} */
export function startTask({ root }) {
  return async path => {
    const opened = openPackageFile(root, path);
    if (!('source' in opened)) throw new Error(opened.message);
    const { source } = opened;
    const { image } = readSource(source, readGpkg(source.size));
    if (image === null || image.compression === null) throw new Error(`${path} has no compressed image`);
    const feed = new RangeFeed(untar());
    const packed = sliceSource(source, image.member.dataOffset, image.member.size);
    await decompress(image.compression, packed, Infinity, piece => feed.push(piece));
    opened.close();
    return feed.end();
  };
}

/** As much of a file as is written at once. */
const PIECE = 1 << 16;

/** @returns {import('../dist/base/byte-range.js').RangeReader<number>} bytes of all files */
function* untar() {
  const cursor = new TarCursor();
  for (let bytes = 0; ; ) {
    const entry = yield* cursor.next();
    if (entry.ended) return bytes;
    if (entry.kind !== 'file') continue;
    for (let offset = 0; offset < entry.size; offset += PIECE) {
      const length = Math.min(PIECE, entry.size - offset);
      bytes += (yield* cursor.readPart(entry, { offset, length, isLent: true })).length;
    }
  }
}
