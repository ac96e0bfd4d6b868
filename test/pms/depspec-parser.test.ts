import { describe, expect, it } from 'vitest';
import { DepspecParser } from '../../src/pms/depspec-parser.js';
import { syntaxErrorOf } from './read-fixture.js';

function parse(text: string, kind: 'dependency' | 'license' = 'license') {
  return new DepspecParser<unknown>(text, kind, {}).parse();
}

describe('DepspecParser', () => {
  it.each([' ', '\t', '\n', '\r\n', '\f', '\v', '   \n '])('splits at %j', space => {
    expect(parse(`${space}a${space}(${space}b${space})${space}`)).toHaveLength(2);
  });

  it('takes no other character for white space', () => {
    expect(syntaxErrorOf(() => parse('a\u00a0b')).offset).toBe(0);
    expect(syntaxErrorOf(() => parse('a\u0000b')).offset).toBe(0);
  });

  it('reads 1000 levels and no more', () => {
    const nested = (depth: number) => `${'( '.repeat(depth)}a${' )'.repeat(depth)}`;
    expect(parse(nested(1000))).toHaveLength(1);
    expect(syntaxErrorOf(() => parse(nested(1001))).offset).toBe(2000);
  });

  it('says which bracket is missing', () => {
    expect(syntaxErrorOf(() => parse('a ( b ( c )'))).toMatchObject({
      offset: 2,
      rule: expect.stringContaining('closed'),
    });
    expect(syntaxErrorOf(() => parse('a ) b'))).toMatchObject({
      offset: 2,
      rule: expect.stringContaining('opening'),
    });
    expect(syntaxErrorOf(() => parse('x? b'))).toMatchObject({
      offset: 3,
      rule: expect.stringContaining('"x?" is followed'),
    });
  });
});
