// The records of a pax extended header (POSIX.1-2001): `LENGTH KEY=VALUE\n`, the length counting the whole record.

import { FormatError } from '../../base/format-error.js';
import { decodeName } from './decode-name.js';

const WANTED = new Set(['path', 'linkpath', 'size']);
/** As star and GNU tar write extended attributes, then libarchive. */
const ATTRIBUTE = /^(?:SCHILY|LIBARCHIVE)\.xattr\.(.+)$/s;
/** GNU tar's own, of files with holes: name, size and contents are then others than the header says. */
const SPARSE = 'GNU.sparse.';

/** Those that decide what a member is, of a sparse one as `sparse`; of an extended attribute its name as `attribute`; the rest is left out. `offset` is where `data` begins. */
export function* readPaxRecords(data: Uint8Array, offset: number): Generator<[string, string]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let position = 0;
  while (position < data.length && data[position] !== 0) {
    const space = data.indexOf(0x20, position);
    const digits = decoder.decode(
      data.subarray(position, space === -1 ? position : Math.min(space, position + 8)),
    );
    const length = /^[0-9]+$/.test(digits) ? Number(digits) : 0;
    const end = position + length;
    const equals = data.indexOf(0x3d, space);
    if (length === 0 || end > data.length || equals === -1 || equals >= end || data[end - 1] !== 0x0a) {
      throw new FormatError('tar', {
        code: 'tar-pax-record',
        message: 'a record of this pax header is damaged',
        offset: offset + position,
        // Python stops reading the header here and goes on with the archive.
        effect: 'harmful',
      });
    }
    const key = decoder.decode(data.subarray(space + 1, equals));
    if (WANTED.has(key)) yield [key, decodeName(data.subarray(equals + 1, end - 1))];
    else if (key.startsWith(SPARSE)) yield ['sparse', ''];
    else {
      const attribute = ATTRIBUTE.exec(key)?.[1];
      if (attribute !== undefined) yield ['attribute', attribute];
    }
    position = end;
  }
}
