import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INDEX_KEYS } from '../../../src/formats/packages-index/packages-index-keys.js';
import { readVdb } from '../../../src/load/installed/read-vdb.js';
import { realData } from '../../support/real-data.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();

function install(cpv: string, files: Readonly<Record<string, string>> = {}): void {
  for (const [key, value] of Object.entries({ SLOT: '0', EAPI: '8', ...files }))
    directory.write(`${cpv}/${key}`, `${value}\n`);
}

describe('readVdb', () => {
  it('reads packages as entries of an index, sorted by CPV', () => {
    install('sys-libs/zlib-1.3', {
      USE: 'minizip\n  static-libs',
      RDEPEND: 'a/b',
      repository: 'gentoo',
      BUILD_TIME: '5',
      SIZE: '9',
      PROVIDES: 'x86_64: libz.so.1',
    });
    install('app-misc/hello-1.0-r2');
    const { entries, problems } = readVdb(directory.path);
    expect(problems).toEqual([]);
    expect(entries.map(entry => entry.CPV)).toEqual(['app-misc/hello-1.0-r2', 'sys-libs/zlib-1.3']);
    expect(Object.keys(entries[0]!)).toEqual([...INDEX_KEYS, 'line', 'offset']);
    expect(entries[1]).toMatchObject({
      USE: 'minizip static-libs',
      RDEPEND: 'a/b',
      repository: 'gentoo',
      BUILD_TIME: '5',
      PROVIDES: 'x86_64: libz.so.1',
      // These belong to package files.
      SIZE: '',
      MD5: '',
      PATH: '',
      line: 0,
    });
  });

  it('takes defaults where there is nothing', () => {
    directory.write('app-misc/hello-1/repository', 'gentoo\n');
    const { entries, problems } = readVdb(directory.path);
    expect(entries[0]).toMatchObject({ EAPI: '0', SLOT: '0', USE: '' });
    expect(problems).toMatchObject([{ code: 'metadata-missing', field: 'SLOT', cpv: 'app-misc/hello-1' }]);
  });

  it('skips what Portage skips, and tells what looks like a package', () => {
    install('app-misc/hello-1');
    install('app-misc/-MERGING-hello-2');
    install('app-misc/.hidden-1');
    install('app-misc/CVS');
    install('.cache/hello-3');
    install('-bad/hello-4');
    install('app-misc/no-version');
    directory.write('world', 'x');
    directory.write('app-misc/stray-1', 'x');
    const { entries, problems } = readVdb(directory.path);
    expect(entries.map(entry => entry.CPV)).toEqual(['app-misc/hello-1']);
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['merge-incomplete', 'app-misc/-MERGING-hello-2'],
      ['name-invalid', 'app-misc/no-version'],
    ]);
  });

  it('reads the snapshot `metadata` while it is as old as its directory, and otherwise the files', () => {
    install('app-misc/hello-1', { USE: 'from-files' });
    const package1 = join(directory.path, 'app-misc/hello-1');
    const snapshot = (time: bigint) => `#format=1\nEAPI=8\nSLOT=2\nUSE=from-snapshot\n#dir_mtime=${time}\n`;
    directory.write('app-misc/hello-1/metadata', '');
    utimesSync(package1, 1700000000, 1700000000);
    const { mtimeNs } = statSync(package1, { bigint: true });
    directory.write('app-misc/hello-1/metadata', snapshot(mtimeNs));
    expect(readVdb(directory.path).entries[0]).toMatchObject({
      USE: 'from-snapshot',
      SLOT: '2',
      _mtime_: '1700000000',
    });
    directory.write('app-misc/hello-1/metadata', snapshot(mtimeNs - 1n));
    expect(readVdb(directory.path).entries[0]).toMatchObject({ USE: 'from-files', SLOT: '0' });
  });

  it('rather takes an outdated snapshot than nothing', () => {
    directory.write('app-misc/hello-1/metadata', '#format=1\nEAPI=8\nSLOT=2\n#dir_mtime=1\n');
    expect(readVdb(directory.path).entries[0]).toMatchObject({ EAPI: '8', SLOT: '2' });
  });

  it('tells files that cannot be read, and reads the others', () => {
    install('app-misc/hello-1');
    mkdirSync(join(directory.path, 'app-misc/hello-1/RDEPEND'));
    symlinkSync('nowhere', join(directory.path, 'app-misc/hello-1/USE'));
    directory.write('app-misc/hello-1/IUSE', Buffer.from('a\xffb', 'latin1'));
    directory.write('app-misc/hello-1/LICENSE', 'x'.repeat(5_000_000));
    const { entries, problems } = readVdb(directory.path);
    expect(entries[0]).toMatchObject({ SLOT: '0', IUSE: 'a\ufffdb', RDEPEND: '', LICENSE: '' });
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['encoding-invalid', 'app-misc/hello-1/IUSE'],
      ['file-too-large', 'app-misc/hello-1/LICENSE'],
      ['file-not-regular', 'app-misc/hello-1/RDEPEND'],
      ['file-unreadable', 'app-misc/hello-1/USE'],
    ]);
  });

  it('fails with the error of the system where there is no such directory', () => {
    expect(() => readVdb(join(directory.path, 'none'))).toThrow(/ENOENT/);
  });
});

const resolver = realData('resolver');

describe.skipIf(resolver === null)('databases of the resolver cases', () => {
  const cases =
    resolver === null ? [] : readdirSync(resolver).filter(name => existsSync(`${resolver}/${name}/vdb`));
  it.each(cases)('%s', name => {
    const root = `${resolver}/${name}/vdb`;
    const expected = readdirSync(root).flatMap(category =>
      readdirSync(`${root}/${category}`).map(pf => `${category}/${pf}`),
    );
    const { entries, problems } = readVdb(root);
    expect(problems).toEqual([]);
    expect(entries.map(entry => entry.CPV).sort()).toEqual(expected.sort());
    expect(entries.every(entry => entry.SLOT !== '' && entry.repository !== '')).toBe(true);
  });
});
