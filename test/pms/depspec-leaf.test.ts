import { describe, expect, it } from 'vitest';
import { isFileName, isFlag, readToken } from '../../src/pms/depspec-leaf.js';

describe('readToken', () => {
  it('tells which rule a bad token breaks', () => {
    expect(readToken('required-use', '!-a')).toEqual({ broken: expect.stringContaining('3.1.4') });
    expect(readToken('license', '+GPL')).toEqual({ broken: expect.stringContaining('3.1.7') });
    for (const token of ['(a', 'a)', '||a', 'a||', '->', ')'])
      expect(readToken('restrict', token)).toHaveProperty('broken');
  });

  it('takes any other string for RESTRICT and PROPERTIES', () => {
    for (const token of ['test', 'a|b', 'a->b', 'a(b']) expect(readToken('properties', token)).toBe(token);
  });
});

describe('names', () => {
  it('of flags start with a letter or digit', () => {
    expect(['a', '0ad', 'l10n_sr@latin', 'c++', 'a-b_c'].every(isFlag)).toBe(true);
    expect(['', '_a', '+a', '-a', '@a', 'a.b', 'a b', 'ä'].some(isFlag)).toBe(false);
  });

  it('of files hold no path and nothing of the grammar', () => {
    expect(['a.tar.gz', 'a->b', 'a(1)'].every(isFileName)).toBe(true);
    expect(['a/b', '(', ')', '||', '->', 'x?'].some(isFileName)).toBe(false);
  });
});
