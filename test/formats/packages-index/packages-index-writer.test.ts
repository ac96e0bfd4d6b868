import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../src/base/compare-text.js';
import { FormatError } from '../../../src/base/format-error.js';
import { readPackagesIndex } from '../../../src/formats/packages-index/packages-index.js';
import {
  INDEX_KEYS,
  type IndexEntry,
  indexEntryOf,
} from '../../../src/formats/packages-index/packages-index-keys.js';
import { writePackagesIndex } from '../../../src/formats/packages-index/packages-index-writer.js';
import { runs } from '../../support/long.js';
import { realIndices } from '../../support/real-data.js';

const encode = (text: string) => new TextEncoder().encode(text);
const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/formats/packages-index/${name}.Packages`, import.meta.url));

describe('writePackagesIndex', () => {
  it.each(['multi-instance', 'flat-inherited', 'empty'])('gives back %s byte for byte', name => {
    const bytes = fixture(name);
    expect(writePackagesIndex(readPackagesIndex(bytes))).toBe(bytes.toString());
  });

  it('writes keys by internal name, entries by CPV, and leaves out what the reader knows', () => {
    const header = new Map([
      ['repository', 'gentoo'],
      ['VERSION', '0'],
      ['URI', ''],
      ['CHOST', 'x86_64-pc-linux-gnu'],
    ]);
    const entries = [
      indexEntryOf({ CPV: 'b/b-1', SLOT: '0', EAPI: '0', CHOST: 'x86_64-pc-linux-gnu', repository: 'other' }),
      indexEntryOf({
        CPV: 'a/a-2',
        _mtime_: '5',
        DESCRIPTION: 'd',
        EAPI: '8',
        DEPEND: 'x',
        repository: 'gentoo',
      }),
      indexEntryOf({ CPV: 'a/a-10', BUILD_ID: '2' }),
      indexEntryOf({ CPV: 'a/a-10', BUILD_ID: '1', CHOST: 'riscv64-unknown-linux-gnu' }),
    ];
    expect(writePackagesIndex({ header, entries })).toBe(
      [
        'CHOST: x86_64-pc-linux-gnu\nVERSION: 0\nREPO: gentoo\n',
        // Text order: 10 before 2; instances of one CPV stay as they are.
        'BUILD_ID: 2\nCPV: a/a-10\n',
        'BUILD_ID: 1\nCHOST: riscv64-unknown-linux-gnu\nCPV: a/a-10\n',
        'CPV: a/a-2\nDEPEND: x\nDESC: d\nEAPI: 8\nMTIME: 5\n',
        'CPV: b/b-1\nREPO: other\n',
        '',
      ].join('\n'),
    );
  });

  it.each(['\n', '\r'])('refuses a value with a line break %j: it could smuggle in entries', character => {
    const entries = [indexEntryOf({ CPV: 'a/b-1', RDEPEND: `x${character}${character}CPV: evil/b-1` })];
    expect(() => writePackagesIndex({ header: new Map(), entries })).toThrow(FormatError);
    expect(() => writePackagesIndex({ header: new Map([['URI', `x${character}`]]), entries: [] })).toThrow(
      FormatError,
    );
  });
});

const word = fc.stringMatching(/^[a-zA-Z0-9_:./<>=~!|()[\]{}@+-]{1,20}$/);
const value = fc.oneof(
  word,
  fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' ')),
  anyText(),
);
const headerKey = fc
  .stringMatching(/^[A-Z_]{1,12}$/)
  .filter(key => !['CPV', 'DESC', 'MTIME', 'REPO'].includes(key));

/** Any text of one line. */
function anyText(): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => !/[\r\n]/.test(text));
}

function entryArbitrary(header: ReadonlyMap<string, string>): fc.Arbitrary<IndexEntry> {
  const keys = Object.fromEntries(INDEX_KEYS.map(key => [key, fc.oneof(fc.constant(''), value)]));
  return fc.record({ ...keys, CPV: value, EAPI: value, SLOT: value }).map(values => {
    const { CHOST = '', repository = '' } = values as Record<string, string>;
    // What is empty cannot be told from what is inherited.
    return indexEntryOf({
      ...values,
      CHOST: CHOST || (header.get('CHOST') ?? ''),
      repository: repository || (header.get('repository') ?? ''),
    });
  });
}

const index = fc
  .array(fc.tuple(fc.oneof(headerKey, fc.constantFrom('CHOST', 'repository', 'VERSION')), value), {
    minLength: 1,
  })
  .map(pairs => new Map(pairs))
  .chain(header => fc.tuple(fc.constant(header), fc.array(entryArbitrary(header), { maxLength: 6 })))
  .map(([header, entries]) => ({ header, entries: entries.sort((a, b) => compareText(a.CPV, b.CPV)) }));

describe('reading what was written', () => {
  it('gives the same header and entries', () => {
    fc.assert(
      fc.property(index, written => {
        const read = readPackagesIndex(encode(writePackagesIndex(written)));
        const nowhere = (entry: IndexEntry) => ({ ...entry, line: 0, offset: 0 });
        expect(read.entries.map(nowhere)).toEqual(written.entries);
        expect(new Map([...read.header].sort())).toEqual(new Map([...written.header].sort()));
      }),
      runs(300),
    );
  });

  it('and writing it again the same text', () => {
    fc.assert(
      fc.property(index, written => {
        const text = writePackagesIndex(written);
        expect(writePackagesIndex(readPackagesIndex(encode(text)))).toBe(text);
      }),
      runs(100),
    );
  });
});

describe.skipIf(realIndices().length === 0)('real indices', () => {
  // Portage puts URI behind TIMESTAMP, and drops the REPO_REVISIONS that it once wrote into an entry itself.
  const sorted = (text: string) =>
    text
      .split('\n')
      .filter(line => !line.startsWith('REPO_REVISIONS'))
      .sort();
  it.each(realIndices())('%s is written as it was, but for the place of URI in the header', path => {
    const bytes = readFileSync(path);
    const text = writePackagesIndex(readPackagesIndex(bytes));
    const body = (whole: string) => whole.slice(whole.indexOf('\n\n')).replace(/^REPO_REVISIONS: .*\n/m, '');
    expect(body(text) === body(bytes.toString())).toBe(true);
    const head = (whole: string) => sorted(whole.slice(0, whole.indexOf('\n\n')));
    expect(head(text)).toEqual(head(bytes.toString()));
  });
});
