import { describe, expect, it } from 'vitest';
import { Fields } from '../../../src/ebuild/shell/fields.js';

function split(separators: string, ...texts: readonly string[]): readonly string[] {
  const fields = new Fields(separators);
  for (const text of texts) fields.split(text);
  fields.next();
  return fields.done;
}

describe('Fields', () => {
  it.each([
    [' \t\n', ' a  b ', ['a', 'b']],
    [':', 'a::b:', ['a', '', 'b']],
    [':', ':a', ['', 'a']],
    [' :', ' a : b  c:: d ', ['a', 'b', 'c', '', 'd']],
    ['', 'a b', ['a b']],
    [' ', '', []],
    [':', '', []],
  ])('splits at %j: %j', (separators, text, fields) => {
    expect(split(separators, text)).toEqual(fields);
  });

  it('joins what stands together', () => {
    expect(split(' ', 'a b', 'c d')).toEqual(['a', 'bc', 'd']);
    expect(split(' ', 'a ', ' b')).toEqual(['a', 'b']);
  });

  it('does not split what is quoted, and keeps it when it is empty', () => {
    const fields = new Fields(' ');
    fields.quoted('a b');
    fields.split(' ');
    fields.quoted('');
    fields.next();
    expect(fields.done).toEqual(['a b', '']);
  });

  it('sees patterns only in what is not quoted', () => {
    const quoted = new Fields(' ');
    quoted.quoted('*');
    quoted.next();
    expect(quoted.hasPattern).toBe(false);
    const plain = new Fields(' ');
    plain.plain('a*');
    plain.next();
    expect(plain.hasPattern).toBe(true);
  });
});
