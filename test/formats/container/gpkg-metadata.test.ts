import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { readGpkgMetadata } from '../../../src/formats/container/gpkg-metadata.js';
import { type TarInput, type TarOptions, writeTar } from '../../support/write-tar.js';

const PF = { name: 'metadata/PF', content: 'hello-1.0\n' };
const SLOT = { name: 'metadata/SLOT', content: '0\n' };
const OFFSET = 1024;

function read(entries: readonly TarInput[], options?: TarOptions, cut?: number) {
  const table = readFromBytes(readGpkgMetadata(OFFSET), writeTar(entries, options).subarray(0, cut));
  return {
    text: Object.fromEntries(table.text),
    problems: table.problems.map(({ code, offset, effect }) => `${code} ${offset} ${effect}`),
    messages: table.problems.map(({ message }) => message),
  };
}

describe('readGpkgMetadata', () => {
  it('gives values as they are stored', () => {
    const environment = { name: 'metadata/environment.bz2', content: Uint8Array.of(0xff) };
    expect(read([PF, environment, SLOT])).toMatchObject({
      text: { PF: 'hello-1.0\n', SLOT: '0\n' },
      problems: [],
    });
  });

  it.each([
    ['a directory', { name: 'metadata/', type: '5' }, 'metadata-not-file 1024 refused'],
    ['a link', { name: 'metadata/X', type: '2', linkName: '/etc/passwd' }, 'metadata-not-file 1024 refused'],
    ['a device', { name: 'metadata/X', type: '3' }, 'metadata-not-file 1024 refused'],
    ['a name elsewhere', { name: 'other/X' }, 'metadata-path 1024 refused'],
    ['a name that leads out', { name: 'metadata/../X' }, 'metadata-path 1024 refused'],
    ['a name that leads out later', { name: 'metadata/a/../X' }, 'metadata-path 1024 refused'],
    ['no name', { name: 'metadata/' }, 'metadata-path 1024 refused'],
    ['the directory itself', { name: 'metadata/.' }, 'metadata-path 1024 refused'],
    ['an absolute name', { name: '/metadata/X' }, 'metadata-path 1024 refused'],
    ['a name below a directory', { name: 'metadata/a/X' }, 'metadata-nested 1024 unusual'],
  ])('leaves out %s, and reads on', (_, entry, problem) => {
    expect(read([PF, entry, SLOT])).toMatchObject({
      text: { PF: 'hello-1.0\n', SLOT: '0\n' },
      problems: [problem],
      messages: [expect.stringContaining('byte 1024 of metadata.tar')],
    });
  });

  it('lets the later of two values count, and says that installing fails', () => {
    expect(read([SLOT, PF, { ...SLOT, content: '9\n' }])).toMatchObject({
      text: { SLOT: '9\n' },
      problems: ['metadata-duplicate 1024 refused'],
    });
  });

  it.each([
    ['without entries', [], undefined, undefined, 'metadata-empty 1024 refused'],
    ['without zero blocks', [PF], { endBlocks: 0 }, undefined, 'metadata-unended 1024 unusual'],
    ['cut in a value', [PF, SLOT], undefined, 1537, 'metadata-archive-damaged 1024 refused'],
    ['cut in a header', [PF, SLOT], undefined, 1025, 'metadata-archive-damaged 1024 harmful'],
  ])('judges an archive %s', (_, entries, options, cut, problem) => {
    expect(read(entries, options, cut).problems).toEqual([problem]);
  });

  it('does not read keys without end', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ name: `metadata/K${i}`, content: 'x' }));
    const { text, problems } = read(many);
    expect(problems).toEqual(['metadata-too-large 1024 harmful']);
    expect(Object.keys(text)).toHaveLength(4096);
  });
});
