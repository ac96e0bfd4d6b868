import { describe, expect, it } from 'vitest';
import { readPackagesIndex } from '../../../src/formats/packages-index/packages-index.js';
import { indexText } from '../../support/index-text.js';

const body = (text: string) => readPackagesIndex(new TextEncoder().encode(`${indexText([])}${text}`));
const told = (text: string) =>
  body(text)
    .problems.filter(({ code }) => code !== 'packages-differs')
    .map(({ code, loses }) => `${code} ${loses}`);

describe('entries', () => {
  it('may have their keys in any order', () => {
    const { entries } = body('SLOT: 2\nCPV: a/b-1\nUSE: x\nBDEPEND: y\n\nREPO: r\nEAPI: 7\nCPV: a/c-1\n\n');
    expect(entries).toMatchObject([
      { CPV: 'a/b-1', SLOT: '2', USE: 'x', BDEPEND: 'y' },
      { CPV: 'a/c-1', EAPI: '7', repository: 'r', SLOT: '0', USE: '' },
    ]);
    expect(told('SLOT: 2\nCPV: a/b-1\nUSE: x\nBDEPEND: y\n\nREPO: r\nEAPI: 7\nCPV: a/c-1\n\n')).toEqual([]);
  });

  it('may use internal names', () => {
    expect(body('CPV: a/b-1\nDESCRIPTION: d\n_mtime_: 5\nrepository: r\n\n').entries).toMatchObject([
      { DESCRIPTION: 'd', _mtime_: '5', repository: 'r' },
    ]);
    expect(told('CPV: a/b-1\nDESC: d\nDESCRIPTION: e\n\n')).toEqual(['key-duplicate value']);
  });

  it('are split where the empty line between them is missing', () => {
    const { entries } = body(
      'CPV: a/b-1\nSLOT: 1\nREPO: r\nBDEPEND: x\nCPV: a/c-1\nBDEPEND: y\nCPV: a/d-1\n\n',
    );
    expect(
      entries.map(({ CPV, SLOT, BDEPEND, repository }) => [CPV, SLOT, BDEPEND, repository].join()),
    ).toEqual(['a/b-1,1,,r', 'a/c-1,0,x,', 'a/d-1,0,y,']);
  });

  it('keep the last CPV where it stands twice in a row', () => {
    expect(body('CPV: a/b-1\nCPV: a/c-1\n\n').entries).toMatchObject([{ CPV: 'a/c-1' }]);
    expect(told('CPV: a/b-1\nCPV: a/c-1\n\n')).toEqual(['key-duplicate value']);
  });

  it('keep an empty value that is written, as Portage does', () => {
    const { entries } = body('CPV: a/b-1\nCHOST:\nEAPI: \nSLOT:\n\n');
    expect(entries).toMatchObject([{ CHOST: '', EAPI: '', SLOT: '' }]);
    expect(told('CPV: a/b-1\nUSE:\nSLOT:\n\n')).toEqual(['value-empty nothing', 'value-empty value']);
  });

  it('keep all of a value that Portage would cut', () => {
    expect(body('CPV:a/b-1\nUSE:\tx\n\n').entries).toMatchObject([{ CPV: 'a/b-1', USE: 'x' }]);
    expect(told('CPV:a/b-1\nUSE:\tx\n\n')).toEqual(['space-missing value', 'space-missing nothing']);
  });

  it('white space between blocks: what it does depends on what stands around it', () => {
    expect(told('CPV: a/b-1\n \nCPV: a/c-1\n\n')).toEqual(['separator-not-empty entry']);
    expect(told('CPV: a/b-1\n \n\nCPV: a/c-1\n\n')).toEqual(['separator-not-empty nothing']);
    expect(told('CPV: a/b-1\n\n \nCPV: a/c-1\n\n')).toEqual(['separator-not-empty nothing']);
    expect(told('CPV: a/b-1\n\n \n\nCPV: a/c-1\n\n')).toEqual([
      'separator-not-empty nothing',
      'blank-line rest',
    ]);
    expect(body('CPV: a/b-1\n\n \n\nCPV: a/c-1\n\n').entries).toHaveLength(2);
  });

  it('a block that is no package is told once, not line by line', () => {
    expect(told('FOO: x\nBAR: y\nbaz\n\nCPV: a/c-1\n\n')).toEqual(['block-unknown rest']);
    expect(told('FOO: x\nUSE: y\n\nCPV: a/c-1\n\n')).toEqual(['cpv-missing entry']);
    expect(told('VERSION: 0\nARCH: amd64\n\nCPV: a/c-1\n\n')).toEqual(['header-in-body rest']);
    expect(told('VERSION: 0\nUSE: x\n\nCPV: a/c-1\n\n')).toEqual(['header-in-body value']);
  });
});
