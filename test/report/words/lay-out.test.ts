import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, wrapWords } from '../../../src/report/words/lay-out.js';

describe('layOut', () => {
  it('keeps a piece whole where it fits on a line', () => {
    expect(layOut(['|| ( a/b c/d )', '|| ( e/f g/h )'], ', ', { width: 20 })).toEqual([
      '|| ( a/b c/d ),',
      '|| ( e/f g/h )',
    ]);
  });

  it('breaks a piece wider than the line at its spaces, never inside a word', () => {
    expect(layOut(['|| ( category/name other/name )'], ', ', { width: 15 })).toEqual([
      '|| (',
      'category/name',
      'other/name )',
    ]);
    expect(layOut(['category/a-name-that-is-wider'], ', ', { width: 10 })).toEqual([
      'category/a-name-that-is-wider',
    ]);
  });

  it('counts what does not fit', () => {
    const names = Array.from({ length: 61 }, (_, at) => `a/b${at}`);
    expect(layOut(names, '  ', { width: 30, lines: 1 })).toEqual(['a/b0  a/b1  a/b2  ... 58 more']);
    expect(layOut(names, ', ', { width: 30, lines: 2 })).toEqual([
      'a/b0, a/b1, a/b2, a/b3, a/b4,',
      'a/b5, a/b6, a/b7, ... 53 more',
    ]);
  });

  it('says how many stay when not even one fits beside the count', () => {
    expect(layOut(['category/name', 'x/y', 'x/z'], '  ', { width: 14, lines: 1 })).toEqual([
      'category/name',
      '... 2 more',
    ]);
  });

  it('lets sentences flow', () => {
    expect(layOut(['2 packages', 'no baseline given'], ' · ', { width: 16, flow: true })).toEqual([
      '2 packages · no',
      'baseline given',
    ]);
  });

  it('leaves room on the first line', () => {
    expect(wrapWords('one two three four', { width: 12, firstWidth: 5 })).toEqual([
      'one',
      'two three',
      'four',
    ]);
  });

  it('loses nothing without a limit', () => {
    const pieces = fc.array(fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,3}$/), { minLength: 1 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 50 }), fc.boolean(), (list, width, flow) => {
        expect(layOut(list, ', ', { width, flow }).join(' ')).toBe(list.join(', '));
      }),
    );
  });

  it('accounts for every piece under a limit', () => {
    const pieces = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(
        pieces,
        fc.integer({ min: 30, max: 50 }),
        fc.integer({ min: 1, max: 4 }),
        (list, width, lines) => {
          const told = layOut(list, ', ', { width, lines });
          const parts = told.join(' ').split(', ');
          const more = /^\.\.\. (\d+) more$/.exec(parts.at(-1)!);
          expect(told.length).toBeLessThanOrEqual(lines);
          expect(more === null ? parts.length : parts.length - 1 + Number(more[1])).toBe(list.length);
        },
      ),
    );
  });
});
