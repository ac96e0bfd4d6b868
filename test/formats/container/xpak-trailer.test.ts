import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import type { Problem } from '../../../src/base/format-error.js';
import { writeXpak } from '../../../src/formats/container/write-xpak.js';
import { findXpakTrailer } from '../../../src/formats/container/xpak-trailer.js';
import { concat, toBytes } from '../../support/write-tar.js';

const SEGMENT = writeXpak([['PF', 'a-1\n']]);
const GOOD = concat([toBytes('tarball'), SEGMENT]);

function find(bytes: Uint8Array) {
  const problems: Problem[] = [];
  const segment = readFromBytes(findXpakTrailer(bytes.length, problems), bytes);
  return { segment, problems };
}

/** The good file with bytes overwritten, counted from its end. */
function withEnd(back: number, bytes: ArrayLike<number>): Uint8Array {
  const changed = GOOD.slice();
  changed.set(bytes, GOOD.length - back);
  return changed;
}

describe('findXpakTrailer', () => {
  it('finds where the segment begins', () => {
    expect(find(GOOD)).toEqual({ segment: { offset: 7, length: SEGMENT.length }, problems: [] });
  });

  it.each([
    ['STOP damaged', withEnd(1, [0x51]), 'trailer-magic', GOOD.length - 4],
    ['XPAKSTOP damaged', withEnd(16, [0x59]), 'trailer-magic', GOOD.length - 16],
    ['bytes behind the trailer', concat([GOOD, toBytes('\n')]), 'trailer-not-last', GOOD.length],
    ['no trailer', toBytes('x'.repeat(100)), 'trailer-missing', 84],
    ['an empty file', new Uint8Array(0), 'trailer-missing', 0],
    ['a length beyond the file', withEnd(8, [0, 0, 1, 0]), 'segment-length', GOOD.length - 8],
    ['a length of 4 GiB', withEnd(8, [255, 255, 255, 255]), 'segment-length', GOOD.length - 8],
    ['a length below the smallest', withEnd(8, [0, 0, 0, 23]), 'segment-length', GOOD.length - 8],
  ])('says what is wrong: %s', (_, bytes, code, offset) => {
    const { segment, problems } = find(bytes);
    expect(segment).toBeNull();
    expect(problems).toMatchObject([{ code, offset, effect: 'refused' }]);
  });
});
