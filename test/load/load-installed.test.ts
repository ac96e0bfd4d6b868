import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSource } from '../../src/load/load-source.js';
import { HEADER, indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeCompressed } from '../support/write-compressed.js';
import { type TarInput, writeTar } from '../support/write-tar.js';

const directory = useTemporaryDirectory();

const load = (path: string) =>
  loadSource({ role: 'installed', location: join(directory.path, path), name: 'x', files: false, jobs: 1 });

const bash: readonly TarInput[] = [
  { name: './etc/hostname', content: 'stage3' },
  { name: './var/db/pkg/app-shells/bash-5.2/SLOT', content: '0\n' },
  { name: './var/db/pkg/app-shells/bash-5.2/RDEPEND', content: '>=sys-libs/glibc-2.38\n' },
  { name: './var/db/pkg/app-shells/bash-5.2/CONTENTS', content: 'obj /bin/bash 1 2\n' },
  { name: './var/db/pkg/sys-libs/glibc-2.38-r10/SLOT', content: '2.2\n' },
  { name: './var/db/pkg/sys-libs/-MERGING-glibc-2.40/SLOT', content: '2.2\n' },
  { name: './var/lib/portage/world', content: 'app-shells/bash\n# no atom\n' },
];

describe('a stage3 archive', () => {
  it.each(['none', 'gzip', 'zstd'] as const)('is the database inside it (%s)', async compression => {
    directory.write('stage3.tar', await writeCompressed(compression, writeTar([...bash])));
    const { kind, records, world } = await load('stage3.tar');
    expect(kind).toBe('vdb');
    expect(records.map(({ CPV, SLOT, RDEPEND }) => [CPV, SLOT, RDEPEND])).toEqual([
      ['app-shells/bash-5.2', '0', '>=sys-libs/glibc-2.38'],
      ['sys-libs/glibc-2.38-r10', '2.2', ''],
    ]);
    expect(world?.atoms).toEqual(['app-shells/bash']);
  });

  it('that is cut off is an error, wherever the cut', async () => {
    const whole = await writeCompressed('gzip', writeTar([...bash]));
    for (const length of [whole.length - 1, whole.length >> 1]) {
      directory.write('cut.tar.gz', whole.subarray(0, length));
      await expect(load('cut.tar.gz')).rejects.toThrow(/cut.tar.gz/);
    }
    const plain = writeTar([...bash]);
    for (const length of [1024, 1500, 2048]) {
      directory.write('cut.tar', plain.subarray(0, length));
      await expect(load('cut.tar')).rejects.toThrow(/cut.tar/);
    }
  });

  it('without a database is no baseline', async () => {
    directory.write('other.tar', writeTar([{ name: 'README', content: 'hello' }]));
    await expect(load('other.tar')).rejects.toThrow(
      'none of the 1 files in this archive is below var/db/pkg',
    );
  });
});

describe('what is no baseline is an error, never an empty one', () => {
  it('an empty directory', async () => {
    mkdirSync(join(directory.path, 'empty'));
    await expect(load('empty')).rejects.toThrow('no VDB, no root with one, no Packages here');
  });

  it('a directory of anything, its names like packages or not', async () => {
    directory.write('src/dev-libs/openssl-3.0/main.c', 'int main;');
    await expect(load('src')).rejects.toThrow('no VDB, no root with one, no Packages here');
  });

  it('a directory above the one that has the index', async () => {
    directory.write('above/binhost/Packages', indexText([{ CPV: 'a/b-1' }], HEADER));
    await expect(load('above')).rejects.toThrow('no VDB, no root with one, no Packages here');
  });

  it('a root or index without a package', async () => {
    mkdirSync(join(directory.path, 'root/var/db/pkg'), { recursive: true });
    await expect(load('root')).rejects.toThrow('there is no package in it');
    directory.write('Packages', 'PACKAGES: 0\nTIMESTAMP: 1700000000\nVERSION: 0\n\n');
    await expect(load('Packages')).rejects.toThrow('there is no package in it');
  });

  it('a text or a web page', async () => {
    directory.write('page', '<!DOCTYPE html><html><body>404</body></html>');
    await expect(load('page')).rejects.toThrow('this is HTML, a web page, not a Packages index');
  });
});

it('a database is one by its SLOT, in a directory of any name', async () => {
  directory.write('copy/app-shells/bash-5.2/SLOT', '0\n');
  expect((await load('copy')).records.map(({ CPV }) => CPV)).toEqual(['app-shells/bash-5.2']);
});
