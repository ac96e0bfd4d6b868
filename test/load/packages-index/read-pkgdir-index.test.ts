import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPkgdirIndex } from '../../../src/load/packages-index/read-pkgdir-index.js';
import { HEADER, indexBytes } from '../../support/index-text.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const index = indexBytes([{ CPV: 'a/b-1' }]);

function write(files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(files))
    utimesSync(directory.write(name, bytes), 1700000000, 1700000000);
}

const problems = async () => (await readPkgdirIndex(directory.path))?.problems;

describe('readPkgdirIndex', () => {
  it('is null without an index', async () => {
    expect(await readPkgdirIndex(directory.path)).toBeNull();
  });

  it('finds nothing where both forms agree', async () => {
    write({ Packages: index, 'Packages.gz': gzipSync(index) });
    expect(await problems()).toEqual([]);
  });

  it('does not miss Packages.gz unless the index announces it', async () => {
    write({ Packages: index });
    expect(await problems()).toEqual([]);
    write({ Packages: indexBytes([], { ...HEADER, FEATURES: 'buildpkg compress-index' }) });
    expect(await problems()).toMatchObject([
      { code: 'compressed-missing', file: 'Packages.gz', loses: 'nothing' },
    ]);
  });

  it('reads Packages.gz where it is alone, and tells that Portage does not', async () => {
    write({ 'Packages.gz': gzipSync(index) });
    const file = await readPkgdirIndex(directory.path);
    expect(file?.index.entries).toHaveLength(1);
    expect(file?.problems).toMatchObject([
      { code: 'plain-missing', file: 'Packages', loses: 'index', hidden: 1 },
    ]);
  });

  it('tells where they differ first, and how', async () => {
    const old = indexBytes([], { ...HEADER, TIMESTAMP: '1699999999' });
    write({ Packages: index, 'Packages.gz': gzipSync(old) });
    expect(await problems()).toMatchObject([
      {
        code: 'compressed-differs',
        file: 'Packages.gz',
        offset: 'PACKAGES: '.length,
        expected: '1 packages, TIMESTAMP 1700000000',
        actual: '0 packages, TIMESTAMP 1699999999',
        loses: 'index',
      },
    ]);
  });

  it.each([
    ['cut off', gzipSync(index).subarray(0, 60)],
    ['cut off in its header', gzipSync(index).subarray(0, 5)],
    ['no gzip at all', new TextEncoder().encode('nonsense')],
  ])('tells a Packages.gz that is %s', async (_, bytes) => {
    write({ Packages: index, 'Packages.gz': bytes });
    const [first, ...rest] = (await problems()) ?? [];
    expect(first).toMatchObject({
      code: 'compressed-unreadable',
      file: 'Packages.gz',
      loses: 'index',
      hidden: 1,
    });
    expect(rest).toEqual([]);
  });

  it('tells other times as the lesser thing they are', async () => {
    write({ Packages: index, 'Packages.gz': gzipSync(index) });
    utimesSync(join(directory.path, 'Packages.gz'), 1700000005, 1700000005);
    expect(await problems()).toMatchObject([
      { code: 'compressed-mtime-differs', loses: 'nothing', expected: '1700000000', actual: '1700000005' },
    ]);
  });
});
