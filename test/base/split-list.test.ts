import { describe, expect, it } from 'vitest';
import { splitList } from '../../src/base/split-list.js';

describe('splitList', () => {
  it('takes words apart at commas and white space', () => {
    expect(splitList(' a,b  c,\td ')).toEqual(['a', 'b', 'c', 'd']);
    expect(splitList(' , ')).toEqual([]);
  });
});
