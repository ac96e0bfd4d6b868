import { describe, expect, it } from 'vitest';
import { readArmour } from '../../../src/formats/openpgp/armour.js';

const LINES = ['', 'AQID', 'BAU=', '=/fSm'];

describe('readArmour', () => {
  it('reads lines of base64', () => {
    expect(readArmour(LINES.slice(0, 3)).bytes).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
    expect(readArmour(['Comment: x', '', 'AQID']).bytes).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('holds the checksum against the bytes', () => {
    const checked = (sum: string) => readArmour(['', 'AQID', `=${sum}`]);
    // CRC-24 of "123456789" is 0x21cf02.
    expect(readArmour(['', btoa('123456789'), `=${btoa('\x21\xcf\x02')}`]).fault).toBeNull();
    expect(checked('AAAA')).toMatchObject({ bytes: null, fault: expect.stringMatching(/checksum/) });
  });

  it('wants the end marked where GnuPG would read over it', () => {
    const open = ['', 'AQID'];
    expect(readArmour(open, true)).toMatchObject({ bytes: null, line: 1 });
    for (const lines of [
      ['', 'AQ=='],
      ['', btoa('123456789'), `=${btoa('\x21\xcf\x02')}`],
    ])
      expect(readArmour(lines, true).fault).toBeNull();
  });

  it.each([
    ['no blank line', ['AQID'], 0],
    ['a header that is none', ['AQID', '', 'AQID'], 0],
    ['no body', ['', '=AAAA'], 0],
    ['what is not base64', ['', 'AQID', 'A!ID'], 2],
    ['padding in the middle', ['', 'AQ==', 'AQID'], 1],
    ['half a byte', ['', 'AQIDB'], 1],
    ['bits that nobody reads', ['', 'AR=='], 1],
    ['blanks', ['', 'AQID '], 1],
  ])('refuses %s', (_, lines, line) => {
    expect(readArmour(lines)).toMatchObject({ bytes: null, line });
  });
});
