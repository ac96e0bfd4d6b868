import { describe, expect, it } from 'vitest';
import { median } from '../../bench/measure.mjs';
import { formatTable, isMet } from '../../bench/print-table.mjs';

const SPEED = {
  stage: 'read-index',
  what: 'text read',
  value: 412.3,
  best: 500,
  unit: 'MB/s',
  target: 190,
  better: 'more',
} as const;
const TIME = {
  stage: 'audit',
  what: 'json: time',
  value: 0.8124,
  unit: 's',
  target: 0.6,
  better: 'less',
} as const;
const FREE = { stage: 'graph', what: 'flat', value: 12.345, unit: 'ms' } as const;

describe('formatTable', () => {
  it('aligns figures and sets them against their targets', () => {
    expect(formatTable([SPEED, TIME, FREE])).toBe(
      [
        'stage       figure      median  best  unit    target  of it',
        'read-index  text read      412   500  MB/s    >= 190  217 %  ok',
        'audit       json: time   0.812        s     <= 0.600  135 %  MISSED',
        'graph       flat          12.3        ms',
        '',
      ].join('\n'),
    );
  });
});

describe('isMet', () => {
  it('knows on which side of a target is right', () => {
    expect([SPEED, TIME, FREE].map(isMet)).toEqual([true, false, true]);
    expect(isMet({ ...SPEED, value: 189 })).toBe(false);
    expect(isMet({ ...TIME, value: 0.6 })).toBe(true);
  });
});

describe('median', () => {
  it('is the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([5])).toBe(5);
  });
});
