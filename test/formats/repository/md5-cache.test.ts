import { describe, expect, it } from 'vitest';
import { METADATA_KEYS } from '../../../src/ebuild/metadata/evaluate-ebuild.js';
import {
  compareMd5CacheEntries,
  keysUnknownToWriter,
  MD5_CACHE_KEYS,
  readMd5CacheEntry,
  writeMd5CacheEntry,
} from '../../../src/formats/repository/md5-cache.js';

const A = 'a'.repeat(32);
const B = '0123456789abcdef0123456789abcdef';
const ENTRY = `DEFINED_PHASES=compile
DEPEND=dev-libs/a:= x? ( dev-libs/b[y=] )
DESCRIPTION=Sums a=b, and more
EAPI=8
INHERIT=two one
SLOT=0/1
_eclasses_=one\t${A}\ttwo\t${B}
_md5_=${B}
`;

const read = (text: string) => readMd5CacheEntry(text).entry;
const codes = (text: string) => readMd5CacheEntry(text).problems.map(({ code }) => code);

describe('MD5_CACHE_KEYS', () => {
  it('are those that the evaluation of an ebuild gives', () => {
    expect(MD5_CACHE_KEYS).toEqual(METADATA_KEYS);
  });
});

describe('readMd5CacheEntry', () => {
  it('reads what Portage writes, and writing gives it back', () => {
    const { entry, problems } = readMd5CacheEntry(ENTRY);
    expect(problems).toEqual([]);
    expect(entry.values.DESCRIPTION).toBe('Sums a=b, and more');
    expect(entry.values.RDEPEND).toBe('');
    expect(entry.eclasses).toEqual([
      { name: 'one', md5: A },
      { name: 'two', md5: B },
    ]);
    expect(entry.md5).toBe(B);
    expect(writeMd5CacheEntry(entry)).toBe(ENTRY);
  });

  it('reads keys in any order, the last of several, and passes over keys it does not know', () => {
    const entry = read(`_md5_=${A}\nSLOT=1\nSLOT=2\nFUTURE=x\nEAPI=8`);
    expect([entry.values.SLOT, entry.values.EAPI, entry.md5, entry.eclasses]).toEqual(['2', '8', A, []]);
  });

  it.each([
    ['', ['md5-missing']],
    ['\n', ['line-invalid', 'md5-missing']],
    ['SLOT\n', ['line-invalid', 'md5-missing']],
    [`SLOT=0\n\n_md5_=${A}\n`, ['line-invalid']],
    ['_md5_=123\n', ['md5-invalid']],
    [`_eclasses_=one\n_md5_=${A}\n`, ['eclasses-invalid']],
    [`_eclasses_=one\t1234\n_md5_=${A}\n`, ['eclasses-invalid']],
    [`_eclasses_=one\t/repo/eclass\t${A}\n_md5_=${A}\n`, ['eclasses-invalid']],
  ])('names what is damaged in %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('finds no eclasses in an empty list', () => {
    expect(readMd5CacheEntry(`_eclasses_=\n_md5_=${A}\n`)).toMatchObject({
      entry: { eclasses: [] },
      problems: [],
    });
  });
});

describe('writeMd5CacheEntry', () => {
  it('sorts eclasses by name and leaves out what is empty', () => {
    const entry = {
      ...read(''),
      eclasses: [
        { name: 'b', md5: A },
        { name: 'a-b', md5: B },
        { name: 'a', md5: A },
      ],
      md5: B,
    };
    expect(writeMd5CacheEntry(entry)).toBe(`_eclasses_=a\t${A}\ta-b\t${B}\tb\t${A}\n_md5_=${B}\n`);
  });
});

describe('compareMd5CacheEntries', () => {
  it('finds nothing between equal ones, and each key that differs', () => {
    expect(compareMd5CacheEntries(read(ENTRY), read(ENTRY))).toEqual([]);
    const other = read(ENTRY.replace('SLOT=0/1', 'SLOT=0').replace(`one\t${A}`, `one\t${B}`));
    expect(compareMd5CacheEntries(read(ENTRY), other)).toEqual([
      { key: 'SLOT', expected: '0/1', actual: '0' },
      { key: '_eclasses_', expected: `one\t${A}\ttwo\t${B}`, actual: `one\t${B}\ttwo\t${B}` },
    ]);
    expect(compareMd5CacheEntries(read(ENTRY), { ...read(ENTRY), md5: A })).toMatchObject([{ key: '_md5_' }]);
  });

  it('leaves out INHERIT, and an IDEPEND that is not there, where an older Portage wrote the entry', () => {
    const now = read(ENTRY.replace('INHERIT', 'IDEPEND=dev-libs/c\nINHERIT'));
    const old = read(ENTRY.replace(/INHERIT=.*\n/, ''));
    expect(keysUnknownToWriter(old)).toEqual(['IDEPEND', 'INHERIT']);
    expect(compareMd5CacheEntries(old, now)).toEqual([]);
    const other = read(ENTRY.replace(/INHERIT=.*\n/, 'IDEPEND=dev-libs/d\n'));
    expect(compareMd5CacheEntries(other, now)).toMatchObject([{ key: 'IDEPEND' }]);
    expect(compareMd5CacheEntries(read(ENTRY), now)).toMatchObject([{ key: 'IDEPEND' }]);
  });
});
