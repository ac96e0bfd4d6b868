import { describe, expect, it } from 'vitest';
import { runpathsOf, sonameDependencies, sonameOf } from '../../../src/model/linking/soname-dependencies.js';
import type { ElfObject } from '../../../src/model/payload.js';
import { elfObject } from '../../support/elf-object.js';

const library = (path: string, soname: string | null, more: Partial<ElfObject> = {}) =>
  elfObject(path, { soname, isLibrary: true, ...more });
const program = (needed: readonly string[], more: Partial<ElfObject> = {}) =>
  elfObject('/usr/bin/p', { needed, ...more });

describe('sonameDependencies', () => {
  it('sorts by ABI, each library once, without those of the package itself', () => {
    expect(
      sonameDependencies([
        library('/usr/lib/libb.so', 'libb.so.1', { category: 'x86_32', needed: ['libc.so.6', 'libz.so.1'] }),
        library('/usr/lib64/libb.so', 'libb.so.1', { needed: ['libc.so.6'] }),
        library('/usr/lib64/liba.so', 'liba.so.1', { needed: ['libb.so.1', 'libc.so.6'] }),
        program(['libb.so.1', 'libm.so.6']),
      ]),
    ).toEqual({
      provides: 'x86_32: libb.so.1 x86_64: liba.so.1 libb.so.1',
      requires: 'x86_32: libc.so.6 libz.so.1 x86_64: libc.so.6 libm.so.6',
    });
  });

  it('a library of another ABI does not provide', () => {
    const files = [
      library('/usr/lib/liba.so.1', 'liba.so.1', { category: 'x86_32' }),
      program(['liba.so.1']),
    ];
    expect(sonameDependencies(files).requires).toBe('x86_64: liba.so.1');
  });

  it('leaves out private libraries that every search path finds', () => {
    const hidden = elfObject('/usr/lib/p/libpriv.so', { type: 'shared' });
    const near = program(['libpriv.so'], { runpath: '$ORIGIN/../lib/p:/opt' });
    expect(sonameDependencies([hidden, near]).requires).toBe('');
    const braced = program(['libpriv.so'], { rpath: `$${'{ORIGIN}'}/../lib//p/.` });
    expect(sonameDependencies([hidden, braced]).requires).toBe('');
    const lost = elfObject('/usr/bin/q', { needed: ['libpriv.so'] });
    expect(sonameDependencies([hidden, near, lost]).requires).toBe('x86_64: libpriv.so');
  });

  it('leaves out what patterns exclude: files by path, libraries by name', () => {
    const files = [library('/usr/lib64/p/liba.so.1', 'liba.so.1'), program(['libx.so.1', 'liby.so.2'])];
    const excluded = (provides: string, requires: string) =>
      sonameDependencies(files, { provides, requires });
    expect(excluded('/usr/lib64/p/*', 'libx.so.?')).toEqual({ provides: '', requires: 'x86_64: liby.so.2' });
    expect(excluded('liba*', '/usr/bin/*')).toEqual({ provides: '', requires: '' });
    // Excluded libraries still count as the package's own.
    const own = sonameDependencies([...files, program(['liba.so.1'])], { provides: 'liba*' });
    expect(own.requires).toBe('x86_64: libx.so.1 liby.so.2');
  });

  it('files without an ABI of Portage count for nothing', () => {
    expect(sonameDependencies([library('/l.so', 'l', { category: null, needed: ['m'] })])).toEqual({
      provides: '',
      requires: '',
    });
  });
});

describe('sonameOf', () => {
  it('takes the file name of a library without one, and nothing of a program', () => {
    expect(sonameOf(library('/usr/lib/libc.so', null))).toBe('libc.so');
    expect(sonameOf(library('/usr/lib/libc.so', ''))).toBe('libc.so');
    expect(sonameOf(program([]))).toBeNull();
  });
});

describe('runpathsOf', () => {
  it.each([
    [null, null, ''],
    ['/a', null, '/a'],
    [null, '/b', '/b'],
    ['/a', '/a', '/a'],
    ['/a', '/b', '{/a,/b}'],
  ])('%s and %s: %s', (rpath, runpath, expected) => {
    expect(runpathsOf({ rpath, runpath })).toBe(expected);
  });
});
