// Chosen small files of a root directory that lies in a tar archive (a stage3), as the archive streams by.

import type { RangeReader } from '../../base/byte-range.js';
import { FormatError } from '../../base/format-error.js';
import { TarCursor } from './tar.js';

export interface RootArchive {
  /** By path below the root, without a slash in front; of several members of one name the last. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly members: number;
}

export interface RootArchiveLimits {
  /** Bytes of one file; a larger one is refused. */
  readonly file: number;
  /** Bytes of all files together. */
  readonly all: number;
}

/** Throws `FormatError` where the archive is damaged or cut, or what is wanted of it is beyond the limits. */
export function* readRootArchive(
  wants: (path: string) => boolean,
  limits: RootArchiveLimits,
): RangeReader<RootArchive> {
  const cursor = new TarCursor();
  const files = new Map<string, Uint8Array>();
  let members = 0;
  let room = limits.all;
  for (;;) {
    const entry = yield* cursor.next();
    if (entry.ended) {
      if (entry.problem !== null) throw new FormatError('tar', entry.problem);
      if (entry.by === 'input') {
        const message = 'the archive ends without the blocks that end one: it is cut off';
        throw new FormatError('tar', { code: 'tar-truncated', message, offset: entry.offset });
      }
      return { files, members };
    }
    members++;
    const path = entry.name.replace(/^(\.?\/)+/, '');
    if (entry.kind !== 'file' || !wants(path)) continue;
    room -= entry.size;
    if (entry.size > limits.file || room < 0) {
      const message =
        entry.size > limits.file
          ? `${path.slice(0, 200)} has more than ${limits.file} bytes`
          : `the files wanted of it have more than ${limits.all} bytes`;
      throw new FormatError('tar', { code: 'archive-too-large', message, offset: entry.offset });
    }
    files.set(path, Uint8Array.from(yield* cursor.read(entry)));
  }
}
