import { expect, it } from 'vitest';
import { isoDate, isoDay } from '../../src/base/iso-date.js';

it('names the day of a moment', () => {
  for (let day = -200_000; day < 200_000; day += 97) {
    const seconds = day * 86_400 + (day & 0xfff);
    expect(isoDay(seconds)).toBe(new Date(seconds * 1000).toISOString().slice(0, 10));
  }
  for (const text of ['2024-02-29', '2024-03-01', '2100-02-28', '2099-12-31', '1970-01-01'])
    expect(isoDay(Date.parse(text) / 1000)).toBe(text);
});

it('tells a moment as `Date` does, without parts of seconds', () => {
  for (const seconds of [0, 1, 86_399, 86_400, 951_782_400, 1_763_643_600, 4_102_444_799, -1]) {
    expect(isoDate(seconds)).toBe(new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));
  }
});
