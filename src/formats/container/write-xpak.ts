// Writes an xpak segment with its trailer, ready to be appended to a tarball (xpak(5), layout in xpak.ts).

import { joinBytes } from '../../base/byte-range.js';

/** Values in the given order; text becomes UTF-8. Portage sorts by name and leaves CONTENTS out. */
export function writeXpak(values: Iterable<readonly [key: string, value: string | Uint8Array]>): Uint8Array {
  const encoder = new TextEncoder();
  const index: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let dataLength = 0;
  for (const [key, value] of values) {
    const name = encoder.encode(key);
    const bytes = typeof value === 'string' ? encoder.encode(value) : value;
    index.push(writeU32(name.length), name, writeU32(dataLength), writeU32(bytes.length));
    data.push(bytes);
    dataLength += bytes.length;
  }
  const indexLength = sumOf(index);
  const segment = [
    encoder.encode('XPAKPACK'),
    writeU32(indexLength),
    writeU32(dataLength),
    ...index,
    ...data,
    encoder.encode('XPAKSTOP'),
  ];
  const pieces = [...segment, writeU32(sumOf(segment)), encoder.encode('STOP')];
  return joinBytes(pieces, sumOf(pieces));
}

function writeU32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function sumOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
