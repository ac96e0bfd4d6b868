import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanInstalledIn } from '../../../src/load/payload/scan-installed.js';
import { membersOf } from '../../../src/model/payload.js';
import { lacks } from '../../support/lacks.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';
import { writeElf } from '../../support/write-elf.js';

const directory = useTemporaryDirectory();
const CPV = 'app-misc/hello-1';
const LIBRARY = writeElf({ soname: 'libhello.so.1', needed: ['libc.so.6'] });

function install(paths: readonly string[], more: Readonly<Record<string, string>> = {}): void {
  const line = (path: string) => (path.endsWith('/') ? `dir ${path}` : `obj ${path} ${'0'.repeat(32)} 5`);
  directory.write(`var/db/pkg/${CPV}/CONTENTS`, `${paths.map(line).join('\n')}\n`);
  for (const [name, text] of Object.entries(more)) directory.write(`var/db/pkg/${CPV}/${name}`, text);
}

const scan = (root: string | null = directory.path) =>
  scanInstalledIn({ database: join(directory.path, 'var/db/pkg'), root })(CPV);
const paths = () => [...membersOf(scan())].map(({ path }) => path);

describe('scanInstalledIn', () => {
  it('reads what CONTENTS names from the root around it', () => {
    install(['/usr/', '/usr/lib/libhello.so.1', '/usr/bin/hello', '/usr/share/doc']);
    directory.write('usr/lib/libhello.so.1', LIBRARY);
    chmodSync(directory.write('usr/bin/hello', '#!/usr/bin/env python3.11\n'), 0o4755);
    directory.write('usr/share/doc', 'text');
    const found = scan();
    expect(found).toMatchObject({
      isComplete: true,
      size: LIBRARY.length + 30,
      provides: 'x86_64: libhello.so.1',
      requires: 'x86_64: libc.so.6',
      scripts: [{ path: '/usr/bin/hello', interpreter: '/usr/bin/env', argument: 'python3.11' }],
      problems: [],
    });
    expect(found.elf.map(({ path, soname }) => [path, soname])).toEqual([
      ['/usr/lib/libhello.so.1', 'libhello.so.1'],
    ]);
    expect([...membersOf(found)].map(({ path, kind, mode }) => [path, kind, mode.toString(8)])).toEqual([
      ['/usr', 'directory', '755'],
      ['/usr/lib/libhello.so.1', 'file', '644'],
      ['/usr/bin/hello', 'file', '4755'],
      ['/usr/share/doc', 'file', '644'],
    ]);
  });

  it('leaves out what REQUIRES_EXCLUDE names', () => {
    install(['/usr/lib/libhello.so.1'], { REQUIRES_EXCLUDE: 'libc.so.6\n' });
    directory.write('usr/lib/libhello.so.1', LIBRARY);
    expect(scan().requires).toBe('');
  });

  it('finds files behind the links of the root, and nothing outside of it', () => {
    install(['/lib/libhello.so.1', '/away/libhello.so.1', '/last']);
    directory.write('root/usr/lib/libhello.so.1', LIBRARY);
    directory.write('outside/libhello.so.1', LIBRARY);
    symlinkSync('/usr/lib', join(directory.path, 'root/lib'));
    symlinkSync('../outside', join(directory.path, 'root/away'));
    symlinkSync('../outside/libhello.so.1', join(directory.path, 'root/last'));
    const found = scan(join(directory.path, 'root'));
    expect(found.elf.map(({ path }) => path)).toEqual(['/lib/libhello.so.1']);
    expect([...membersOf(found)].map(({ path }) => path)).toEqual(['/lib/libhello.so.1']);
  });

  it('knows only names where just the VDB is at hand', () => {
    install(['/usr/', '/usr/lib/libhello.so.1']);
    for (const root of [null, directory.path]) {
      const found = scan(root);
      expect(found).toMatchObject({ isComplete: false, elf: [], provides: '', problems: [] });
      expect([...membersOf(found)].map(({ path }) => path)).toEqual(['/usr', '/usr/lib/libhello.so.1']);
    }
  });

  it('does not list what has been removed since', () => {
    install(['/usr/share/doc', '/usr/lib/libhello.so.1']);
    directory.write('usr/lib/libhello.so.1', LIBRARY);
    expect(paths()).toEqual(['/usr/lib/libhello.so.1']);
    expect(scan().isComplete).toBe(true);
  });

  it('takes a package without CONTENTS for one without files', () => {
    mkdirSync(join(directory.path, 'var/db/pkg', CPV), { recursive: true });
    expect(scan()).toMatchObject({ isComplete: true, members: '', problems: [] });
  });

  it('tells of a CONTENTS that cannot be read', () => {
    mkdirSync(join(directory.path, 'var/db/pkg', CPV, 'CONTENTS'), { recursive: true });
    expect(scan()).toMatchObject({ isComplete: false, problems: [{ code: 'file-unreadable' }] });
  });

  it('tells of a library that is damaged, and of a line that is none', () => {
    install(['/usr/lib/libhello.so.1']);
    directory.write('usr/lib/libhello.so.1', LIBRARY.subarray(0, LIBRARY.length >> 1));
    expect(scan().problems).toMatchObject([{ field: '/usr/lib/libhello.so.1', offset: null }]);
    directory.write(`var/db/pkg/${CPV}/CONTENTS`, 'obj nonsense\n');
    expect(scan()).toMatchObject({ isComplete: false, problems: [{ code: 'contents-invalid' }] });
  });

  it('passes over names that no file can have, and pipes', () => {
    install([`/${'n'.repeat(300)}`, `/${'a/'.repeat(100_000)}x`, '/var', '/usr/lib/libhello.so.1']);
    directory.write('usr/lib/libhello.so.1', LIBRARY);
    expect(paths()).toEqual(['/usr/lib/libhello.so.1']);
  });

  it.skipIf(lacks('user', process.getuid?.() !== 0, 'root may read every file'))(
    'tells of files that may not be read',
    () => {
      install(['/closed/a', '/closed/b', '/usr/lib/libhello.so.1']);
      directory.write('usr/lib/libhello.so.1', LIBRARY);
      directory.write('closed/a', '');
      chmodSync(join(directory.path, 'closed'), 0);
      const found = scan();
      chmodSync(join(directory.path, 'closed'), 0o700);
      expect(found).toMatchObject({
        isComplete: false,
        problems: [{ effect: 'unchecked', message: '/closed/a cannot be read (EACCES), and 1 more' }],
      });
    },
  );
});
