import { expect, it } from 'vitest';
import { sayDay } from '../../../src/rules/kit/say-day.js';

it('names the day of a moment', () => {
  for (let day = -200_000; day < 200_000; day += 97) {
    const seconds = day * 86_400 + (day & 0xfff);
    expect(sayDay(seconds)).toBe(new Date(seconds * 1000).toISOString().slice(0, 10));
  }
  for (const text of ['2024-02-29', '2024-03-01', '2100-02-28', '2099-12-31', '1970-01-01'])
    expect(sayDay(Date.parse(text) / 1000)).toBe(text);
});
