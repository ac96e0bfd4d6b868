import { describe, expect, it } from 'vitest';
import { type RangeReader, readFromBytes } from '../../../src/base/byte-range.js';
import { FormatError } from '../../../src/base/format-error.js';
import { TarCursor, type TarEnd, type TarEntry } from '../../../src/formats/container/tar.js';
import { concat, type TarInput, toBytes, writeTar, writeTarHeader } from '../../support/write-tar.js';

function* listTar(size?: number): RangeReader<{ entries: TarEntry[]; end: TarEnd }> {
  const cursor = new TarCursor(size);
  const entries: TarEntry[] = [];
  for (;;) {
    const item = yield* cursor.next();
    if (item.ended) return { entries, end: item };
    entries.push(item);
  }
}

/** Lists with and without knowing the size, which must not matter. */
function list(bytes: Uint8Array) {
  const outcome = (size?: number) => {
    try {
      return readFromBytes(listTar(size), bytes);
    } catch (error) {
      if (error instanceof FormatError) return error.problem;
      throw error;
    }
  };
  const known = outcome(bytes.length);
  expect(outcome()).toEqual(known);
  return known;
}

const names = (bytes: Uint8Array) => {
  const found = list(bytes);
  return 'entries' in found ? found.entries.map(entry => entry.name) : found;
};
const file = (name: string, content = 'x'): TarInput => ({ name, content });

describe('TarCursor', () => {
  it('gives members with their places, and the end', () => {
    expect(
      list(writeTar([file('a', ''), file('b', 'y'.repeat(513)), { name: 'd/', type: '5' }])),
    ).toMatchObject({
      entries: [
        { name: 'a', kind: 'file', size: 0, offset: 0, dataOffset: 512 },
        { name: 'b', kind: 'file', size: 513, offset: 512, dataOffset: 1024 },
        { name: 'd', kind: 'directory', offset: 2048, dataOffset: 2560 },
      ],
      end: { by: 'zero-block', offset: 2560, problem: null },
    });
  });

  it('asks for headers only, never for contents', () => {
    const bytes = writeTar([file('a', 'y'.repeat(5000)), file('b')]);
    let asked = 0;
    const reader = listTar(bytes.length);
    for (let step = reader.next(); !step.done; ) {
      const { offset, length } = step.value;
      asked += length;
      step = reader.next(bytes.subarray(offset, offset + length));
    }
    expect(asked).toBe(3 * 512 + 2);
  });

  it('gives links no contents, whatever their size says', () => {
    const link = { name: 'l', type: '2', linkName: 'a', size: 4096 };
    expect(list(writeTar([link, file('b')]))).toMatchObject({
      entries: [
        { kind: 'symlink', linkName: 'a' },
        { name: 'b', offset: 512 },
      ],
    });
  });

  it('applies long names and pax headers to the next member alone', () => {
    const long = 'n'.repeat(300);
    const pax = '15 path=ä/pax\n12 size=003\n';
    const bytes = writeTar([
      { name: '././@LongLink', type: 'K', content: 'target\0' },
      { name: '././@LongLink', type: 'L', content: `${long}\0` },
      file('short'),
      { name: 'PaxHeader', type: 'x', content: pax },
      { name: 'short', content: 'abc', size: 0 },
      file('last'),
    ]);
    expect(list(bytes)).toMatchObject({
      entries: [
        { name: long, linkName: 'target', offset: 0, dataOffset: 2560 },
        { name: 'ä/pax', size: 3, offset: 3072 },
        { name: 'last', linkName: '' },
      ],
    });
  });

  it('gives extended attributes to the next member alone', () => {
    const pax = { name: 'x', type: 'x', content: '26 SCHILY.xattr.user.a=12\n' };
    const found = list(writeTar([pax, file('a'), file('b')]));
    const entries = 'entries' in found ? found.entries : [];
    expect(entries.map(({ attributes }) => attributes)).toEqual([['user.a'], undefined]);
  });

  it('applies global pax headers to all that follow, and lets own ones win', () => {
    const bytes = writeTar([
      { name: 'g', type: 'g', content: '12 path=all\n' },
      file('a'),
      { name: 'x', type: 'x', content: '12 path=own\n' },
      file('b'),
      file('c'),
    ]);
    expect(names(bytes)).toEqual(['all', 'own', 'all']);
  });

  it('lets the first of several long names win, as Python does', () => {
    const longName = (name: string) => ({ name: 'L', type: 'L', content: `${name}\0` });
    expect(names(writeTar([longName('first'), longName('second'), file('a')]))).toEqual(['first']);
  });

  it('ends where the input ends between members, and where one zero block stands', () => {
    expect(list(writeTar([file('a')], { endBlocks: 0 }))).toMatchObject({
      end: { by: 'input', offset: 1024 },
    });
    expect(list(concat([writeTar([file('a')], { endBlocks: 1 }), writeTar([file('b')])]))).toMatchObject({
      entries: [{ name: 'a' }],
      end: { by: 'zero-block', offset: 1024 },
    });
    expect(list(new Uint8Array(0))).toMatchObject({ end: { by: 'input', offset: 0 } });
  });

  it('ends at a damaged header, and says so', () => {
    const bytes = writeTar([file('a'), file('b')]);
    bytes[1024] = 0xff;
    expect(list(bytes)).toMatchObject({
      entries: [{ name: 'a' }],
      end: { by: 'damage', offset: 1024, problem: { code: 'tar-header-checksum', offset: 1024 } },
    });
    expect(list(writeTar([file('a')]).subarray(0, 1030))).toMatchObject({
      end: { by: 'damage', problem: { code: 'tar-header-truncated', offset: 1024 } },
    });
  });

  it('refuses a damaged first header', () => {
    expect(list(new Uint8Array(512).fill(1))).toMatchObject({ code: 'tar-header-number', offset: 148 });
    expect(list(new Uint8Array(100).fill(1))).toMatchObject({ code: 'tar-header-truncated', offset: 0 });
  });

  it.each([1025, 1500, 2047])('refuses an archive cut within contents, at %i bytes', length => {
    const bytes = writeTar([file('a'), file('b', 'y'.repeat(600))], { endBlocks: 0 });
    expect(bytes.length).toBe(2560);
    expect(list(bytes.subarray(0, length + 512))).toMatchObject({ code: 'tar-truncated', offset: 1024 });
  });

  it.each([
    ['a negative size', new Uint8Array(12).fill(0xff), 'tar-size'],
    ['a size beyond the file', toBytes('77777777777\0'), 'tar-truncated'],
  ])('refuses %s', (_, size, code) => {
    const block = writeTarHeader(file('a'));
    block.set(size, 124);
    const sum = [...block].reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    block.set(toBytes(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(list(concat([block, new Uint8Array(1024)]))).toMatchObject({ code, offset: 0 });
  });

  it.each([
    ['no header behind a long name', [{ name: 'L', type: 'L', content: 'n\0' }], 'tar-extension-orphan'],
    ['a long name of a megabyte', [{ name: 'L', type: 'L', size: 1 << 20 }], 'tar-size'],
    [
      'a pax size that is no number',
      [{ name: 'x', type: 'x', content: '13 size=1e99\n' }, file('a')],
      'tar-size',
    ],
    [
      'a NUL in a pax name',
      [{ name: 'x', type: 'x', content: '13 path=a\0bc\n' }, file('a')],
      'tar-name-nul',
    ],
    [
      'a NUL in a global pax name',
      [{ name: 'x', type: 'g', content: '13 path=a\0bc\n' }, file('a')],
      'tar-name-nul',
    ],
    [
      'a sparse member of the newer form',
      [{ name: 'x', type: 'x', content: '22 GNU.sparse.major=1\n' }, file('a')],
      'tar-sparse',
    ],
    ['a damaged pax record', [{ name: 'x', type: 'x', content: '99 path=a\n' }, file('a')], 'tar-pax-record'],
    ['sparse members', [{ name: 'a', type: 'S' }], 'tar-sparse'],
  ])('refuses %s', (_, entries: TarInput[], code) => {
    expect(list(writeTar(entries))).toMatchObject({ code });
  });

  it('gives the contents of a member, or says that they are cut', () => {
    function* readFirst(): RangeReader<string> {
      const cursor = new TarCursor();
      const entry = yield* cursor.next();
      return entry.ended ? '' : new TextDecoder().decode(yield* cursor.read(entry));
    }
    const bytes = writeTar([file('a', 'hello')]);
    expect(readFromBytes(readFirst(), bytes)).toBe('hello');
    expect(() => readFromBytes(readFirst(), bytes.subarray(0, 520))).toThrow('ends before the contents');
  });
});
