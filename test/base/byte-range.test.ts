import { describe, expect, it } from 'vitest';
import { answerRanges, joinBytes, MAX_RANGE, readBytes, readFromBytes } from '../../src/base/byte-range.js';

describe('readBytes', () => {
  it('asks for bounded ranges and joins them', () => {
    const asked: number[] = [];
    const size = 2 * MAX_RANGE + 5;
    const bytes = answerRanges(readBytes(3, size), ({ offset, length }) => {
      asked.push(length);
      return new Uint8Array(length).fill(offset === 3 ? 1 : 2);
    });
    expect(asked).toEqual([MAX_RANGE, MAX_RANGE, 5]);
    expect(bytes.length).toBe(size);
    expect([bytes[0], bytes[MAX_RANGE]]).toEqual([1, 2]);
  });

  it('gives what there is where the input ends, and asks no more', () => {
    let asked = 0;
    const bytes = answerRanges(readBytes(0, 10 * MAX_RANGE), () => {
      asked++;
      return Uint8Array.of(7);
    });
    expect([...bytes]).toEqual([7]);
    expect(asked).toBe(1);
  });

  it('asks for nothing where nothing is wanted', () => {
    expect(readFromBytes(readBytes(5, 0), Uint8Array.of(1))).toHaveLength(0);
  });
});

describe('joinBytes', () => {
  it('does not copy a single piece', () => {
    const piece = Uint8Array.of(1, 2);
    expect(joinBytes([piece], 2)).toBe(piece);
    expect([...joinBytes([piece, Uint8Array.of(3)], 3)]).toEqual([1, 2, 3]);
  });
});
