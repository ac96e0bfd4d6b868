import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { readGpkg } from '../../../src/formats/container/gpkg.js';
import {
  type GpkgMemberInput,
  makeMembers,
  withManifest,
  writeGpkg,
  writeMembers,
} from '../../support/write-gpkg.js';
import { concat, toBytes } from '../../support/write-tar.js';

const INPUT = {
  prefix: 'hello-1.0-1',
  metadata: { PF: 'hello-1.0\n', SLOT: '0\n' },
  image: [{ name: 'usr/bin/hello', content: 'x'.repeat(5000) }],
};
const read = (bytes: Uint8Array) => readFromBytes(readGpkg(bytes.length), bytes);
const codes = (bytes: Uint8Array) => read(bytes).problems.map(({ code, offset }) => `${code} ${offset}`);

/** The sound package with members replaced, and a Manifest that fits. */
async function withMembers(change: (member: GpkgMemberInput) => GpkgMemberInput): Promise<Uint8Array> {
  return writeMembers(INPUT.prefix, withManifest((await makeMembers(INPUT)).map(change)));
}

describe('readGpkg', () => {
  it('gives the parts of a sound package', async () => {
    expect(read(await writeGpkg(INPUT))).toMatchObject({
      prefix: 'hello-1.0-1',
      signed: false,
      problems: [],
      manifest: { signature: 'unsigned', records: [{}, {}, {}] },
      metadata: { member: { name: 'metadata.tar.gz', dataOffset: 1024 }, compression: 'gzip', sound: true },
      image: { member: { name: 'image.tar.gz' }, compression: 'gzip', sound: true },
    });
  });

  it.each(['none', 'zstd'] as const)('knows the compression %s', async compression => {
    const { metadata, problems } = read(await writeGpkg({ ...INPUT, compression }));
    expect(metadata?.compression).toBe(compression === 'none' ? null : compression);
    expect(problems.map(({ code }) => code)).toEqual(
      compression === 'none' ? Array(2).fill('member-uncompressed') : [],
    );
  });

  it('asks for nothing of the image but its first bytes', async () => {
    const image = [{ name: 'f', content: Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 3) }];
    const bytes = await writeGpkg({ ...INPUT, image, compression: 'none' });
    let asked = 0;
    const reader = readGpkg(bytes.length);
    for (let step = reader.next(); !step.done; ) {
      const { offset, length } = step.value;
      asked += length;
      step = reader.next(bytes.subarray(offset, offset + length));
    }
    expect(asked).toBeLessThan(10_000);
  });

  it('holds the first bytes of an archive against its name', async () => {
    const renamed = await withMembers(each => ({
      ...each,
      name: each.name.replace('metadata.tar.gz', 'metadata.tar.xz'),
    }));
    expect(read(renamed)).toMatchObject({
      metadata: { compression: 'xz', sound: false },
      problems: [
        { code: 'compression-mismatch', offset: 1024, effect: 'refused', expected: 'xz', actual: 'gzip' },
      ],
    });
    const damaged = await withMembers(each =>
      each.name.startsWith('image') ? { ...each, content: Uint8Array.of(0x1f, 0x8b, 0, 0, 0) } : each,
    );
    expect(codes(damaged)).toEqual([expect.stringMatching(/^payload-damaged \d+$/)]);
    const plain = await withMembers(each =>
      each.name.startsWith('image') ? { name: 'image.tar', content: toBytes('no tar') } : each,
    );
    expect(codes(plain)).toEqual([
      expect.stringMatching(/^member-uncompressed \d+$/),
      expect.stringMatching(/^compression-mismatch \d+$/),
    ]);
  });

  it('tells a cut once, not everything that is missing behind it', async () => {
    const bytes = await writeGpkg(INPUT);
    expect(codes(bytes.subarray(0, 2100))).toEqual(['tar-truncated 1536']);
  });

  it('takes a damaged header for the end, which is refused before the Manifest and odd after it', async () => {
    const bytes = await writeGpkg(INPUT);
    const at = read(bytes).members[2]?.offset ?? 0;
    const before = bytes.slice();
    before[at] = 0xff;
    expect(read(before).problems).toMatchObject([
      { code: 'tar-header-checksum', offset: at, effect: 'refused' },
    ]);
    const after = concat([bytes.subarray(0, bytes.length - 1024), new Uint8Array(512).fill(1)]);
    expect(read(after).problems).toMatchObject([{ code: 'tar-header-number', effect: 'unusual' }]);
  });

  it('does not read a Manifest of more than 64 KiB', async () => {
    const members = [
      ...(await makeMembers(INPUT)),
      { name: 'Manifest', content: new Uint8Array((1 << 16) + 1) },
    ];
    const found = read(writeMembers(INPUT.prefix, members));
    expect(found.manifest).toBeNull();
    expect(found.problems).toMatchObject([{ code: 'manifest-too-large', effect: 'harmful' }]);
  });
});
