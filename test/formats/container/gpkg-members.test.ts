import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { judgeContainerMagic, judgeEnd, readMembers } from '../../../src/formats/container/gpkg-members.js';
import { writeMembers } from '../../support/write-gpkg.js';
import { concat, type TarOptions, toBytes, writeTar } from '../../support/write-tar.js';

const MEMBERS = [
  { name: 'gpkg-1', content: new Uint8Array(0) },
  { name: 'Manifest', content: toBytes('DATA') },
];
const write = (options?: TarOptions) => writeMembers('p', MEMBERS, options);
const list = (bytes: Uint8Array) => readFromBytes(readMembers(bytes.length), bytes);

function judge(bytes: Uint8Array) {
  const { end } = list(bytes);
  return end === null ? 'no end' : readFromBytes(judgeEnd(end, bytes.length), bytes);
}

describe('readMembers', () => {
  it('gives members with what they are', () => {
    expect(list(write())).toMatchObject({
      failure: null,
      members: [
        { path: 'p/gpkg-1', prefix: 'p', name: 'gpkg-1', what: { role: 'marker' }, size: 0, offset: 0 },
        { path: 'p/Manifest', name: 'Manifest', what: { role: 'manifest' }, size: 4, dataOffset: 1024 },
      ],
    });
  });

  it('keeps what stands before a failure', () => {
    const bytes = write({ endBlocks: 0 }).subarray(0, 1026);
    expect(list(bytes)).toMatchObject({
      members: [{ name: 'gpkg-1' }],
      failure: { code: 'tar-truncated', offset: 512, effect: 'refused' },
    });
  });

  it('does not list without end', () => {
    const many = writeTar(Array.from({ length: 70 }, (_, i) => ({ name: `p/${i}` })));
    expect(list(many)).toMatchObject({ failure: { code: 'member-count', offset: 64 * 512 } });
    expect(list(many).members).toHaveLength(64);
  });
});

describe('judgeContainerMagic', () => {
  const read = (bytes: Uint8Array) => readFromBytes(judgeContainerMagic(bytes.length), bytes);

  it('wants ustar or GNU', () => {
    expect(read(write())).toBeNull();
    expect(read(write({ magic: 'gnu' }))).toBeNull();
    expect(read(write({ magic: 'v7' }))).toMatchObject({
      code: 'container-magic',
      offset: 0,
      effect: 'refused',
    });
    expect(read(write().subarray(0, 500))).toMatchObject({ code: 'container-magic' });
  });
});

describe('judgeEnd', () => {
  const end = write({ endBlocks: 0 }).length;
  const good = write();

  it('is silent about zeros, padded to a record or not', () => {
    expect(judge(good)).toBeNull();
    expect(judge(concat([good, new Uint8Array(10_240 - good.length)]))).toBeNull();
  });

  it.each([0, 1])('misses the end with %i zero blocks', endBlocks => {
    expect(judge(write({ endBlocks }))).toMatchObject({
      code: 'end-blocks-missing',
      offset: end,
      effect: 'unusual',
    });
  });

  it('names the first byte behind the end', () => {
    const bytes = concat([good, Uint8Array.of(0, 0, 7, 7)]);
    expect(judge(bytes)).toMatchObject({
      code: 'trailing-bytes',
      offset: good.length + 2,
      effect: 'unusual',
    });
  });

  it('does not read very much behind the end, but says that it is there', () => {
    expect(judge(concat([good, new Uint8Array(100_000)]))).toMatchObject({ code: 'trailing-bytes' });
  });

  it('tells of a damaged header that the client takes for the end', () => {
    expect(judge(concat([write({ endBlocks: 0 }), new Uint8Array(512).fill(0x20)]))).toMatchObject({
      code: 'tar-header-checksum',
      offset: end,
      effect: 'unusual',
    });
  });
});
