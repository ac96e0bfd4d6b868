// ELF files of a package that the machines of its clients do not run.

import { getOrMake } from '../../base/get-or-make.js';
import { fileMetadataOf } from '../file-metadata.js';
import type { BinaryPackage } from '../package.js';
import type { ElfObject } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import type { Universe } from '../universe.js';
import { elfPlaceOf, widthOfDirectory } from './elf-place.js';
import { type FilePattern, matchesPatterns, readPatterns } from './file-patterns.js';
import {
  isOf,
  type NativeMachines,
  nativeMachines,
  type OtherMachine,
  otherMachine,
} from './native-machine.js';

export interface ForeignElf {
  readonly machine: OtherMachine;
  /** The ABI of the first, `arm_64`; null where it has no name. */
  readonly category: string | null;
  /** The first of them, one that is run or loaded by name if there is any. */
  readonly path: string;
  readonly files: number;
  /** A shell or the dynamic linker finds it. */
  readonly isUsed: boolean;
  /** A program of the right machine, for a directory of libraries of another width. */
  readonly isMisplaced: boolean;
}

/** Of no processor that a package is built for, wherever they lie; 190 is CUDA. */
const ALWAYS_FOREIGN: ReadonlySet<string> = new Set(['BPF', 'AMDGPU', 'NONE', 'UNKNOWN_190']);

/** None where CHOST is not known. By machine, in the order of the image. */
export function foreignElfOf(universe: Universe, pkg: BinaryPackage): readonly ForeignElf[] {
  const files = payloadOf(universe, pkg)?.elf ?? [];
  const native = files.length === 0 ? null : nativeMachines(pkg.record.CHOST);
  if (native === null) return [];
  const known = readPatterns(fileMetadataOf(universe, pkg)?.get('QA_PREBUILT') ?? '');
  const found = new Map<string, ForeignElf>();
  for (const file of files) {
    const isLoaded = file.type === 'executable' || file.type === 'shared';
    if (!isLoaded || ALWAYS_FOREIGN.has(file.machine)) continue;
    const fault = judge(universe, pkg, native, file);
    if (fault === null) continue;
    const isUsed = fault.isUsed && !isPrebuilt(known, file);
    const { name, bits, order } = fault.machine;
    const key = `${fault.isMisplaced} ${name} ${bits} ${order}`;
    const first = getOrMake(found, key, () => ({
      ...fault,
      category: file.category,
      path: file.path,
      files: 0,
      isUsed,
    }));
    const counted = { ...first, files: first.files + 1 };
    found.set(key, isUsed && !first.isUsed ? { ...counted, isUsed, path: file.path } : counted);
  }
  return [...found.values()];
}

type Fault = Pick<ForeignElf, 'machine' | 'isUsed' | 'isMisplaced'>;

function judge(
  universe: Universe,
  pkg: BinaryPackage,
  { own, others }: NativeMachines,
  file: ElfObject,
): Fault | null {
  const place = elfPlaceOf(file.path);
  if (place === 'data') return null;
  const isUsed = place === 'used';
  const isOwn = isOf(file, own);
  const isOther = !isOwn && others.some(other => isOf(file, other));
  const width = widthOfDirectory(file.path);
  // The linker passes over a library of another width: it is as good as missing.
  if (isUsed && isOther && width !== null && width !== file.bits && own.bits === width)
    return { machine: otherMachine(file, own), isUsed, isMisplaced: true };
  if (isOwn || (isOther && isMultilib(universe, pkg))) return null;
  return { machine: otherMachine(file, own), isUsed, isMisplaced: false };
}

/** A no-multilib profile has no libraries for the other machines; a package built for them all the same says so by its flags. */
function isMultilib(universe: Universe, pkg: BinaryPackage): boolean {
  if (pkg.use.has('abi_x86_32') || pkg.use.has('abi_x86_x32')) return true;
  const profile = universe.sources[pkg.source]?.header.get('PROFILE') ?? '';
  return !profile.split(/[/ ]/).includes('no-multilib');
}

function isPrebuilt(known: readonly FilePattern[], { path }: ElfObject): boolean {
  return matchesPatterns(known, path.slice(1));
}
