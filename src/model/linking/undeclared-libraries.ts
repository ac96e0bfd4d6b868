// Libraries that a package's files need and that no dependency of its own leads to: they are there by luck.

import { getOrMake } from '../../base/get-or-make.js';
import { LIBC_NAMES } from '../libc.js';
import { isOffered } from '../newest.js';
import type { BinaryPackage, Soname } from '../package.js';
import { payloadOf } from '../payload-of.js';
import type { Universe } from '../universe.js';
import { type DeclaredNames, declarationOf, declaredNames, namesIn } from './declared-names.js';
import { nearestOf, stepsTo, stepsToAbsent } from './name-reach.js';
import { fileNeeding, sonamesOf } from './package-sonames.js';
import { type Library, librariesOf } from './payload-libraries.js';
import { searchedBy } from './soname-dependencies.js';

export interface UndeclaredLibraries {
  /** The newest that provides them. */
  readonly owner: BinaryPackage;
  readonly libraries: readonly Soname[];
  /** A file that needs the first of them; null where the files were not seen. */
  readonly file: string | null;
  /** The dependency through which the owner comes along today; null where none does. */
  readonly through: string | null;
  /** Where none does: a dependency behind which it may stand, because not everything that it leads to is here. */
  readonly unknown: string | null;
  /** What comes nearest, a dependency on another slot or one to build with: `DEPEND has dev-libs/openssl:0/3=`. */
  readonly nearest: string | null;
  /** The files of both were seen, not only what is recorded of them. */
  readonly isSeen: boolean;
}

/** C and C++ runtimes, which ebuilds never name: `@system` has them, Portage adds the C library by itself. */
const IMPLICIT: ReadonlySet<string> = new Set([
  ...LIBC_NAMES,
  'sys-devel/gcc',
  'sys-libs/compiler-rt',
  'sys-libs/libcxx',
  'sys-libs/libcxxabi',
  'sys-libs/llvm-libunwind',
  'llvm-runtimes/compiler-rt',
  'llvm-runtimes/libcxx',
  'llvm-runtimes/libcxxabi',
  'llvm-runtimes/libgcc',
  'llvm-runtimes/libunwind',
]);

/** By owner, in the order in which the files name their libraries. */
export function undeclaredLibrariesOf(
  universe: Universe,
  pkg: BinaryPackage,
): readonly UndeclaredLibraries[] {
  const { requires } = sonamesOf(universe, pkg);
  if (requires.length === 0) return [];
  const declared = declaredNames(universe, pkg);
  const undeclared = new Map<string, { owner: BinaryPackage; libraries: Soname[] }>();
  for (const soname of requires) {
    const owner = undeclaredOwner(universe, pkg, soname, declared);
    if (owner !== null)
      getOrMake(undeclared, owner.cpn, () => ({ owner, libraries: [] })).libraries.push(soname);
  }
  const isSeen = payloadOf(universe, pkg)?.isComplete === true;
  return [...undeclared.values()].map(({ owner, libraries }) => ({
    owner,
    libraries,
    file: fileNeeding(universe, pkg, libraries[0] as Soname),
    ...wayTo(universe, declared, owner.cpn),
    nearest: nearestDeclaration(universe, pkg, owner.cpn),
    isSeen: isSeen && payloadOf(universe, owner)?.isComplete === true,
  }));
}

/** Null where some package that has the library is declared, or nothing here has it. */
function undeclaredOwner(
  universe: Universe,
  pkg: BinaryPackage,
  { abi, soname }: Soname,
  declared: readonly DeclaredNames[],
): BinaryPackage | null {
  const libraries = librariesOf(universe, abi, soname);
  const isKnown = ({ package: owner }: Library) =>
    owner.cpn === pkg.cpn || IMPLICIT.has(owner.cpn) || declarationOf(declared, owner) !== null;
  if (libraries.some(isKnown)) return null;
  // What one package keeps for itself is not what another was linked to, unless it looks there.
  const open = libraries.filter(
    ({ isPublic, directory }) => isPublic || searchesIn(universe, pkg, { abi, soname }, directory),
  );
  const [first] = open;
  const own = open.map(library => library.package).filter(({ cpn }) => cpn === first?.package.cpn);
  return own.findLast(isOffered) ?? own.at(-1) ?? null;
}

/** Whether a file that needs the library has its directory in RUNPATH. */
function searchesIn(
  universe: Universe,
  pkg: BinaryPackage,
  { abi, soname }: Soname,
  directory: string | null,
): boolean {
  return (payloadOf(universe, pkg)?.elf ?? []).some(
    file =>
      directory !== null &&
      file.category === abi &&
      file.needed.includes(soname) &&
      searchedBy(file).includes(directory),
  );
}

function wayTo(universe: Universe, declared: readonly DeclaredNames[], owner: string) {
  const names = declared.flatMap(({ atoms }) => [...atoms.keys()]).filter(name => name !== owner);
  const through = nearestOf(universe, names, stepsTo(universe, owner));
  const others = names.filter(name => !IMPLICIT.has(name));
  const unknown = through === null ? nearestOf(universe, others, stepsToAbsent(universe)) : null;
  return { through, unknown };
}

/** `RDEPEND has dev-libs/slotted:1` */
function nearestDeclaration(universe: Universe, pkg: BinaryPackage, owner: string): string | null {
  for (const dependencyClass of ['RDEPEND', 'PDEPEND', 'DEPEND'] as const) {
    const atom = namesIn(universe, pkg, dependencyClass).atoms.get(owner)?.[0];
    if (atom !== undefined) return `${dependencyClass} has ${atom.text}`;
  }
  return null;
}

/** As an ebuild should write it: bound to the sub-slot where there is one, to the slot where there are several. */
export function atomFor({ cpn, slot }: BinaryPackage): string {
  const isBound = slot.subSlot !== slot.slot;
  if (slot.slot === '0') return isBound ? `${cpn}:=` : cpn;
  return `${cpn}:${slot.slot}${isBound ? '=' : ''}`;
}
