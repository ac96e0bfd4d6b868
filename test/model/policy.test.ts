import { describe, expect, it } from 'vitest';
import { compareKernels, isaNamed, isKernelVersion, nameOfIsa } from '../../src/model/policy.js';

describe('versions of Linux', () => {
  it.each([
    ['5.10', '5.9', 1],
    ['5.10', '5.10.0', 0],
    ['3.2.0', '3.10', -1],
    ['6.1.12', '6.1', 1],
  ])('%s against %s is %i', (a, b, sign) => {
    expect(Math.sign(compareKernels(a, b))).toBe(sign);
    expect(Math.sign(compareKernels(b, a))).toBe(-sign + 0);
  });

  it('have two to four numbers', () => {
    for (const text of ['5.10', '3.2.0', '2.6.32.71']) expect(isKernelVersion(text)).toBe(true);
    for (const text of ['6', '', '5.', '.5', '5.10-rc1', 'five', '1.2.3.4.5', '999999.1', ' 5.10', '5.10\n'])
      expect(isKernelVersion(text)).toBe(false);
  });
});

it('levels of x86-64 have names, and only these', () => {
  for (const level of [1, 2, 3, 4]) expect(isaNamed(nameOfIsa(level))).toBe(level);
  for (const name of ['', 'x86-64-v1', 'v3', 'x86-64-v5', 'X86-64']) expect(isaNamed(name)).toBeNull();
});
