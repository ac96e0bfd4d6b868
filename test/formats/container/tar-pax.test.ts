import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/format-error.js';
import { readPaxRecords } from '../../../src/formats/container/tar-pax.js';

const read = (text: string) => [...readPaxRecords(new TextEncoder().encode(text), 1000)];

describe('readPaxRecords', () => {
  it('reads what decides about a member and leaves the rest', () => {
    expect(read('12 path=a/b\n20 mtime=1700000000\n12 size=345\n')).toEqual([
      ['path', 'a/b'],
      ['size', '345'],
    ]);
  });

  it('takes a value for what its length says, line feeds and equal signs included', () => {
    expect(read('15 path=a=b\nc\n\n')).toEqual([['path', 'a=b\nc\n']]);
  });

  it('names extended attributes, whatever their values', () => {
    const value = '\u0001\u0000=\n';
    const record = (key: string) => {
      const rest = ` ${key}=${value}\n`;
      return `${rest.length + 2}${rest}`;
    };
    expect(
      read(`${record('SCHILY.xattr.security.capability')}${record('LIBARCHIVE.xattr.user.a=b')}`),
    ).toEqual([
      ['attribute', 'security.capability'],
      ['attribute', 'user.a'],
    ]);
  });

  it('ends at the padding', () => {
    expect(read('12 path=a/b\n\0\0\0')).toHaveLength(1);
  });

  it.each([
    '12 path=a/b',
    '0 path=a\n',
    'x path=a\n',
    '12path=a/bb\n',
    '8 pathab\n',
    '99999999 path=a\n',
    '9 path=\n',
  ])('refuses %j with its place', text => {
    const act = () => read(`12 path=a/b\n${text}`);
    expect(act).toThrow(FormatError);
    expect(act).toThrow('(offset 1012)');
  });
});
