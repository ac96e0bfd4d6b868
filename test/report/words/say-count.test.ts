import { describe, expect, it } from 'vitest';
import { chooseForm, sayCount, sayNumber } from '../../../src/report/words/say-count.js';

describe('numbers', () => {
  it('separates thousands by commas in any locale', () => {
    expect([0, 7, 999, 1000, 12345, 1234567].map(sayNumber)).toEqual([
      '0',
      '7',
      '999',
      '1,000',
      '12,345',
      '1,234,567',
    ]);
  });

  it('uses the plural where it belongs', () => {
    expect([0, 1, 2].map(n => sayCount(n, 'error'))).toEqual(['0 errors', '1 error', '2 errors']);
  });

  it('chooses the words that agree', () => {
    expect([0, 1, 2].map(n => chooseForm(n, 'it is', 'they are'))).toEqual(['they are', 'it is', 'they are']);
  });
});
