import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { writeXpak } from '../../../src/formats/container/write-xpak.js';
import { readXpak } from '../../../src/formats/container/xpak.js';
import { concat, writeTar } from '../../support/write-tar.js';

const TARBALL = writeTar([{ name: './', type: '5' }]);

describe('writeXpak', () => {
  it('writes what xpak(5) says, byte for byte', () => {
    const index = '\0\0\0\x02PF' + '\0\0\0\0' + '\0\0\0\x03' + '\0\0\0\x01A' + '\0\0\0\x03' + '\0\0\0\0';
    const segment = `XPAKPACK\0\0\0\x1b\0\0\0\x03${index}a-1XPAKSTOP`;
    const written = writeXpak([
      ['PF', 'a-1'],
      ['A', ''],
    ]);
    expect(Buffer.from(written).toString('latin1')).toBe(
      `${segment}\0\0\0${String.fromCharCode(segment.length)}STOP`,
    );
  });

  it('writes what the reader gives back', () => {
    const key = fc.stringMatching(/^[A-Z_]{1,12}$/);
    fc.assert(
      fc.property(fc.dictionary(key, fc.string({ unit: 'grapheme' }), { minKeys: 1, maxKeys: 8 }), values => {
        const bytes = concat([TARBALL, writeXpak(Object.entries(values))]);
        const { metadata, problems } = readFromBytes(readXpak(bytes.length), bytes);
        expect(problems).toEqual([]);
        expect(Object.fromEntries(metadata.text)).toEqual({ ...values });
      }),
    );
  });
});
