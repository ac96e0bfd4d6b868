import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPreservedLibraries } from '../../../src/load/installed/read-preserved-libraries.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const REGISTER = 'var/lib/portage/preserved_libs_registry';

describe('readPreservedLibraries', () => {
  const root = useTemporaryDirectory();
  const preserved = () => readPreservedLibraries(root.path);

  it('lists files and the links to them that are still there', () => {
    const files = [
      '/usr/lib64/libicuuc.so.73',
      '/usr/lib64/libicuuc.so.73.2',
      '/usr/lib64/gone.so.1',
      '/usr/lib64/away.so.1',
    ];
    root.write(REGISTER, JSON.stringify({ 'dev-libs/icu:0': ['dev-libs/icu-74.1', '12', files] }));
    root.write('usr/lib64/libicuuc.so.73.2', 'x');
    root.write('usr/lib64/other', 'x');
    symlinkSync('libicuuc.so.73.2', join(root.path, 'usr/lib64/libicuuc.so.73'));
    symlinkSync('other', join(root.path, 'usr/lib64/away.so.1'));
    expect(preserved()).toEqual({
      preserved: [
        { path: '/usr/lib64/libicuuc.so.73', owner: 'dev-libs/icu' },
        { path: '/usr/lib64/libicuuc.so.73.2', owner: 'dev-libs/icu' },
      ],
      problems: [],
    });
  });

  it('knows nothing where there is no register, and that nothing is preserved where it is empty', () => {
    expect(preserved()).toEqual({ problems: [] });
    root.write(REGISTER, '');
    expect(preserved()).toEqual({ preserved: [], problems: [] });
  });

  it.each(['{', '[]', 'null', '"x"', '{"a/b:0": 3}', '{"a/b:0": ["a/b-1", "1"]}'])('refuses %s', text => {
    root.write(REGISTER, text);
    const { preserved: found, problems } = preserved();
    expect(found).toBeUndefined();
    expect(problems.map(({ code, file }) => [code, file])).toEqual([['registry-invalid', REGISTER]]);
  });

  it('refuses what is no file', () => {
    mkdirSync(join(root.path, REGISTER), { recursive: true });
    expect(preserved().problems.map(({ code }) => code)).toEqual(['file-unreadable']);
  });

  it('does not leave the root', () => {
    root.write(
      REGISTER,
      JSON.stringify({ 'a/b:0': ['a/b-1', '1', ['/lib/../../../etc/hostname', 7, 'etc']] }),
    );
    symlinkSync('/etc', join(root.path, 'lib'));
    expect(preserved()).toEqual({ preserved: [], problems: [] });
  });
});
