import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { writeXpak } from '../../../src/formats/container/write-xpak.js';
import { readXpak } from '../../../src/formats/container/xpak.js';
import { concat, writeTar } from '../../support/write-tar.js';

const TARBALL = writeTar([{ name: './', type: '5' }]);
const VALUES: readonly [string, string | Uint8Array][] = [
  ['CATEGORY', 'app-misc\n'],
  ['PF', 'hello-1.0\n'],
  ['environment.bz2', Uint8Array.of(0x42, 0x5a, 0x68, 0xff)],
];
const GOOD = concat([TARBALL, writeXpak(VALUES)]);
const START = TARBALL.length;

const read = (bytes: Uint8Array) => readFromBytes(readXpak(bytes.length), bytes);

function withU32(offset: number, value: number): Uint8Array {
  const bytes = GOOD.slice();
  new DataView(bytes.buffer).setUint32(offset, value);
  return bytes;
}

const indexLength = new DataView(GOOD.buffer).getUint32(START + 8);
const dataLength = new DataView(GOOD.buffer).getUint32(START + 12);

describe('readXpak', () => {
  it('gives the metadata and where everything stands', () => {
    const xpak = read(GOOD);
    expect(xpak.problems).toEqual([]);
    expect(Object.fromEntries(xpak.metadata.text)).toEqual({ CATEGORY: 'app-misc\n', PF: 'hello-1.0\n' });
    expect([...xpak.metadata.binaryKeys]).toEqual(['environment.bz2']);
    expect(xpak).toMatchObject({
      segment: { offset: START, length: GOOD.length - START },
      index: { offset: START + 16, length: indexLength },
      data: { offset: START + 16 + indexLength, length: dataLength },
      compression: null,
    });
    expect(xpak.entries.map(({ name }) => name)).toEqual(['CATEGORY', 'PF', 'environment.bz2']);
  });

  it('reads no more than it needs of the tarball', () => {
    const bytes = concat([writeTar([{ name: './a', content: 'x'.repeat(100_000) }]), writeXpak(VALUES)]);
    let asked = 0;
    const reader = readXpak(bytes.length);
    for (let step = reader.next(); !step.done; ) {
      const { offset, length } = step.value;
      asked += length;
      step = reader.next(bytes.subarray(offset, offset + length));
    }
    expect(asked).toBeLessThan(1000);
  });

  it.each([
    ['header-magic', concat([TARBALL, Uint8Array.of(0), GOOD.subarray(START + 1)]), START],
    ['index-length', withU32(START + 8, indexLength + dataLength + 1), START + 8],
    ['index-length', withU32(START + 8, indexLength + 1), START + 16 + indexLength],
    ['index-empty', withU32(START + 8, 0), START + 16],
  ])('reads nothing where lengths do not fit: %s', (code, bytes, offset) => {
    const xpak = read(bytes);
    expect(xpak.problems).toMatchObject([{ code, offset }]);
    expect(xpak.metadata.text.size).toBe(0);
  });

  it('reads everything where only the data length is wrong, which nobody looks at', () => {
    const xpak = read(withU32(START + 12, 0));
    expect(xpak.problems).toMatchObject([
      {
        code: 'data-length',
        offset: START + 12,
        effect: 'unusual',
        expected: String(dataLength),
        actual: '0',
      },
    ]);
    expect(xpak.metadata.text.size).toBe(2);
  });

  it('lets the later of two values count', () => {
    const bytes = concat([
      TARBALL,
      writeXpak([
        ['SLOT', '0'],
        ['SLOT', '1'],
      ]),
    ]);
    expect(read(bytes).metadata.text.get('SLOT')).toBe('1');
  });

  it('stops at the limit where many entries share one large value', () => {
    const value = 'x'.repeat(1 << 20);
    const shared = writeXpak(Array.from({ length: 40 }, (_, i) => [`K${i}`, value]));
    const xpak = read(concat([TARBALL, shared]));
    expect(xpak.problems).toMatchObject([{ code: 'metadata-too-large' }]);
    expect(xpak.metadata.text.size).toBe(32);
  });
});
