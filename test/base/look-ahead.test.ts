import { describe, expect, it } from 'vitest';
import { LookAhead } from '../../src/base/look-ahead.js';

describe('LookAhead', () => {
  it('finds the next occurrence at or after each of rising offsets', () => {
    const ahead = new LookAhead('a-b-c', '-');
    expect([0, 1, 2, 3, 4].map(offset => ahead.from(offset))).toEqual([1, 1, 3, 3, Number.POSITIVE_INFINITY]);
  });
});
