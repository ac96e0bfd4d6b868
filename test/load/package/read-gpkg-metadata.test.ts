import { describe, expect, it } from 'vitest';
import { readFromBytes } from '../../../src/base/byte-range.js';
import { readGpkg } from '../../../src/formats/container/gpkg.js';
import { sourceOfBytes } from '../../../src/load/file/byte-source.js';
import { readMetadata } from '../../../src/load/package/read-gpkg-metadata.js';
import { writeCompressed } from '../../support/write-compressed.js';
import { makeMembers, withManifest, writeGpkg, writeMembers } from '../../support/write-gpkg.js';
import { concat, writeTar } from '../../support/write-tar.js';

const INPUT = { prefix: 'a-1', metadata: { PF: 'a-1\n', RDEPEND: 'x'.repeat(100_000) } };

async function read(bytes: Uint8Array) {
  const { metadata } = readFromBytes(readGpkg(bytes.length), bytes);
  return metadata === null ? null : readMetadata(sourceOfBytes(bytes), metadata);
}

/** A package whose metadata archive is this. */
async function withArchive(content: Uint8Array): Promise<Uint8Array> {
  const members = await makeMembers(INPUT);
  return writeMembers(
    'a-1',
    withManifest(members.map(each => (each.name === 'metadata.tar.gz' ? { ...each, content } : each))),
  );
}

describe('readMetadata', () => {
  it.each(['none', 'gzip', 'zstd'] as const)('reads metadata compressed with %s', async compression => {
    const table = await read(await writeGpkg({ ...INPUT, compression }));
    expect(Object.fromEntries(table?.text ?? [])).toEqual(INPUT.metadata);
    expect(table?.problems).toEqual([]);
  });

  it('gives nothing of an archive that is damaged, and the place in the file', async () => {
    const archive = await writeCompressed('gzip', writeTar([{ name: 'metadata/PF', content: 'a-1' }]));
    const table = await read(await withArchive(archive.subarray(0, archive.length - 5)));
    expect(table?.text.size).toBe(0);
    expect(table?.problems).toMatchObject([
      { code: 'compressed-damaged', offset: 1024 + archive.length - 5, field: 'metadata.tar.gz' },
    ]);
  });

  it('stops at the limit, whatever stands behind it', async () => {
    const bomb = await writeCompressed(
      'gzip',
      concat([writeTar([{ name: 'metadata/PF' }]), new Uint8Array(65 << 20)]),
    );
    const table = await read(await withArchive(bomb));
    expect(table?.text.size).toBe(0);
    expect(table?.problems).toMatchObject([{ code: 'metadata-too-large', offset: 1024, effect: 'harmful' }]);
  });

  it('keeps no more text than it may', async () => {
    const value = { name: 'metadata/RDEPEND', content: 'x'.repeat(33 << 20) };
    const archive = await writeCompressed('gzip', writeTar([{ name: 'metadata/PF', content: 'a-1' }, value]));
    const table = await read(await withArchive(archive));
    expect([...(table?.text.keys() ?? [])]).toEqual(['PF']);
    expect(table?.problems).toMatchObject([{ code: 'metadata-too-large' }]);
  });
});
