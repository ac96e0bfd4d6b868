import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/base/format-error.js';
import { readPkgdirIndex } from '../../src/load/packages-index/read-pkgdir-index.js';
import { writeIndexAtomically } from '../../src/write/write-index-atomically.js';
import { HEADER, indexBytes } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const index = indexBytes([{ CPV: 'a/b-1' }]);

describe('writeIndexAtomically', () => {
  it('writes both forms with the time of TIMESTAMP, outside and inside', async () => {
    const written = await writeIndexAtomically(directory.path, index, { compress: true });
    expect(written).toEqual([join(directory.path, 'Packages'), join(directory.path, 'Packages.gz')]);
    expect(readFileSync(join(directory.path, 'Packages'))).toEqual(Buffer.from(index));
    const compressed = readFileSync(join(directory.path, 'Packages.gz'));
    expect(gunzipSync(compressed)).toEqual(Buffer.from(index));
    expect(compressed.readUInt32LE(4)).toBe(1700000000);
    for (const name of ['Packages', 'Packages.gz'])
      expect(statSync(join(directory.path, name)).mtimeMs).toBe(1700000000_000);
    expect((await readPkgdirIndex(directory.path))?.problems).toEqual([]);
  });

  it('writes Packages.gz only where there is one', async () => {
    await writeIndexAtomically(directory.path, index);
    expect(readdirSync(directory.path)).toEqual(['Packages']);
    directory.write('Packages.gz', 'stale');
    await writeIndexAtomically(directory.path, index);
    expect(gunzipSync(readFileSync(join(directory.path, 'Packages.gz')))).toEqual(Buffer.from(index));
  });

  it('writes Packages.gz where FEATURES of the header announces it', async () => {
    const announced = indexBytes([{ CPV: 'a/b-1' }], { ...HEADER, FEATURES: 'buildpkg compress-index' });
    await writeIndexAtomically(directory.path, announced);
    expect(readdirSync(directory.path)).toEqual(['Packages', 'Packages.gz']);
    expect((await readPkgdirIndex(directory.path))?.problems).toEqual([]);
  });

  it('leaves no stale Packages.gz where none is wanted', async () => {
    directory.write('Packages.gz', 'stale');
    await writeIndexAtomically(directory.path, index, { compress: false });
    expect(readdirSync(directory.path)).toEqual(['Packages']);
  });

  it('gives the same bytes each time', async () => {
    const read = async () => {
      await writeIndexAtomically(directory.path, index, { compress: true });
      return readFileSync(join(directory.path, 'Packages.gz'));
    };
    expect(await read()).toEqual(await read());
  });

  it('refuses what Portage would not read to its end', async () => {
    directory.write('Packages', 'old');
    const text = new TextDecoder().decode(index);
    for (const bad of ['', text.replace('VERSION: 0', 'VERSION: 1'), text.replace('\n\n', '\n\n\n')]) {
      const bytes = new TextEncoder().encode(bad);
      await expect(writeIndexAtomically(directory.path, bytes)).rejects.toThrow(FormatError);
    }
    expect(readFileSync(join(directory.path, 'Packages'), 'utf8')).toBe('old');
  });

  it('replaces nothing outside of the directory, whatever links stand in it', async () => {
    const victim = directory.write('victim/precious', 'untouched');
    const pkgdir = join(directory.path, 'pkgdir');
    mkdirSync(pkgdir);
    for (const name of ['Packages', 'Packages.gz']) {
      symlinkSync('../victim/precious', join(pkgdir, name));
      await expect(writeIndexAtomically(pkgdir, index, { compress: true })).rejects.toThrow(
        /(Packages|Packages\.gz) leads out of .*pkgdir, to .*victim\/precious, which stays as it is; remove/,
      );
      rmSync(join(pkgdir, name));
    }
    symlinkSync('../victim/not-there', join(pkgdir, 'Packages'));
    await expect(writeIndexAtomically(pkgdir, index)).rejects.toThrow(/leads out/);
    rmSync(join(pkgdir, 'Packages'));
    symlinkSync('/dev/null', join(pkgdir, 'Packages'));
    await expect(writeIndexAtomically(pkgdir, index)).rejects.toThrow(/a pipe or a device/);
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(readdirSync(join(directory.path, 'victim'))).toEqual(['precious']);
    expect(readdirSync(pkgdir)).toEqual(['Packages']);
  });

  it('follows a link that stays within, and one that leads to the directory', async () => {
    const real = join(directory.path, 'real');
    mkdirSync(join(real, 'kept'), { recursive: true });
    writeFileSync(join(real, 'kept/index'), 'old');
    symlinkSync('kept/index', join(real, 'Packages'));
    symlinkSync('real', join(directory.path, 'alias'));
    await writeIndexAtomically(join(directory.path, 'alias'), index);
    expect(readFileSync(join(real, 'kept/index'))).toEqual(Buffer.from(index));
    expect(readlinkSync(join(real, 'Packages'))).toBe('kept/index');
  });
});
