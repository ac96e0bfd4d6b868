import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeXpak } from '../../../src/formats/container/write-xpak.js';
import { readPackageBytes, readPackageFile } from '../../../src/load/package/read-package-file.js';
import { writeGpkg } from '../../support/write-gpkg.js';
import { concat, toBytes } from '../../support/write-tar.js';
import { writeXpakPackage } from '../../support/write-xpak-package.js';

const METADATA = { PF: 'hello-1.0\n', BUILD_ID: '1', SLOT: '0\n', 'environment.bz2': Uint8Array.of(0xff) };
const TEXT = { PF: 'hello-1.0\n', BUILD_ID: '1', SLOT: '0\n' };
const GPKG = await writeGpkg({ prefix: 'hello-1.0-1', metadata: METADATA });
const XPAK = await writeXpakPackage({ metadata: METADATA });
const ALL = { digests: true };
const folder = mkdtempSync(join(tmpdir(), 'read-package-'));

beforeAll(() => {
  writeFileSync(join(folder, 'hello-1.0-1.gpkg.tar'), GPKG);
  utimesSync(join(folder, 'hello-1.0-1.gpkg.tar'), 1_700_000_000, 1_700_000_000);
  symlinkSync('/etc/passwd', join(folder, 'evil.gpkg.tar'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const codes = async (path: string, bytes: Uint8Array, digests = true) =>
  (await readPackageBytes(path, bytes, { digests })).problems.map(({ code }) => code);

describe('readPackageFile', () => {
  it('gives the record of a package', async () => {
    const file = await readPackageFile(folder, 'hello-1.0-1.gpkg.tar', ALL);
    expect({ ...file, metadata: Object.fromEntries(file.metadata) }).toEqual({
      // All in one archive, which stands behind the marker and its own header.
      offsets: new Map(Object.keys(TEXT).map(key => [key, 1024])),
      path: 'hello-1.0-1.gpkg.tar',
      size: GPKG.length,
      mtime: 1_700_000_000,
      md5: createHash('md5').update(GPKG).digest('hex'),
      sha1: createHash('sha1').update(GPKG).digest('hex'),
      format: 'gpkg',
      prefix: 'hello-1.0-1',
      signed: false,
      metadata: TEXT,
      problems: [],
    });
  });

  it('gives a record of what it cannot read, too', async () => {
    expect(await readPackageFile(folder, 'absent', ALL)).toMatchObject({
      size: 0,
      format: null,
      problems: [{ code: 'file-unreadable', actual: 'ENOENT' }],
    });
    expect(await readPackageFile(folder, 'evil.gpkg.tar', ALL)).toMatchObject({
      problems: [{ code: 'file-outside' }],
    });
  });
});

describe('readPackageBytes', () => {
  it('reads an xpak', async () => {
    const file = await readPackageBytes('hello-1.0.tbz2', XPAK, { digests: false, mtime: 5 });
    expect(file).toMatchObject({
      format: 'xpak',
      prefix: null,
      md5: null,
      sha1: null,
      mtime: 5,
      problems: [],
    });
    expect(Object.fromEntries(file.metadata)).toEqual(TEXT);
  });

  it('goes by the content, and says where the name promises another', async () => {
    const file = await readPackageBytes('hello-1.0.tbz2', GPKG, ALL);
    expect(file.format).toBe('gpkg');
    expect(file.problems).toMatchObject([{ code: 'extension-mismatch', expected: 'gpkg', actual: 'xpak' }]);
  });

  it('reads what it does not recognize as what its name says', async () => {
    expect(await codes('a-1.tbz2', XPAK.subarray(0, XPAK.length - 1))).toEqual(['trailer-missing']);
    expect(await codes('a-1.gpkg.tar', new Uint8Array(10_240))).toEqual(
      expect.arrayContaining(['container-magic', 'marker-missing']),
    );
    expect(await codes('README', toBytes('text'))).toEqual(['container-unknown']);
  });

  it('holds the prefix against the metadata', async () => {
    const moved = await writeGpkg({ prefix: 'hello-1.0-2', metadata: METADATA });
    expect(await codes('x.gpkg.tar', moved)).toEqual(['prefix-mismatch']);
  });

  it('verifies the image where digests are computed or it is told to', async () => {
    const bytes = GPKG.slice();
    const at = Buffer.from(bytes).indexOf('image.tar.gz') + 512;
    bytes[at + 4] = 0x77;
    expect(await codes('x.gpkg.tar', bytes)).toEqual(['digest-mismatch']);
    expect(await codes('x.gpkg.tar', bytes, false)).toEqual([]);
    const verified = await readPackageBytes('x.gpkg.tar', bytes, { digests: false, verifyMembers: true });
    expect(verified).toMatchObject({ md5: null, problems: [{ code: 'digest-mismatch' }] });
  });

  it('lists no more than a hundred problems', async () => {
    const names = Array.from({ length: 3000 }, (_, i) => [`../${i}`, ''] as const);
    const file = await readPackageBytes('a-1.tbz2', concat([XPAK.subarray(0, 600), writeXpak(names)]), ALL);
    expect(file.problems).toHaveLength(101);
    expect(file.problems.at(-1)).toMatchObject({
      code: 'problems-omitted',
      message: expect.stringContaining('2900'),
    });
  });

  it('lists problems in the order of their places', async () => {
    const bytes = concat([GPKG.subarray(0, GPKG.length - 1024), Uint8Array.of(1)]);
    bytes[600] = 0xff;
    const { problems } = await readPackageBytes('x.tbz2', bytes, ALL);
    const offsets = problems.map(({ offset }) => offset ?? -1);
    expect(offsets.length).toBeGreaterThan(1);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  });
});
