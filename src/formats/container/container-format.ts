// Which container a file is, by its content alone, in the order in which Portage looks.

import { type RangeReader, readBytes } from '../../base/byte-range.js';
import { readMembers } from './gpkg-members.js';
import { MARKER } from './gpkg-names.js';
import { BLOCK, readDialect } from './tar-header.js';
import { isAt } from './xpak-trailer.js';

export type ContainerKind = 'gpkg' | 'xpak';

/** Null where it is neither, or too damaged to tell. */
export function* detectContainer(size: number): RangeReader<ContainerKind | null> {
  const head = yield* readBytes(0, Math.min(size, BLOCK));
  const start = String.fromCharCode(...head.subarray(0, 100));
  if (start.includes(`/${MARKER}\0`)) return 'gpkg';
  if (size >= 16) {
    const tail = yield* readBytes(size - 16, 16);
    if (isAt(tail, 0, 'XPAKSTOP') && isAt(tail, 12, 'STOP')) return 'xpak';
  }
  if (head.length < BLOCK || readDialect(head) === 'v7') return null;
  const { members } = yield* readMembers(size);
  return members.some(({ what }) => what.role === 'marker') ? 'gpkg' : null;
}
