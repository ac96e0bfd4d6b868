import { describe, expect, it } from 'vitest';
import { PLAIN } from '../../../src/report/words/palette.js';
import { tellTable } from '../../../src/report/words/tell-table.js';

const ROWS = [
  ['client', 'of', 'taken'],
  ['default/linux/amd64/17.1', '1,350', '9'],
  ['default/linux/amd64/17.1/desktop', '772', '10'],
];
const tell = (width: number) => tellTable(ROWS, { width, verbose: false, palette: PLAIN });

describe('tables', () => {
  it('put figures below each other', () => {
    expect(tell(80)).toEqual([
      'client                               of  taken',
      'default/linux/amd64/17.1          1,350      9',
      'default/linux/amd64/17.1/desktop    772     10',
    ]);
  });

  it('cut names in their middle rather than figures', () => {
    expect(tell(30)).toEqual([
      'client               of  taken',
      'defaul...64/17.1  1,350      9',
      'defaul...desktop    772     10',
    ]);
    for (const line of tell(30)) expect(line.length).toBeLessThanOrEqual(30);
  });
});
