import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPackageFiles } from '../../../src/load/package/list-package-files.js';
import { findUnread } from '../../../src/model/unread.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'binpkg-check-list-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function touch(path: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), '');
}

describe('listPackageFiles', () => {
  it('finds packages by extension at any depth, sorted, hidden ones too', async () => {
    const paths = [
      'a/b/b-1-1.gpkg.tar',
      'a/b/b-1-2.xpak',
      'a/c-1.tbz2',
      'All/d-1.tbz2',
      '.git/e-1.tbz2',
      'lost+found/f-1.xpak',
      'g-1.gpkg.tar',
    ];
    for (const path of [
      ...paths,
      'Packages',
      'Packages.gz',
      'a/b/b-1-3.gpkg.tar.partial',
      'a/b/.b.portage_lockfile',
    ])
      touch(path);
    expect(await listPackageFiles(root)).toEqual({ paths: paths.sort(), detached: [], problems: [] });
  });

  it('tells signatures in files beside packages', async () => {
    for (const path of [
      'a/b/b-1-1.gpkg.tar',
      'a/b/b-1-1.gpkg.tar.sig',
      'a/b/b-1-1.gpkg.tar.asc',
      'Packages.asc',
    ])
      touch(path);
    expect(await listPackageFiles(root)).toEqual({
      paths: ['a/b/b-1-1.gpkg.tar'],
      detached: ['a/b/b-1-1.gpkg.tar.asc', 'a/b/b-1-1.gpkg.tar.sig'],
      problems: [],
    });
  });

  it('follows no links and says so', async () => {
    touch('a/b/b-1-1.xpak');
    symlinkSync('b-1-1.xpak', join(root, 'a/b/b-1-2.xpak'));
    symlinkSync('a', join(root, 'loop'));
    symlinkSync('..', join(root, 'a/up'));
    mkdirSync(join(root, 'a/dir.xpak'));
    const { paths, problems } = await listPackageFiles(root);
    expect(paths).toEqual(['a/b/b-1-1.xpak']);
    expect(problems).toMatchObject([{ code: 'file-symlink', file: 'a/b/b-1-2.xpak', skipped: true }]);
  });

  it('tells links to directories of packages that are not found otherwise', async () => {
    touch('host/a/b/b-1-1.xpak');
    touch('far/c/c-1-1.xpak');
    touch('far/notes/README');
    symlinkSync('../far', join(root, 'host/far'));
    symlinkSync('../far/notes', join(root, 'host/notes'));
    symlinkSync('a', join(root, 'host/alias'));
    symlinkSync('..', join(root, 'host/around'));
    symlinkSync('nothing', join(root, 'host/d-1.xpak'));
    const list = async (indexed: string[]) =>
      (await listPackageFiles(join(root, 'host'), { indexed })).problems.map(({ code, file }) => [
        code,
        file,
      ]);
    const always = [
      ['symlink-dangling', 'd-1.xpak'],
      ['directory-symlink', 'far'],
    ];
    expect(await list([])).toEqual(always);
    // Where the index names what lies behind it, a link within matters too.
    expect(await list(['alias/b/b-1-1.xpak'])).toEqual([['directory-symlink', 'alias'], ...always]);
  });

  it('tells directories that cannot be listed, but for that of fsck, and goes on', async () => {
    for (const path of ['a/b/b-1-1.xpak', 'closed/c-1.tbz2', 'lost+found/x', 'z/z-1.tbz2']) touch(path);
    const readDirectory = async (path: string) => {
      if (/closed|lost/.test(path)) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return readdirSync(path, { withFileTypes: true });
    };
    const { paths, problems } = await listPackageFiles(root, { readDirectory });
    expect(paths).toEqual(['a/b/b-1-1.xpak', 'z/z-1.tbz2']);
    expect(problems).toMatchObject([{ code: 'directory-unreadable', file: 'closed', skipped: true }]);
    expect(findUnread({ problems, files: [] })).toEqual([
      { path: 'closed', why: 'This directory cannot be listed (EACCES)' },
    ]);
  });

  it('tells names that are not UTF-8', async () => {
    writeFileSync(Buffer.from(`${root}/b\xff-1.xpak`, 'latin1'), '');
    const { paths, problems } = await listPackageFiles(root);
    expect(paths).toEqual([]);
    expect(problems).toMatchObject([{ code: 'file-name-encoding', skipped: true }]);
  });

  it('does not go down without end', async () => {
    const deep = 'd/'.repeat(40);
    touch(`${deep}b-1.xpak`);
    expect((await listPackageFiles(root)).problems).toMatchObject([
      { code: 'directory-too-deep', skipped: true },
    ]);
  });

  it('fails where there is no such directory', async () => {
    await expect(listPackageFiles(join(root, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
