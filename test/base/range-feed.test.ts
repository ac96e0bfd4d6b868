import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RangeReader, readBytes, readFromBytes } from '../../src/base/byte-range.js';
import { RangeFeed } from '../../src/base/range-feed.js';

/** Reads three bytes of every ten, in one or two requests, until the input ends. */
function* sample(): RangeReader<number[]> {
  const seen: number[] = [];
  for (let at = 0; ; at += 10) {
    const bytes = yield* readBytes(at + 2, at % 20 === 0 ? 3 : 1);
    seen.push(...bytes);
    if (bytes.length === 0) return seen;
  }
}

describe('RangeFeed', () => {
  it('gives what reading from memory gives, however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(40)), (bytes, cuts) => {
        const feed = new RangeFeed(sample());
        let from = 0;
        for (const cut of [...cuts, bytes.length]) {
          // A decompressor uses its buffer again.
          const lent = bytes.slice(from, from + cut);
          feed.push(lent);
          lent.fill(0xee);
          from = Math.min(bytes.length, from + cut);
        }
        feed.push(bytes.subarray(from));
        expect(feed.end()).toEqual(readFromBytes(sample(), bytes));
      }),
    );
  });

  it('ignores what comes after the reader is done', () => {
    const feed = new RangeFeed(readBytes(0, 2));
    feed.push(Uint8Array.of(1, 2, 3));
    feed.push(Uint8Array.of(4));
    expect([...feed.end()]).toEqual([1, 2]);
  });

  it('refuses a reader that goes back', () => {
    function* backwards(): RangeReader<void> {
      yield { offset: 4, length: 1 };
      yield { offset: 0, length: 1 };
    }
    const feed = new RangeFeed(backwards());
    expect(() => feed.push(new Uint8Array(8))).toThrow('gone');
  });
});
