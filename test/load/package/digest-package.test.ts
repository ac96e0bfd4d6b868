import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { readGpkg } from '../../../src/formats/container/gpkg.js';
import { sourceOfBytes } from '../../../src/load/file/byte-source.js';
import { digestPackage } from '../../../src/load/package/digest-package.js';
import { writeGpkg } from '../../support/write-gpkg.js';

const GOOD = await writeGpkg({
  prefix: 'a-1',
  metadata: { PF: 'a-1' },
  image: [{ name: 'f', content: 'x' }],
});
const CONTAINER = readFromBytes(readGpkg(GOOD.length), GOOD);
const place = (name: string) => CONTAINER.members.find(member => member.name === name)?.dataOffset ?? 0;

async function digest(bytes: Uint8Array, wanted: { whole: boolean; image: boolean }) {
  return digestPackage(sourceOfBytes(bytes), readFromBytes(readGpkg(bytes.length), bytes), wanted);
}

function flipped(offset: number): Uint8Array {
  const bytes = GOOD.slice();
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  return bytes;
}

/** The first digit after a hash's name within the record of a member. */
function placeOfHash(member: string, hash: string): number {
  const text = new TextDecoder().decode(GOOD.subarray(place('Manifest')));
  return place('Manifest') + text.indexOf(hash, text.indexOf(member)) + hash.length + 1;
}

describe('digestPackage', () => {
  it('finds nothing in a sound package', async () => {
    expect(await digest(GOOD, { whole: false, image: true })).toEqual({
      md5: null,
      sha1: null,
      problems: [],
    });
  });

  it('gives the digests of the file where they are wanted', async () => {
    const found = await digest(GOOD, { whole: true, image: false });
    expect(found.md5).toMatch(/^[0-9a-f]{32}$/);
    expect(found.sha1).toMatch(/^[0-9a-f]{40}$/);
  });

  it('names the member whose bytes have changed', async () => {
    const offset = place('metadata.tar.gz');
    expect((await digest(flipped(offset + 30), { whole: false, image: false })).problems).toMatchObject([
      { code: 'digest-mismatch', offset, field: 'metadata.tar.gz', effect: 'refused' },
    ]);
  });

  it('looks at the image only where it may', async () => {
    const bytes = flipped(place('image.tar.gz') + 30);
    expect((await digest(bytes, { whole: false, image: false })).problems).toEqual([]);
    expect((await digest(bytes, { whole: false, image: true })).problems).toMatchObject([
      { field: 'image.tar.gz' },
    ]);
  });

  it.each(['SHA512', 'BLAKE2B'])('names %s where that alone is wrong', async hash => {
    const offset = placeOfHash('image.tar.gz', hash);
    const bytes = GOOD.slice();
    bytes[offset] = bytes[offset] === 0x30 ? 0x31 : 0x30;
    const { problems } = await digest(bytes, { whole: false, image: true });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(`the ${hash} that`);
    expect(problems[0]?.expected).not.toBe(problems[0]?.actual);
  });
});
