// Packages that may have a library which nothing is known to provide, because of their own libraries nothing is known: what those have is
// unknown, never missing.

import type { BinaryPackage, Soname } from '../package.js';
import { remember } from '../remember.js';
import { atomsOf, requirementsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import { coreOf, libraryOf, likelyOwners } from './likely-owners.js';
import { sonamesOf } from './package-sonames.js';
import { systemOwnersOf } from './system-libraries.js';
import { unprovidedSonames } from './unprovided-sonames.js';
import { silentOf, unrecordedOf } from './unrecorded.js';

/** The package that may have the library which `pkg` needs and nothing is known to provide; null where none may. */
export function unknownProviderOf(
  universe: Universe,
  pkg: BinaryPackage,
  soname: Soname,
): BinaryPackage | null {
  const owners = systemOwnersOf(soname.soname);
  if (owners.length > 0) return silentNamed(universe, owners);
  const named = namesakeOf(universe, soname);
  if (named !== null) return named;
  if (unrecordedOf(universe).size === 0) return null;
  // A package of like name that is not here at all owns it more likely.
  if (unprovidedSonames(universe).get(soname)?.owner != null) return null;
  const reached = reachedFrom(universe, pkg);
  const [first, ...others] = reached;
  if (first === undefined || others.length === 0) return first ?? null;
  const alike = likelyOwners([...new Set(reached.map(({ cpn }) => cpn))])(soname);
  return reached.find(({ cpn }) => cpn === alike) ?? first;
}

export interface UnknownNeeds {
  /** As they are met. */
  readonly providers: readonly string[];
  /** Pairs of a package and a library that cannot be judged. */
  readonly needs: number;
}

/** What cannot be judged of the libraries that judged packages need. */
export function unknownNeedsOf(universe: Universe): UnknownNeeds {
  const providers = new Set<string>();
  let needs = 0;
  if (silentOf(universe).size === 0) return { providers: [], needs };
  const unprovided = unprovidedSonames(universe);
  for (const pkg of universe.judged) {
    for (const soname of new Set(sonamesOf(universe, pkg).requires)) {
      if (!unprovided.has(soname)) continue;
      const provider = unknownProviderOf(universe, pkg, soname);
      if (provider === null) continue;
      providers.add(provider.cpvText);
      needs++;
    }
  }
  return { providers: [...providers], needs };
}

function silentNamed(universe: Universe, names: readonly string[]): BinaryPackage | null {
  for (const pkg of silentOf(universe)) if (names.includes(pkg.cpn)) return pkg;
  return null;
}

/** Modules of interpreters, and what has no files of its own, bear the names of libraries that they do not have. */
const WITHOUT_LIBRARIES =
  /^(?:dev-(?:perl|python|ruby|lua|php|java|haskell|ml|tcltk|R)|perl-core|acct-|virtual|app-(?:doc|vim|emacs)|sec-)/;

/** `dev-lang/python` for `libpython2.7.so.1.0`, whenever it was built: a library of its name belongs to it more likely than to anything. */
function namesakeOf(universe: Universe, { soname }: Soname): BinaryPackage | null {
  const byCore = remember(universe, namesakeOf, null, () => {
    const named = new Map<string, BinaryPackage>();
    for (const pkg of silentOf(universe))
      if (!WITHOUT_LIBRARIES.test(pkg.cpn)) named.set(coreOf(pkg.cpv.package), pkg);
    return named;
  });
  const core = coreOf(libraryOf(soname));
  return core.length < 3 ? null : (byCore.get(core) ?? null);
}

/** Nearest first. */
function reachedFrom(universe: Universe, start: BinaryPackage): readonly BinaryPackage[] {
  return remember(universe, reachedFrom, start.id, () => {
    const unrecorded = unrecordedOf(universe);
    const seen = new Set<BinaryPackage>([start]);
    for (const pkg of seen) {
      for (const { node } of requirementsOf(universe, pkg)) {
        for (const atom of atomsOf(node)) {
          if (atom.blocker !== null) continue;
          for (const found of universe.matches(atom)) seen.add(found);
        }
      }
    }
    return [...seen].filter(pkg => pkg !== start && unrecorded.has(pkg));
  });
}
