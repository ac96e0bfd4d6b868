import { describe, expect, it } from 'vitest';
import { neededEntryOf, readNeededElf, writeNeededEntry } from '../../../src/model/linking/needed-elf.js';
import { elfObject } from '../../support/elf-object.js';

describe('NEEDED.ELF.2', () => {
  it('is read and written', () => {
    const line = 'X86_64;/usr/lib64/libz.so.1;libz.so.1;/a:$ORIGIN;libc.so.6,libm.so.6;x86_64';
    const [entry] = readNeededElf(`${line}\n`);
    expect(entry).toEqual({
      machine: 'X86_64',
      path: '/usr/lib64/libz.so.1',
      soname: 'libz.so.1',
      runpaths: ['/a', '$ORIGIN'],
      needed: ['libc.so.6', 'libm.so.6'],
      category: 'x86_64',
    });
    expect(entry && writeNeededEntry(entry)).toBe(line);
  });

  it('without a category, with the mark of scanelf, and with lines that are none', () => {
    expect(readNeededElf('386;/a;;  -  ;\nx;y\n\n')).toEqual([
      { machine: '386', path: '/a', soname: '', runpaths: [], needed: [], category: '' },
    ]);
  });

  it('has the file name of a library without SONAME', () => {
    expect(neededEntryOf(elfObject('/usr/lib/libc.so', { isLibrary: true })).soname).toBe('libc.so');
    expect(neededEntryOf(elfObject('/usr/bin/p')).soname).toBe('');
  });
});
