// Facts of an ELF file without the file.

import type { ElfObject } from '../../src/model/payload.js';

/** An x86-64 program at `path` that needs nothing, but for what is told. */
export function elfObject(path: string, more: Partial<ElfObject> = {}): ElfObject {
  return {
    path,
    bits: 64,
    order: 'little',
    machine: 'X86_64',
    type: 'shared',
    isLibrary: false,
    isOtherSystem: false,
    category: 'x86_64',
    interpreter: null,
    soname: null,
    needed: [],
    rpath: null,
    runpath: null,
    versionNeeds: [],
    versionDefinitions: [],
    oldestKernel: null,
    buildId: null,
    isaNeeded: [],
    hasIbt: false,
    hasShadowStack: false,
    ...more,
  };
}
