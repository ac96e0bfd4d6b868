import { describe, expect, it } from 'vitest';
import { parseAtomTail } from '../../src/pms/atom-tail.js';
import { syntaxErrorOf } from './read-fixture.js';

const NOTHING = { slot: null, subSlot: null, slotOperator: null, repo: null, use: [] };

describe('parseAtomTail', () => {
  it.each([
    ['', {}],
    [':1.2', { slot: '1.2' }],
    [':1/2=', { slot: '1', subSlot: '2', slotOperator: '=' }],
    [':*', { slotOperator: '*' }],
    ['::a-1', { repo: 'a-1' }],
    [
      ':=::r[x]',
      { slotOperator: '=', repo: 'r', use: [{ flag: 'x', requirement: 'enabled', default: null }] },
    ],
  ])('reads %j', (tail, expected) => {
    expect(parseAtomTail(`a/b${tail}`, 3, {})).toEqual({ ...NOTHING, ...expected });
  });

  it.each([
    [':', 4],
    [':::', 5],
    ['::r:0', 6],
    [':0:', 6],
    ['::', 5],
    [':0/*', 6],
    ['[x]]', 5],
    ['?', 3],
    [':0 ', 5],
  ])('refuses %j at %i', (tail, offset) => {
    expect(syntaxErrorOf(() => parseAtomTail(`a/b${tail}`, 3, {})).offset).toBe(offset);
  });
});
