import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { readMembers } from '../../../src/formats/container/gpkg-members.js';
import { findPrefix, judgeStructure } from '../../../src/formats/container/gpkg-structure.js';
import { type TarInput, writeTar } from '../../support/write-tar.js';

const MARKER = { name: 'p/gpkg-1' };
const METADATA = { name: 'p/metadata.tar.gz', content: 'm' };
const IMAGE = { name: 'p/image.tar.gz', content: 'i' };
const MANIFEST = { name: 'p/Manifest', content: 'D' };
const sig = (of: TarInput): TarInput => ({ name: `${of.name}.sig`, content: 's' });

function membersOf(entries: readonly TarInput[]) {
  const bytes = writeTar(entries);
  return readFromBytes(readMembers(bytes.length), bytes).members;
}

const judge = (...entries: TarInput[]) =>
  judgeStructure(membersOf(entries), 99_999).map(({ code, offset, effect }) => `${code} ${offset} ${effect}`);

describe('judgeStructure', () => {
  it('is silent about what Portage writes', () => {
    expect(judge(MARKER, METADATA, IMAGE, MANIFEST)).toEqual([]);
    expect(judge(MARKER, METADATA, sig(METADATA), IMAGE, sig(IMAGE), MANIFEST)).toEqual([]);
  });

  it.each([
    ['no marker', [METADATA, IMAGE, MANIFEST], 'marker-missing 99999 refused'],
    ['no metadata', [MARKER, IMAGE, MANIFEST], 'metadata-archive-missing 99999 refused'],
    ['no image', [MARKER, METADATA, MANIFEST], 'image-missing 99999 refused'],
    ['no Manifest', [MARKER, METADATA, IMAGE], 'manifest-missing 99999 refused'],
    [
      'another version',
      [{ name: 'p/gpkg-2' }, METADATA, IMAGE, MANIFEST],
      'marker-missing 99999 refused',
      'member-unknown 0 unusual',
    ],
    ['no prefix', [{ name: 'gpkg-1' }, METADATA, IMAGE, MANIFEST], 'member-path 0 refused'],
    ['another prefix', [MARKER, METADATA, IMAGE, { name: 'q/Manifest' }], 'prefix-mixed 2560 refused'],
    [
      'a name outside',
      [MARKER, METADATA, IMAGE, MANIFEST, { name: '../evil' }],
      'member-path 3584 refused',
      'member-unknown 3584 unusual',
    ],
    [
      'the image twice',
      [MARKER, METADATA, IMAGE, IMAGE, MANIFEST],
      'member-duplicate 2560 refused',
      'member-ambiguous 2560 harmful',
    ],
    [
      'two images',
      [MARKER, METADATA, IMAGE, { name: 'p/image.tar.xz' }, MANIFEST],
      'member-ambiguous 2560 harmful',
    ],
    [
      'a plain image',
      [MARKER, METADATA, { name: 'p/image.tar' }, MANIFEST],
      'member-uncompressed 1536 refused',
    ],
    [
      'an unknown compression',
      [MARKER, METADATA, { name: 'p/image.tar.Z' }, MANIFEST],
      'compression-unknown 1536 refused',
    ],
    [
      'a linked image',
      [MARKER, METADATA, { ...IMAGE, type: '2', content: '' }, MANIFEST],
      'member-not-file 1536 refused',
    ],
    [
      'a type nobody knows',
      [MARKER, METADATA, { ...IMAGE, type: 'Z' }, MANIFEST],
      'member-not-file 1536 unusual',
    ],
    [
      'one member more',
      [MARKER, METADATA, IMAGE, MANIFEST, { name: 'p/README' }],
      'member-unknown 3584 unusual',
    ],
    [
      'a marker with contents',
      [{ ...MARKER, content: 'x' }, METADATA, IMAGE, MANIFEST],
      'marker-not-empty 0 unusual',
    ],
    ['a late marker', [METADATA, MARKER, IMAGE, MANIFEST], 'marker-not-first 1024 unusual'],
    ['the image first', [MARKER, IMAGE, METADATA, MANIFEST], 'member-order 1536 unusual'],
    [
      'a signature elsewhere',
      [MARKER, METADATA, IMAGE, sig(METADATA), MANIFEST],
      'member-order 2560 unusual',
    ],
  ])('%s', (_, entries, ...problems) => {
    expect(judge(...(entries as TarInput[])).sort()).toEqual(problems.sort());
  });
});

describe('findPrefix', () => {
  it('gives what all have in common', () => {
    expect(findPrefix(membersOf([MARKER, MANIFEST]))).toBe('p');
    expect(findPrefix(membersOf([MARKER, { name: 'q/Manifest' }]))).toBeNull();
    expect(findPrefix([])).toBeNull();
  });
});
