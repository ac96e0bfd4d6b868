// Real packages built by Portage against what Portage itself reads from them (`../shared/data/facts`): every key and value,
// digests, members and their places, prefix, Manifest, signature.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFromBytes } from '../../src/base/byte-range.js';
import { EXTENSIONS } from '../../src/formats/container/compression.js';
import { readGpkg } from '../../src/formats/container/gpkg.js';
import { readXpak } from '../../src/formats/container/xpak.js';
import { readPackageFile } from '../../src/load/package/read-package-file.js';
import { realData } from '../support/real-data.js';

const ARCHIVE = realData('pkgdirs.tar.xz');
const FACTS = realData('facts');
const PKGDIRS = ['gpkg-signed', 'gpkg-unsigned', 'hazard', 'xpak'];

interface Facts {
  readonly format: 'gpkg' | 'xpak';
  readonly size: number;
  readonly mtime: number;
  readonly md5: string;
  readonly sha1: string;
  readonly metadata: Readonly<Record<string, string | object>>;
  // gpkg
  readonly prefix?: string;
  readonly signature_exist?: boolean;
  readonly manifest?: string;
  readonly compression?: string | { readonly image: string; readonly metadata: string };
  readonly container?: readonly { name: string; offset: number; offset_data: number; size: number }[];
  // xpak
  readonly indexpos?: number;
  readonly indexsize?: number;
  readonly datapos?: number;
  readonly datasize?: number;
  readonly tarball_len?: number;
}

const folder = mkdtempSync(join(tmpdir(), 'package-facts-'));
beforeAll(() => {
  if (ARCHIVE !== null) execFileSync('tar', ['-xJf', ARCHIVE, '-C', folder, '--strip-components=1']);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(ARCHIVE === null || FACTS === null).each(PKGDIRS)('%s', pkgdir => {
  const packages: [string, Facts][] =
    FACTS === null
      ? []
      : Object.entries(JSON.parse(readFileSync(`${FACTS}/${pkgdir}.json`, 'utf8')).packages);
  const load = (path: string) => new Uint8Array(readFileSync(join(folder, pkgdir, path)));

  it.each(packages)('%s', async (path, facts) => {
    const { offsets, ...file } = await readPackageFile(join(folder, pkgdir), path, { digests: true });
    const texts = Object.entries(facts.metadata).filter(([, value]) => typeof value === 'string');
    expect({ ...file, metadata: Object.fromEntries(file.metadata) }).toEqual({
      path,
      format: facts.format,
      size: facts.size,
      mtime: facts.mtime,
      md5: facts.md5,
      sha1: facts.sha1,
      prefix: facts.prefix ?? null,
      signed: facts.signature_exist ?? false,
      metadata: Object.fromEntries(texts),
      problems: [],
    });
    expect([...offsets.keys()]).toEqual(expect.arrayContaining([...file.metadata.keys()]));
    for (const offset of offsets.values()) expect(offset).toBeLessThan(file.size);
  });

  it('has containers with everything in its place', () => {
    expect(packages.length).toBeGreaterThan(0);
    for (const [path, facts] of packages) {
      const bytes = load(path);
      if (facts.format === 'gpkg') {
        const gpkg = readFromBytes(readGpkg(bytes.length), bytes);
        expect(gpkg.manifest?.text).toBe(facts.manifest);
        expect(
          gpkg.members.map(({ path: name, offset, dataOffset, size }) => ({
            name,
            offset,
            offset_data: dataOffset,
            size,
          })),
        ).toEqual(facts.container);
        const extension = (archive: typeof gpkg.image) =>
          archive?.compression && EXTENSIONS[archive.compression];
        const compression = { image: extension(gpkg.image), metadata: extension(gpkg.metadata) };
        expect(compression).toEqual(facts.compression);
      } else {
        expect(readFromBytes(readXpak(bytes.length), bytes)).toMatchObject({
          segment: { offset: facts.tarball_len },
          index: { offset: facts.indexpos, length: facts.indexsize },
          data: { offset: facts.datapos, length: facts.datasize },
          compression: facts.compression ?? null,
        });
      }
    }
  });
});
