// `inspect --payload`: what the image holds, as text and as data.

import { beforeEach, describe, expect, it } from 'vitest';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeElf } from '../support/write-elf.js';
import { writeGpkg } from '../support/write-gpkg.js';
import { inspect } from './run-inside.js';

const directory = useTemporaryDirectory();
const METADATA = {
  BUILD_ID: '1\n',
  BUILD_TIME: '1700000000\n',
  CATEGORY: 'app-misc\n',
  CHOST: 'x86_64-pc-linux-gnu\n',
  EAPI: '8\n',
  PF: 'hello-2.12\n',
  SLOT: '0\n',
  repository: 'gentoo\n',
};
const LIBRARY = writeElf({
  soname: 'libhello.so.1',
  needed: ['libstdc++.so.6', 'libc.so.6'],
  versionNeeds: [
    { library: 'libstdc++.so.6', versions: ['GLIBCXX_3.4.32', 'CXXABI_1.3.15'] },
    { library: 'libc.so.6', versions: ['GLIBC_2.38'] },
  ],
  versionDefinitions: ['libhello.so.1', 'HELLO_1.0'],
  kernel: [3, 2, 0],
  isaNeeded: 4,
  runpath: '$ORIGIN/private',
});
const NAME = 'app-misc/hello/hello-2.12-1.gpkg.tar';

let path = '';
beforeEach(async () => {
  const many = Array.from({ length: 20 }, (_, i) => ({
    name: `usr/lib64/hello/plugin-${i}.so`,
    content: LIBRARY,
  }));
  const image = [
    { name: 'usr/lib64/libhello.so.1', content: LIBRARY },
    { name: 'usr/lib64/\u001b[2Jbroken.so', content: LIBRARY.subarray(0, 50) },
    { name: 'usr/lib/python3.11/site-packages/hello.py', content: '' },
    ...many,
  ];
  path = directory.write(NAME, await writeGpkg({ prefix: 'hello-2.12-1', metadata: METADATA, image }));
});

const run = async (more: object = {}) => inspect([path], { color: false, payload: true, ...more });

describe('inspect --payload', () => {
  it('tells what ELF files need, in lines of 110 columns', async () => {
    const { text, code } = await run();
    const lines = text.split('\n');
    const from = lines.findIndex(line => line.startsWith('  payload'));
    expect(lines.slice(from, from + 13)).toEqual([
      `  payload           23 files, 21 ELF files, 0 scripts, ${(21 * LIBRARY.length + 50).toLocaleString('en')} bytes`,
      '  provides          x86_64: libhello.so.1',
      '  requires          x86_64: libc.so.6 libstdc++.so.6',
      '  bound to          python 3.11 (/usr/lib/python3.11, 1 file)',
      '  /usr/lib64/libhello.so.1  x86_64 library',
      '    SONAME        libhello.so.1',
      '    needs         libstdc++.so.6 (GLIBCXX_3.4.32 CXXABI_1.3.15)  libc.so.6 (GLIBC_2.38)',
      '    offers        HELLO_1.0',
      '    searches      $ORIGIN/private',
      '    from          Linux 3.2.0, x86-64-v3',
      '  /usr/lib64/hello/plugin-0.so  x86_64 library',
      '    SONAME        libhello.so.1',
      '    needs         libstdc++.so.6 (GLIBCXX_3.4.32 CXXABI_1.3.15)  libc.so.6 (GLIBC_2.38)',
    ]);
    expect(text).toContain('  ... 9 more ELF files (--verbose)\n');
    expect(text).not.toContain('\u001b');
    expect(lines.slice(1).every(line => line.length <= 110)).toBe(true);
    expect(code).toBe(1);
    expect((await run({ verbose: true })).text).toContain('plugin-19.so');
  });

  it('tells faults in the image with those of the container, and fails', async () => {
    const { text } = await run();
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /error .*broken.so is no sound ELF file: the header lies outside of the file, .*\[elf-range at byte [\d,]+\]/,
    );
  });

  it('gives ELF facts and members as data', async () => {
    const found = JSON.parse((await run({ format: 'json' })).text);
    expect(found.valid).toBe(false);
    expect(found.problems).toMatchObject([{ code: 'elf-range', field: '/usr/lib64/\u001b[2Jbroken.so' }]);
    expect(found.elf).toHaveLength(21);
    expect(found.elf[0]).toMatchObject({
      path: '/usr/lib64/libhello.so.1',
      category: 'x86_64',
      soname: 'libhello.so.1',
      needed: ['libstdc++.so.6', 'libc.so.6'],
      versionNeeds: [{ library: 'libstdc++.so.6', version: 'GLIBCXX_3.4.32', isWeak: false }, {}, {}],
      oldestKernel: 'Linux 3.2.0',
      isaNeeded: [3],
    });
    expect(found.payload).toMatchObject({ complete: true, provides: 'x86_64: libhello.so.1' });
    expect(found.payload.members).toContainEqual({
      path: '/usr/lib64/libhello.so.1',
      kind: 'file',
      mode: '0644',
      uid: 0,
      gid: 0,
      size: LIBRARY.length,
      link: '',
    });
  });

  it('without the flag nothing is said of the image, and of a URL it is not read', async () => {
    const found = JSON.parse((await run({ payload: false, format: 'json' })).text);
    expect(found).toMatchObject({ valid: true, elf: [], payload: null });
    await expect(
      inspect(['https://example.org/x.gpkg.tar'], { color: false, payload: true }),
    ).rejects.toThrow('--payload');
  });
});
