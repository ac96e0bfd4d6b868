import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/format-error.js';
import { type PackagesIndex, readPackagesIndex } from '../../../src/formats/packages-index/packages-index.js';
import { INDEX_KEYS } from '../../../src/formats/packages-index/packages-index-keys.js';
import {
  INDEX_PROBLEMS,
  type IndexProblem,
} from '../../../src/formats/packages-index/packages-index-problem.js';
import { MAX_ENTRIES, MAX_HEADER_LINES } from '../../../src/formats/packages-index/packages-index-text.js';
import { indexBytes, indexText } from '../../support/index-text.js';
import { realIndices } from '../../support/real-data.js';
import { startStopwatch } from '../../support/stopwatch.js';

const FIXTURES = new URL('../../../fixtures/formats/packages-index/', import.meta.url);
const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readPackagesIndex(encode(text));
const codes = ({ problems }: PackagesIndex) => problems.map(problem => problem.code);

function readFixture(name: string): PackagesIndex {
  return readPackagesIndex(readFileSync(new URL(name, FIXTURES)));
}

describe('readPackagesIndex', () => {
  it('reads header and entries of a multi-instance index', () => {
    const { header, entries, problems } = readFixture('multi-instance.Packages');
    expect(problems).toEqual([]);
    expect([...header]).toEqual([
      ['CHOST', 'x86_64-pc-linux-gnu'],
      ['PACKAGES', '3'],
      ['TIMESTAMP', '1700000000'],
      ['VERSION', '0'],
    ]);
    expect(entries.map(({ CPV, BUILD_ID, line, offset }) => ({ CPV, BUILD_ID, line, offset }))).toEqual([
      { CPV: 'app-misc/hello-1.0', BUILD_ID: '1', line: 6, offset: 73 },
      { CPV: 'app-misc/hello-1.0', BUILD_ID: '2', line: 24, offset: 463 },
      { CPV: 'dev-libs/slotted-2.0', BUILD_ID: '1', line: 35, offset: 664 },
    ]);
    expect(entries[0]).toMatchObject({
      DEFINED_PHASES: 'compile install',
      IUSE: 'nls',
      KEYWORDS: 'amd64 ~arm64',
      MD5: 'ee679d1b61b47f17390ce087bf391015',
      REQUIRES: 'x86_64: libc.so.6',
      _mtime_: '1699990001',
      repository: 'gentoo',
    });
  });

  it('gives every entry every key: defaults, header values, or nothing', () => {
    const [first, , third] = readFixture('multi-instance.Packages').entries;
    expect(Object.keys(first!)).toEqual([...INDEX_KEYS, 'line', 'offset']);
    expect(first).toMatchObject({ SLOT: '0', CHOST: 'x86_64-pc-linux-gnu', PDEPEND: '', DESCRIPTION: '' });
    expect(third).toMatchObject({ SLOT: '2/2.0', CHOST: 'x86_64-unknown-linux-gnu', EAPI: '7' });
  });

  it('takes the repository from the header, and text beyond ASCII with offsets in bytes', () => {
    const { header, entries, problems } = readFixture('flat-inherited.Packages');
    expect(problems).toEqual([]);
    expect(header.get('repository')).toBe('gentoo');
    expect(entries.map(({ repository, DESCRIPTION, EAPI }) => [repository, DESCRIPTION, EAPI])).toEqual([
      ['gentoo', 'A greeting, in übung and 漢', '0'],
      ['overlay', '', '8'],
    ]);
    const bytes = readFileSync(new URL('flat-inherited.Packages', FIXTURES));
    expect(entries[1]!.offset).toBe(bytes.indexOf('BUILD_TIME: 1699990300'));
  });

  it('reads an index without packages', () => {
    expect(readFixture('empty.Packages')).toMatchObject({ entries: [], problems: [] });
  });

  it('does not change the bytes it is given', () => {
    const bytes = readFileSync(new URL('flat-inherited.Packages', FIXTURES));
    const before = Buffer.from(bytes);
    readPackagesIndex(bytes);
    expect(bytes.equals(before)).toBe(true);
  });

  it('reads a part of a larger buffer at any alignment', () => {
    const bytes = encode(`xyz${indexText([{ CPV: 'a/ü-1' }])}`);
    for (const skip of [0, 1, 2, 3]) {
      const part = new Uint8Array(bytes.buffer, skip, bytes.length - skip);
      const text = encode(`${'xyz'.slice(skip)}${indexText([{ CPV: 'a/ü-1' }])}`);
      expect(readPackagesIndex(part).entries).toEqual(readPackagesIndex(text).entries);
    }
  });

  it('refuses an index that would take more memory than there is', () => {
    const many = encode(indexText([]) + 'CPV:\n\n'.replace(':', ': a').repeat(MAX_ENTRIES + 1));
    expect(() => readPackagesIndex(many)).toThrow(FormatError);
    expect(() => read('A: b\n'.repeat(MAX_HEADER_LINES + 1))).toThrow(/header of more than/);
  });

  it('takes linear time for lines without colons, keys that fall back and blocks without end', () => {
    const lines = 100_000;
    const hostile = [
      'x\n',
      ' \n',
      'CPV: a/b-1\nBDEPEND: a\n',
      'CPV: a/b-1\n \n',
      'USE: a\nBDEPEND: b\n',
      '\r\n',
      'A: \xff\n',
    ];
    for (const unit of hostile) {
      const bytes = encode(`${indexText([])}CPV: a/a-1\n${unit.repeat(lines)}`);
      const took = startStopwatch();
      readPackagesIndex(bytes);
      expect(took(), JSON.stringify(unit)).toBeLessThan(5000);
    }
  });
});

describe('traps', () => {
  const expected: Record<string, Partial<IndexProblem> & { readonly entries?: number }> = {
    'header-missing': { line: 1, offset: 0, loses: 'index', hidden: 3 },
    'header-in-body': { line: 24, offset: 463, loses: 'value', hidden: 0 },
    'version-missing': { line: 1, loses: 'index', hidden: 3, field: 'VERSION' },
    'version-unsupported': { line: 4, offset: 61, loses: 'index', hidden: 3, expected: '0', actual: '1' },
    'timestamp-missing': { line: 1, loses: 'index', hidden: 3 },
    'timestamp-invalid': { line: 3, offset: 39, loses: 'index', hidden: 3, actual: 'yesterday' },
    'packages-missing': { line: 1, loses: 'nothing', expected: '3' },
    'packages-differs': { line: 2, offset: 27, loses: 'nothing', expected: '3', actual: '4' },
    'chost-missing': { line: 1, loses: 'value', actual: '2 entries' },
    'blank-line': { line: 24, offset: 463, loses: 'rest', hidden: 2 },
    'block-unknown': { line: 24, offset: 463, loses: 'rest', hidden: 2 },
    'separator-not-empty': { line: 34, loses: 'entry', hidden: 1, cpv: 'app-misc/hello-1.0' },
    'separator-missing': { line: 34, loses: 'entry', hidden: 1, cpv: 'dev-libs/slotted-2.0' },
    'cpv-missing': {
      line: 35,
      loses: 'entry',
      hidden: 1,
      actual: 'dev-libs/slotted/slotted-2.0-1.gpkg.tar',
      entries: 2,
    },
    'colon-missing': { line: 28, loses: 'value', actual: 'IUSE nls', cpv: 'app-misc/hello-1.0' },
    'space-missing': { line: 44, loses: 'value', field: 'SLOT', expected: '2/2.0', actual: '/2.0' },
    'value-padded': { line: 44, loses: 'nothing', actual: ' 2/2.0' },
    'value-empty': { line: 44, loses: 'value', field: 'SLOT' },
    'key-duplicate': { line: 45, loses: 'value', field: 'SLOT', expected: '1/1.0', actual: '2/2.0' },
    'key-unknown': { line: 45, loses: 'value', field: 'SHA256', actual: '00' },
    'key-leaked': { line: 43, loses: 'nothing', field: 'REPO_REVISIONS' },
    'line-ending-crlf': { line: 1, offset: 26, loses: 'index', hidden: 3, actual: '47 lines' },
    'carriage-return': { line: 12, offset: 197, loses: 'value', cpv: 'app-misc/hello-1.0' },
    'nul-byte': { line: 12, offset: 197, loses: 'nothing' },
    'encoding-invalid': { line: 13, offset: 205, loses: 'value' },
    'byte-order-mark': { line: 1, offset: 0, loses: 'value' },
    'final-newline-missing': { line: 46, offset: 938, loses: 'nothing' },
    'order-unsorted': {
      line: 19,
      loses: 'nothing',
      expected: 'dev-libs/slotted-2.0',
      actual: 'app-misc/hello-1.0',
    },
  };

  for (const [code, { entries = 3, ...particulars }] of Object.entries(expected)) {
    it(`${code}: told where it stands, alone, and nothing is lost`, () => {
      const index = readFixture(`malformed/${code}.Packages`);
      expect(codes(index)).toEqual([code]);
      expect(index.problems[0]).toMatchObject(particulars);
      expect(index.entries).toHaveLength(entries);
    });
  }

  it('has a fixture for every code but the one that takes a megabyte', () => {
    const files = readdirSync(new URL('malformed/', FIXTURES)).map(name => name.replace('.Packages', ''));
    expect(files.sort()).toEqual(Object.keys(expected).sort());
    expect([...files, 'line-too-long'].sort()).toEqual(Object.keys(INDEX_PROBLEMS).sort());
  });

  it('line-too-long: read and told', () => {
    const index = read(indexText([{ CPV: 'a/b-1', USE: 'x'.repeat(2 ** 20) }]));
    expect(codes(index)).toEqual(['line-too-long']);
    expect(index.entries[0]!.USE).toHaveLength(2 ** 20);
  });

  it('counts for each end of the index what follows it, and nothing where nothing does', () => {
    const entries = ['a', 'b', 'c', 'd'].map(name =>
      indexText([{ CPV: `x/${name}-1` }], {}).slice('PACKAGES: 1\n\n'.length),
    );
    const header = indexText([], { PACKAGES: '4', CHOST: 'x', TIMESTAMP: '1', VERSION: '0' });
    const [a, b, c, d] = entries;
    const index = read(`${header}${a}\n${b}${c}\n\n${d}\n`);
    expect(index.entries).toHaveLength(4);
    expect(index.problems.map(({ code, loses, hidden, actual }) => [code, loses, hidden, actual])).toEqual([
      ['blank-line', 'rest', 3, '1'],
      ['blank-line', 'rest', 1, '2'],
      ['blank-line', 'nothing', 0, '1'],
    ]);
  });

  it('an empty line before the header loses the whole index', () => {
    const { header, problems } = read(`\n${indexText([{ CPV: 'a/b-1' }])}`);
    expect(header.get('VERSION')).toBe('0');
    expect(problems).toMatchObject([{ code: 'blank-line', line: 1, loses: 'index', hidden: 1 }]);
  });

  it('nothing at all has no header', () => {
    expect(read('')).toMatchObject({
      entries: [],
      problems: [{ code: 'header-missing', line: 1, offset: 0 }],
    });
  });

  it('CR LF that leaves the empty lines alone costs values only, in separators entries', () => {
    const text = indexText([{ CPV: 'a/b-1' }, { CPV: 'a/c-1' }]);
    const values = read(text.replaceAll(/(.)\n/g, '$1\r\n'));
    expect(values.problems).toMatchObject([{ code: 'line-ending-crlf', loses: 'value' }]);
    const separators = read(text.replace('a/b-1\n\n', 'a/b-1\n\r\n'));
    expect(separators.problems).toMatchObject([{ code: 'line-ending-crlf', loses: 'entry', hidden: 1 }]);
    for (const index of [values, separators])
      expect(index.entries.map(entry => entry.CPV)).toEqual(['a/b-1', 'a/c-1']);
  });

  it('a stranger cannot make the list of problems endless', () => {
    const { problems } = read(`${indexText([])}CPV: a/b-1\n${'junk\n'.repeat(50_000)}\n`);
    const junk = problems.filter(problem => problem.code === 'colon-missing');
    expect(junk).toHaveLength(1001);
    expect(junk.at(-1)!.message).toContain('48999 more');
  });
});

describe.skipIf(realIndices().length === 0)('real indices', () => {
  it.each(realIndices())('%s is read whole', path => {
    const { header, entries, problems } = readPackagesIndex(readFileSync(path));
    expect(String(entries.length)).toBe(header.get('PACKAGES'));
    // Portage wrote REPO_REVISIONS into one entry of the newest index.
    expect(problems.filter(problem => problem.code !== 'key-leaked')).toEqual([]);
    expect(entries.every(entry => entry.CHOST === header.get('CHOST') && entry.repository !== '')).toBe(true);
  });
});

describe('indexBytes', () => {
  it('makes what the reader finds no fault with', () => {
    expect(readPackagesIndex(indexBytes([{ CPV: 'a/b-1' }])).problems).toEqual([]);
  });
});
