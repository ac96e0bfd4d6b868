// PROVIDES and REQUIRES of packages: as their files have it where those were read, otherwise as their index says.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage, Soname } from '../package.js';
import { payloadOf } from '../payload-of.js';
import { remember } from '../remember.js';
import { SonameTable } from '../sonames.js';
import type { Universe } from '../universe.js';

export interface PackageSonames {
  readonly provides: readonly Soname[];
  readonly requires: readonly Soname[];
}

/** Equal libraries are one object, those of the index included. */
export function sonamesOf(universe: Universe, pkg: BinaryPackage): PackageSonames {
  const payload = payloadOf(universe, pkg);
  if (payload === null || !payload.isComplete) return pkg;
  return remember(universe, sonamesOf, pkg.id, () => ({
    provides: withoutPreserved(universe, pkg, read(universe, payload.provides) ?? pkg.provides),
    // A name with a slash is the path of one certain file.
    requires: (read(universe, payload.requires) ?? pkg.requires).filter(
      ({ soname }) => !soname.includes('/'),
    ),
  }));
}

/** Preserved files are listed among those of the package that took the place of theirs. */
function withoutPreserved(
  { sources }: Universe,
  pkg: BinaryPackage,
  provides: readonly Soname[],
): readonly Soname[] {
  const preserved = sources[pkg.source]?.preserved?.filter(({ owner }) => owner === pkg.cpn) ?? [];
  if (preserved.length === 0) return provides;
  const names = new Set(preserved.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
  return provides.filter(soname => pkg.provides.includes(soname) || !names.has(soname.soname));
}

/** The first file of a package that needs a library; null where its files were not read to the end. */
export function fileNeeding(universe: Universe, pkg: BinaryPackage, { abi, soname }: Soname): string | null {
  const payload = payloadOf(universe, pkg);
  if (payload === null || !payload.isComplete) return null;
  const file = payload.elf.find(({ category, needed }) => category === abi && needed.includes(soname));
  return file?.path ?? null;
}

function read(universe: Universe, text: string): readonly Soname[] | null {
  const { parser, known } = remember(universe, read, null, () => ({
    parser: new SonameTable(),
    known: knownSonames(universe),
  }));
  const { sonames, fault } = parser.parse(text);
  if (fault !== null) return null;
  return sonames.map(soname =>
    getOrMake(
      getOrMake(known, soname.abi, () => new Map<string, Soname>()),
      soname.soname,
      () => soname,
    ),
  );
}

function knownSonames({ packages }: Universe): Map<string, Map<string, Soname>> {
  const known = new Map<string, Map<string, Soname>>();
  const add = (soname: Soname) =>
    getOrMake(known, soname.abi, () => new Map<string, Soname>()).set(soname.soname, soname);
  for (const pkg of packages) {
    for (const soname of pkg.provides) add(soname);
    for (const soname of pkg.requires) add(soname);
  }
  return known;
}
