import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadSource } from '../../src/load/load-source.js';
import { HEADER, indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeGpkg } from '../support/write-gpkg.js';
import { writeXpakPackage } from '../support/write-xpak-package.js';

const directory = useTemporaryDirectory();

const load = (location: string) => loadSource({ role: 'candidate', location, files: true, jobs: 1 });
const INDEX = indexText([{ CPV: 'net-misc/wget-1.21' }], HEADER);

describe('what is no index is named, not judged', () => {
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['HTML', '<!DOCTYPE html>\n<html><title>Index of /</title></html>', 'this is HTML, a web page'],
    ['HTML after white space', '\n  <html lang="en">PACKAGES: 1</html>', 'this is HTML'],
    ['random bytes', Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919 + 13) % 251), 'binary data'],
    ['a report', '{"schema": "binpkg-check/report/1", "tool": {}}', 'a report of this program'],
    ['other JSON', '[1, 2]', 'JSON'],
    ['nothing', '', 'an empty file'],
    ['prose', 'Dear reader,\n\nhow do you do?\n', 'some other text'],
    ['an ebuild', '# Copyright\n\nEAPI=8\nDESCRIPTION="x"\n', 'an ebuild'],
    ['ELF', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), 'an ELF file'],
  ];
  it.each(cases)('%s', async (_, content, said) => {
    directory.write('Packages', content);
    await expect(load(join(directory.path, 'Packages'))).rejects.toThrow(said);
    await expect(load(join(directory.path, 'Packages'))).rejects.toMatchObject({ name: 'InputError' });
  });

  it('package files', async () => {
    directory.write('a.gpkg.tar', await writeGpkg({ prefix: 'a-1-1', metadata: {}, image: [] } as never));
    await expect(load(join(directory.path, 'a.gpkg.tar'))).rejects.toMatchObject({ kind: 'gpkg' });
    directory.write(
      'a.xpak',
      await writeXpakPackage({ metadata: { PF: 'a-1' }, image: [{ name: 'a', content: 'x' }] }),
    );
    await expect(load(join(directory.path, 'a.xpak'))).rejects.toMatchObject({ kind: 'xpak' });
  });

  it('an index that is cut off inside its header', async () => {
    for (const length of [60, INDEX.indexOf('VERSION')]) {
      directory.write('Packages', INDEX.slice(0, length));
      await expect(load(join(directory.path, 'Packages'))).rejects.toThrow('cut off inside its header');
    }
  });

  it('but an index of no packages is one', async () => {
    directory.write('Packages', 'PACKAGES: 0\nTIMESTAMP: 1700000000\nVERSION: 0\n\n');
    expect((await load(join(directory.path, 'Packages'))).records).toEqual([]);
  });
});

describe('a part of a PKGDIR', () => {
  const metadata = { CATEGORY: 'app-misc\n', PF: 'hello-2.12\n', SLOT: '0\n', BUILD_ID: '1\n' };
  it.each([
    ['pkgdir/app-misc', 'a category'],
    ['pkgdir/app-misc/hello', 'one package'],
  ])('%s is told with its root', async (part, what) => {
    const file = await writeXpakPackage({ metadata, image: [] });
    directory.write('pkgdir/app-misc/hello/hello-2.12-1.xpak', file);
    await expect(load(join(directory.path, part))).rejects.toThrow(
      new RegExp(`this is ${what} of a PKGDIR; give the PKGDIR itself: .*/pkgdir$`),
    );
    expect((await load(join(directory.path, 'pkgdir'))).records).toHaveLength(1);
  });

  it('a directory above is told where the index is', async () => {
    directory.write('above/binhost/Packages', INDEX);
    await expect(load(join(directory.path, 'above'))).rejects.toThrow('there is a Packages in binhost');
  });
});

describe('addresses', () => {
  it('file:// is read, of directories and files', async () => {
    const path = join(directory.path, 'a b%/Packages');
    directory.write('a b%/Packages', INDEX);
    writeFileSync(path, INDEX);
    expect((await load(pathToFileURL(path).href)).records).toHaveLength(1);
    expect((await load(pathToFileURL(join(directory.path, 'a b%')).href)).records).toHaveLength(1);
  });

  it.each(['ftp', 'ssh', 'rsync', 'gopher'])('%s:// is told to be not supported', async scheme => {
    await expect(load(`${scheme}://host/binhost`)).rejects.toMatchObject({
      name: 'LocationError',
      message: expect.stringContaining(`${scheme}:// is not supported`),
    });
  });
});
