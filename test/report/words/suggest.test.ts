import { describe, expect, it } from 'vitest';
import { suggest } from '../../../src/report/words/suggest.js';

describe('what a word may have meant', () => {
  it('is the nearest, those that it is a part of, or all where they are few', () => {
    expect(suggest('jsn', ['text', 'json'])).toBe("; did you mean 'json'?");
    expect(suggest('pdf', ['text', 'json'])).toBe('; there are text, json');
    const many = ['unmet-dependency', ...Array.from({ length: 9 }, (_, at) => `x-rule-${at}`)];
    expect(suggest('dependency', many)).toBe("; did you mean 'unmet-dependency'?");
    expect(suggest('quite-other', many)).toBe('');
  });
});
