// NEEDED.ELF.2, one line for each ELF file: `X86_64;/usr/bin/wget;SONAME;RUNPATH;libc.so.6,libz.so.1;x86_64`.

import type { ElfObject } from '../payload.js';
import { runpathsOf, sonameOf } from './soname-dependencies.js';

export interface NeededEntry {
  /** As ELF's constants name the machine, without `EM_`. */
  readonly machine: string;
  readonly path: string;
  /** Empty where there is none. */
  readonly soname: string;
  readonly runpaths: readonly string[];
  readonly needed: readonly string[];
  /** Empty in what old versions of Portage wrote. */
  readonly category: string;
}

/** What Portage would have recorded of a file. */
export function neededEntryOf(file: ElfObject): NeededEntry {
  return {
    machine: file.machine,
    path: file.path,
    soname: (file.type === 'shared' ? sonameOf(file) : null) ?? '',
    runpaths: nonEmpty(runpathsOf(file), ':'),
    needed: file.needed,
    category: file.category ?? '',
  };
}

/** Lines that are none are left out. */
export function readNeededElf(text: string): readonly NeededEntry[] {
  return text.split('\n').flatMap(line => {
    const [machine, path, soname, runpaths, needed, category] = line.split(';');
    if (machine === undefined || path === undefined || soname === undefined || runpaths === undefined)
      return [];
    if (needed === undefined) return [];
    return {
      machine,
      path,
      soname,
      // What scanelf writes where there is none.
      runpaths: runpaths === '  -  ' ? [] : nonEmpty(runpaths, ':'),
      needed: nonEmpty(needed, ','),
      category: category ?? '',
    };
  });
}

export function writeNeededEntry(entry: NeededEntry): string {
  const { machine, path, soname, runpaths, needed, category } = entry;
  return [machine, path, soname, runpaths.join(':'), needed.join(','), category].join(';');
}

function nonEmpty(text: string, separator: string): readonly string[] {
  return text.split(separator).filter(part => part !== '');
}
