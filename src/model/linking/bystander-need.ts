// Needs of files that no client's linker ever sees to: of other systems and machines, data for others, what stands in a directory of its own.

import { fileMetadataOf } from '../file-metadata.js';
import type { BinaryPackage, Soname } from '../package.js';
import { payloadOf } from '../payload-of.js';
import type { Universe } from '../universe.js';
import { elfPlaceOf } from './elf-place.js';
import { isOf, nativeMachines } from './native-machine.js';
import { readNeededElf } from './needed-elf.js';

/** `never`: every file that needs it is for another system, or data. `private`: a prebuilt library that only its own program may load. */
export type Bystander = 'never' | 'private' | null;

/** C libraries of other systems: FreeBSD has libc.so.7, NetBSD libc.so.12. */
const OTHER_LIBC = /^libc\.so\.(?!6(?:\.1)?$)\d+(?:\.\d+)?$/;

export function bystanderOf(universe: Universe, pkg: BinaryPackage, soname: Soname): Bystander {
  const places = placesOf(universe, pkg, soname);
  if (places.length === 0) return OTHER_LIBC.test(soname.soname) ? 'never' : null;
  if (places.every(({ path, isForeign }) => isForeign || elfPlaceOf(path) === 'data')) return 'never';
  return places.every(({ path, isForeign }) => isForeign || isPrivate(path)) ? 'private' : null;
}

interface NeedingFile {
  readonly path: string;
  readonly isForeign: boolean;
}

/** By the files themselves, else as they were recorded; none where neither is known. */
function placesOf(universe: Universe, pkg: BinaryPackage, { abi, soname }: Soname): readonly NeedingFile[] {
  const payload = payloadOf(universe, pkg);
  if (payload?.isComplete === true) {
    const native = nativeMachines(pkg.record.CHOST);
    const machines = native === null ? null : [native.own, ...native.others];
    return payload.elf
      .filter(({ category, needed }) => category === abi && needed.includes(soname))
      .map(file => ({
        path: file.path,
        isForeign: file.isOtherSystem || machines?.some(machine => isOf(file, machine)) === false,
      }));
  }
  return readNeededElf(fileMetadataOf(universe, pkg)?.get('NEEDED.ELF.2') ?? '')
    .filter(({ category, needed }) => category === abi && needed.includes(soname))
    .map(({ path }) => ({ path, isForeign: OTHER_LIBC.test(soname) }));
}

function isPrivate(path: string): boolean {
  return path.startsWith('/opt/') && elfPlaceOf(path) === 'inner' && /\.so(?:\.[^/]*)?$/.test(path);
}
