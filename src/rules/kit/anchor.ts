// The names under which findings are known to those of other rules that follow from them. One rule announces a name
// (`anchor`), others follow it (`follows`); what nothing announced in this run leads nowhere.

import { type BinaryPackage, instanceName, type Soname } from '../../model/package.js';
import type { Place } from '../../model/place.js';

declare const ANCHOR: unique symbol;

/** Made by `anchors` alone. */
export type Anchor = string & { readonly [ANCHOR]: true };

/** Of record and files, which says more or less than the other. */
export type RecordFault = 'understated' | 'overstated';

export const anchors = {
  /** No client takes the package, whatever its settings. */
  invalid: (pkg: BinaryPackage) => name('invalid', pkg.id),
  /** A package file, or a folder of them, is damaged or cannot be read. */
  file: (path: string) => name('file', path),
  /** A copy of a PKGDIR lost the times of its files. */
  timesLost: (location: string) => name('timesLost', location),
  /** Files that were packaged are gone from the image, or have changed. */
  contents: (pkg: BinaryPackage) => name('contents', pkg.id),
  /** REQUIRES or PROVIDES differ from what the files need or offer. */
  recorded: (pkg: BinaryPackage, key: 'REQUIRES' | 'PROVIDES', fault: RecordFault) =>
    name('recorded', pkg.id, key, fault),
  /** Files are of another machine than the package; the multilib category of that machine, where it has one. */
  foreign: (pkg: BinaryPackage, abi: string | null) => name('foreign', pkg.id, abi),
  /** Two packages own one path. */
  collision: (pkg: BinaryPackage, other: BinaryPackage) => name('collision', pkg.id, other.id),
  /** The package is built for no slot of the interpreter that is here. */
  diverged: (pkg: BinaryPackage, language: string) => name('diverged', pkg.id, language),
  /** A dependency that nothing here satisfies. */
  unmet: (pkg: BinaryPackage, item: string) => name('unmet', pkg.id, item),
  /** A dependency on a C library newer than any here. */
  unmetFloor: (pkg: BinaryPackage, item: string) => name('unmetFloor', pkg.id, item),
  /** The files need a newer C library than the dependencies say. */
  libcFloor: (pkg: BinaryPackage) => name('libcFloor', pkg.id),
  /** The tree has given the package another name or slot. */
  movedPackage: (pkg: BinaryPackage) => name('movedPackage', pkg.id),
  /** The tree has given another name or slot to what the item asks for. */
  movedDependency: (pkg: BinaryPackage, item: string) => name('movedDependency', pkg.id, item),
  /** A built slot operator names a sub-slot that the newest build has left. */
  stale: (pkg: BinaryPackage, atom: string) => name('stale', pkg.id, atom),
  /** No build of the library that is here defines a version of symbols that the files need. */
  symbolVersion: (pkg: BinaryPackage, soname: string) => name('symbolVersion', pkg.id, soname),
  /** A library that an update takes away. */
  lost: ({ abi, soname }: Soname) => name('lost', abi, soname),
  /** Nothing makes clients merge the package after the provider that its files need. */
  unordered: (pkg: BinaryPackage, provider: string) => name('unordered', pkg.id, provider),
  /** The same for the C library, told from build times. */
  unorderedLibc: (pkg: BinaryPackage) => name('unorderedLibc', pkg.id),
  /** The update to this package breaks others that Portage does not protect. */
  breaking: (to: BinaryPackage) => name('breaking', to.id),
  /** Portage holds back the update of a slot (`category/PN:SLOT`) on clients that stand there. */
  blocked: (place: Place, slot: string) => name('blocked', place, slot),
  /** Portage refuses every order of a cycle. */
  cycle: ({ members }: { readonly members: readonly BinaryPackage[] }) =>
    name('cycle', ...members.map(instanceName)),
  /** No set of packages has this one in it. */
  notInstallable: (place: Place, pkg: BinaryPackage) => name('notInstallable', place, pkg.id),
  /** The index of a mirror is older than the one judged. */
  mirror: (location: string) => name('mirror', location),
  /** A signature lies beside the package file, where no client looks. */
  detached: (path: string) => name('detached', path),
} as const;

/** The kind is its first word. */
function name(kind: string, ...parts: readonly (string | number | null)[]): Anchor {
  let text = kind;
  for (const part of parts) text += ` ${part}`;
  return text as Anchor;
}
