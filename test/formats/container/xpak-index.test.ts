import { describe, expect, it } from 'vitest';
import {
  judgeXpakEntries,
  readXpakIndex,
  type XpakEntry,
} from '../../../src/formats/container/xpak-index.js';
import { concat, toBytes } from '../../support/write-tar.js';

const START = 100;

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function entry(name: string | Uint8Array, offset: number, length: number, nameLength?: number): Uint8Array {
  const raw = toBytes(name);
  return concat([u32(nameLength ?? raw.length), raw, u32(offset), u32(length)]);
}

describe('readXpakIndex', () => {
  it('gives entries with their places in the file', () => {
    const index = concat([entry('PF', 0, 5), entry('SLOT', 5, 2)]);
    expect(readXpakIndex(index, START).entries).toEqual([
      { name: 'PF', utf8: true, offset: START + index.length, length: 5, indexOffset: START },
      { name: 'SLOT', utf8: true, offset: START + index.length + 5, length: 2, indexOffset: START + 14 },
    ]);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'index-empty', START, 'refused'],
    [
      'bytes left over that the client passes over',
      concat([entry('PF', 0, 5), u32(1)]),
      'index-length',
      START + 14,
      'harmful',
    ],
    [
      'bytes left over that the client fails on',
      concat([entry('PF', 0, 5), new Uint8Array(9)]),
      'index-length',
      START + 14,
      'refused',
    ],
    [
      'a name past the end',
      concat([entry('PF', 0, 5), entry('S', 5, 1, 2)]),
      'index-entry-truncated',
      START + 14,
      'refused',
    ],
    ['a name of 4 GiB', entry('PF', 0, 5, 0xffffffff), 'index-entry-truncated', START, 'refused'],
  ])('trusts no index with %s', (_, bytes, code, offset, effect) => {
    const index = readXpakIndex(bytes, START);
    expect(index.entries).toEqual([]);
    expect(index.problems).toMatchObject([{ code, offset, effect }]);
  });
});

it('reads no index of thousands of entries', () => {
  const many = concat(Array.from({ length: 4097 }, (_, i) => entry(`K${i}`, 0, 0)));
  expect(readXpakIndex(many, START)).toMatchObject({
    entries: [],
    problems: [{ code: 'metadata-too-large' }],
  });
});

describe('judgeXpakEntries', () => {
  const DATA = { offset: 200, length: 10 };
  const make = (name: string, more: Partial<XpakEntry> = {}): XpakEntry => {
    return { name, utf8: true, offset: 200, length: 2, indexOffset: START, ...more };
  };
  const judge = (...entries: XpakEntry[]) => {
    const problems: { code: string; effect?: string }[] = [];
    const trusted = judgeXpakEntries(entries, DATA, problems as never[]);
    return { trusted: trusted.map(({ name }) => name), problems: problems.map(p => `${p.code} ${p.effect}`) };
  };

  it('trusts good entries up to the last byte of the data', () => {
    expect(judge(make('PF', { length: 10 }), make('.hidden'), make('a..b'))).toEqual({
      trusted: ['PF', '.hidden', 'a..b'],
      problems: [],
    });
  });

  it.each([
    ['', 'entry-name-empty refused'],
    ['../x', 'entry-name-traversal refused'],
    ['a/../../x', 'entry-name-traversal refused'],
    ['a/..', 'entry-name-traversal refused'],
    ['.', 'entry-name-traversal refused'],
    ['/', 'entry-name-traversal refused'],
    ['a\0', 'entry-name-nul refused'],
    ['n'.repeat(256), 'entry-name-too-long refused'],
    ['a/b', 'entry-name-nested unusual'],
    ['/a', 'entry-name-nested unusual'],
  ])('leaves out the name %j', (name, problem) => {
    expect(judge(make(name), make('PF'))).toEqual({ trusted: ['PF'], problems: [problem] });
  });

  it('leaves out names that are not UTF-8', () => {
    expect(judge(make('\ufffd', { utf8: false }))).toEqual({
      trusted: [],
      problems: ['entry-name-not-utf8 unusual'],
    });
  });

  it('takes both of two entries with one name, the later counting', () => {
    expect(judge(make('PF'), make('PF'))).toEqual({
      trusted: ['PF', 'PF'],
      problems: ['entry-duplicate harmful'],
    });
  });

  it.each([
    [{ length: 11 }, 'entry-range harmful'],
    [{ offset: 210, length: 1 }, 'entry-range harmful'],
    [{ offset: 200 + 0xffffffff, length: 0 }, 'entry-range harmful'],
    [{ length: 0xffffffff }, 'entry-range refused'],
  ])('leaves out a value outside the data: %j', (more, problem) => {
    expect(judge(make('PF', more))).toEqual({ trusted: [], problems: [problem] });
  });
});
