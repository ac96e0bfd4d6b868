// The last 16 bytes of an xpak: "XPAKSTOP", the length of the segment, "STOP". Without them the client sees no metadata.

import { type ByteRange, type RangeReader, readBytes } from '../../base/byte-range.js';
import { ByteReader } from '../../base/byte-reader.js';
import type { Problem } from '../../base/format-error.js';

const TRAILER = 16;
/** XPAKPACK, two lengths and XPAKSTOP: the length of a segment without entries. */
const SMALLEST = 24;
/** How far before the end a misplaced trailer is looked for, only to say so. */
const SEARCH = 1 << 16;

/** The segment, from XPAKPACK to the end of the file, or null with the reason among the problems. */
export function* findXpakTrailer(size: number, problems: Problem[]): RangeReader<ByteRange | null> {
  if (size < TRAILER) {
    problems.push(refused('trailer-missing', `${size} bytes are too few for an xpak`, 0));
    return null;
  }
  const start = size - TRAILER;
  const bytes = yield* readBytes(start, TRAILER);
  const hasStop = isAt(bytes, 12, 'STOP');
  const hasXpakStop = isAt(bytes, 0, 'XPAKSTOP');
  if (!hasStop || !hasXpakStop) {
    if (hasStop || hasXpakStop) {
      const [what, offset] = hasStop ? ['XPAKSTOP', start] : ['STOP', start + 12];
      problems.push(refused('trailer-magic', `the trailer should say ${what} here`, offset));
    } else problems.push(yield* findMisplaced(size));
    return null;
  }
  const length = new ByteReader(bytes.subarray(8), 'xpak', start + 8).readU32();
  if (length < SMALLEST || length + 8 > size) {
    problems.push({
      ...refused(
        'segment-length',
        'the trailer gives a length that no segment of this file can have',
        start + 8,
      ),
      expected: `${SMALLEST} to ${size - 8}`,
      actual: String(length),
    });
    return null;
  }
  return { offset: size - length - 8, length: length + 8 };
}

function* findMisplaced(size: number): RangeReader<Problem> {
  const from = Math.max(0, size - SEARCH);
  const tail = yield* readBytes(from, size - from);
  for (let at = tail.length - TRAILER; at >= 0; at--) {
    if (!isAt(tail, at, 'XPAKSTOP') || !isAt(tail, at + 12, 'STOP')) continue;
    const end = from + at + TRAILER;
    const message = `${size - end} bytes follow the trailer, so the client does not find it`;
    return refused('trailer-not-last', message, end);
  }
  return refused('trailer-missing', 'the file does not end with an xpak trailer', size - TRAILER);
}

/** Whether ASCII text stands at a position. */
export function isAt(bytes: Uint8Array, position: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[position + i] !== text.charCodeAt(i)) return false;
  return true;
}

function refused(code: string, message: string, offset: number): Problem {
  return { code, message, offset, effect: 'refused' };
}
