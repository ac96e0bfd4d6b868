import { describe, expect, it } from 'vitest';
import type { AtomOptions } from '../../src/pms/atom.js';
import { formatDepspec, itemText, leavesOf } from '../../src/pms/depspec.js';
import type { DepspecKind } from '../../src/pms/depspec-leaf.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';
import { readFixture, syntaxErrorOf } from './read-fixture.js';

interface Invalid {
  readonly kind?: DepspecKind;
  readonly eapi?: string;
  readonly text: string;
  readonly offset: number;
}

describe('parseDepspec', () => {
  it('remembers where everything stands', () => {
    const text = ' a/b  || ( !x? ( c/d[y] )\n e/f ) ';
    const [first, choice] = parseDepspec(text).nodes;
    expect(first).toMatchObject({ type: 'leaf', start: 1, end: 4, value: { text: 'a/b' } });
    expect(choice).toMatchObject({
      type: 'any-of',
      start: 6,
      end: text.length - 1,
      children: [
        {
          type: 'use-conditional',
          flag: 'x',
          negated: true,
          start: 11,
          end: 25,
          children: [{ type: 'leaf', start: 17, end: 23 }],
        },
        { type: 'leaf', start: 27, end: 30 },
      ],
    });
  });

  it.each(readFixture<{ invalid: readonly Invalid[] }>('depspecs').invalid)(
    'refuses $kind $text at $offset',
    row => {
      const { text, offset, ...options } = row;
      const error = syntaxErrorOf(() => parseDepspec<DepspecKind>(text, options));
      expect([error.text, error.offset]).toEqual([text, offset]);
    },
  );

  it('reads the leaves of each kind', () => {
    const values = (text: string, kind: DepspecKind) =>
      Array.from(leavesOf<unknown>(parseDepspec<DepspecKind>(text, { kind }).nodes), leaf => leaf.value);
    expect(values('|| ( GPL-2+ x? ( MIT ) )', 'license')).toEqual(['GPL-2+', 'MIT']);
    expect(values('^^ ( a !b ) ?? ( c ) || ( ( d ) e )', 'required-use')).toEqual([
      { flag: 'a', negated: false },
      { flag: 'b', negated: true },
      { flag: 'c', negated: false },
      { flag: 'd', negated: false },
      { flag: 'e', negated: false },
    ]);
    expect(values('test x? ( fetch a|b )', 'restrict')).toEqual(['test', 'fetch', 'a|b']);
    expect(values('live', 'properties')).toEqual(['live']);
    expect(values('https://h/a?b=c x? ( mirror://gentoo/d -> e f )', 'src-uri')).toEqual([
      { uri: 'https://h/a?b=c', rename: null },
      { uri: 'mirror://gentoo/d', rename: 'e' },
      { uri: 'f', rename: null },
    ]);
  });

  it('refuses what the EAPI of the atoms lacks, with the offset in the whole text', () => {
    expect(parseDepspec('a/b:=', { eapi: '5' }).nodes).toHaveLength(1);
    expect(syntaxErrorOf(() => parseDepspec('x? ( a/b:= )', { eapi: '4' }))).toMatchObject({
      text: 'x? ( a/b:= )',
      offset: 5,
    });
  });

  it('reads atoms with the function given', () => {
    const seen: [string, AtomOptions][] = [];
    const readAtom = (text: string, options: AtomOptions) => {
      seen.push([text, options]);
      return parseAtom(text, options);
    };
    parseDepspec('a/b x? ( c/d )', { readAtom, eapi: '8' });
    expect(seen).toEqual([
      ['a/b', { eapi: '8' }],
      ['c/d', { eapi: '8' }],
    ]);
  });

  it('lets errors of others through', () => {
    const readAtom = () => {
      throw new RangeError('not ours');
    };
    expect(() => parseDepspec('a/b', { readAtom })).toThrow(RangeError);
  });

  it('reads empty groups of REQUIRED_USE where asked to', () => {
    const text = '|| ( ) ( ) x? ( )';
    expect(formatDepspec(parseDepspec(text, { kind: 'required-use', emptyGroups: true }).nodes, String)).toBe(
      text,
    );
    expect(syntaxErrorOf(() => parseDepspec('( )', { emptyGroups: true })).offset).toBe(0);
  });

  it.each(['', 'a/b !c/d', '|| ( a/b ( c/d e/f ) )', 'a/b[x]'])('knows %j as reduced', text => {
    expect(parseDepspec(text).reduced).toBe(true);
  });

  it.each([
    'x? ( a/b )',
    'a/b[x?]',
    '( a/b )',
    '|| ( a/b )',
    '|| ( a/b || ( c/d e/f ) )',
    '|| ( a/b ( c/d ( e/f g/h ) ) )',
  ])('knows %j as not reduced', text => {
    expect(parseDepspec(text).reduced).toBe(false);
  });
});

describe('itemText', () => {
  it('is the item as written, white space folded', () => {
    const text = 'a/b || (\n\tc/d\te/f\n)';
    expect(parseDepspec(text).nodes.map(node => itemText(text, node))).toEqual(['a/b', '|| ( c/d e/f )']);
  });
});

describe('formatDepspec', () => {
  it.each(['a/b || ( ( c/d e/f ) x? ( g/h ) ) !y? ( i/j )', ''])('gives back %j', text => {
    expect(formatDepspec(parseDepspec(text).nodes, atom => atom.text)).toBe(text);
  });
});
