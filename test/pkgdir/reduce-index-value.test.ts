import { describe, expect, it } from 'vitest';
import { reduceIndexValue } from '../../src/pkgdir/reduce-index-value.js';
import { PmsSyntaxError } from '../../src/pms/syntax-error.js';

const reduce = (text: string, ...use: string[]) => reduceIndexValue(text, 'dependency', new Set(use));

describe('reduceIndexValue', () => {
  // The right sides are what Portage 3.0.82 answers (use_reduce and paren_enclose).
  it.each([
    ['', [], ''],
    ['a/b  c/d', [], 'a/b c/d'],
    ['x? ( a/b ) !x? ( c/d )', ['x'], 'a/b'],
    ['x? ( a/b ) !x? ( c/d )', [], 'c/d'],
    ['( a/b ( c/d ) )', [], 'a/b c/d'],
    ['|| ( a/b )', [], 'a/b'],
    ['|| ( a/b x? ( c/d ) )', [], 'a/b'],
    ['|| ( ( a/b c/d ) )', [], 'a/b c/d'],
    ['|| ( ( a/b c/d ) e/f )', [], '|| ( ( a/b c/d ) e/f )'],
    ['|| ( a/b || ( c/d e/f ) )', [], '|| ( a/b c/d e/f )'],
    ['|| ( ( || ( a/b c/d ) ) e/f )', [], '|| ( a/b c/d e/f )'],
    ['|| ( a/b c/d ( x? ( e/f ) ) )', [], '|| ( a/b c/d )'],
    ['|| ( x? ( a/b ) )', [], '__const__/empty-any-of'],
    ['|| ( || ( x? ( a/b ) ) c/d )', [], '|| ( ( __const__/empty-any-of ) c/d )'],
    ['a/b[x?,-y]', ['x'], 'a/b[x,-y]'],
    ['!a/b[x=]', [], '!a/b[-x]'],
  ] as const)('%j with USE %j is %j', (text, use, expected) => {
    expect(reduce(text, ...use)).toBe(expected);
  });

  it('drops USE dependencies that do not apply', () => {
    expect(reduce('a/b[x?,!y?]', 'x', 'y')).toBe('a/b[x]');
    expect(reduce('a/b[x?]')).toBe('a/b');
  });

  it('reduces licences and words alike', () => {
    expect(reduceIndexValue('GPL-2 || ( MIT x? ( BSD ) )', 'license', new Set(['x']))).toBe(
      'GPL-2 || ( MIT BSD )',
    );
    expect(reduceIndexValue('!test? ( test ) bindist', 'restrict', new Set())).toBe('test bindist');
    expect(reduceIndexValue('live x? ( interactive )', 'properties', new Set())).toBe('live');
  });

  it('what is reduced stays as it is', () => {
    const text = '|| ( ( a/b:0/1= >=c/d-1 ) e/f[x(+)] ) !!g/h __const__/empty-any-of';
    expect(reduce(text)).toBe(text);
  });

  it('refuses text that breaks the grammar', () => {
    for (const text of ['( a/b', 'a/b )', '|| a/b', 'x? a/b', 'not an atom !'])
      expect(() => reduce(text)).toThrow(PmsSyntaxError);
  });
});
