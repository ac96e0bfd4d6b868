import { describe, expect, it } from 'vitest';
import { formatSlot, parseSlot } from '../../src/pms/slot.js';
import { syntaxErrorOf } from './read-fixture.js';

describe('parseSlot', () => {
  it.each([
    ['0', '0', '0'],
    ['0/5.38', '0', '5.38'],
    ['_a+b-c.d/1+', '_a+b-c.d', '1+'],
  ])('reads %s', (text, slot, subSlot) => {
    expect(parseSlot(text)).toEqual({ slot, subSlot });
    expect(formatSlot(parseSlot(text))).toBe(text);
  });

  it('writes an implicit sub-slot as none', () => {
    expect(formatSlot(parseSlot('2/2'))).toBe('2');
  });

  it.each([
    ['', 0],
    ['/1', 0],
    ['0/', 2],
    ['0/1/2', 3],
    ['+a', 0],
    ['0 ', 1],
    ['0/-1', 2],
  ])('refuses %j at %i', (text, offset) => {
    expect(syntaxErrorOf(() => parseSlot(text)).offset).toBe(offset);
  });

  it('knows sub-slots from EAPI 5 on', () => {
    expect(syntaxErrorOf(() => parseSlot('0/1', { eapi: '4' })).offset).toBe(1);
    expect(parseSlot('0/1', { eapi: '5' }).subSlot).toBe('1');
    expect(parseSlot('0', { eapi: '0' }).subSlot).toBe('0');
  });
});
