// Which versions of interpreters and toolkits clients of a binhost end up with, in the form that paths of modules have them.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { formatCpn } from '../../pms/cpv.js';
import { isOffered, isSuperseded, newestInSlot } from '../newest.js';
import { type BinaryPackage, RUNTIME_CLASSES } from '../package.js';
import type { VersionedPath } from '../payload.js';
import { baselinesOf } from '../place.js';
import { remember } from '../remember.js';
import { atomsOf, itemsOf, textOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import { type InterpreterFamily, LUA, PHP, PYTHON, RUBY, targetsOf } from './interpreters.js';

type Read = (text: string) => string | null;

interface Language {
  /** The packages that are it. */
  readonly names: readonly string[];
  /** The version in a path as providers have it; null where the path binds to none. */
  readonly path: Read;
  readonly provides: (pkg: BinaryPackage) => string | null;
  /** What USE says. */
  readonly family?: InterpreterFamily;
  /** What dependencies on it say: their slot, or the sub-slot that was recorded when the package was built. */
  readonly slot?: Read;
  readonly subSlot?: Read;
}

const part =
  (pattern: RegExp): Read =>
  text =>
    pattern.exec(text)?.[0] ?? null;
const [MAJOR, MINOR, WHOLE] = [part(/^\d+/), part(/^\d+\.\d+/), part(/^\d+(?:\.\d+)*/)];
/** Of Python: also the slots without a global lock, `3.13t`. `abi3` binds to none. */
const SLOT = part(/^\d+\.\d+t?$/);

const byVersion = (read: Read) => (pkg: BinaryPackage) => read(pkg.cpv.version?.text ?? '');
const bySlot = (read: Read) => (pkg: BinaryPackage) => read(pkg.slot.slot);

/** By `VersionedPath.what`. Modules of a kernel need none to be packaged. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  clang: { names: ['llvm-core/clang', 'sys-devel/clang'], path: MAJOR, provides: byVersion(MAJOR) },
  gcc: { names: ['sys-devel/gcc'], path: MAJOR, provides: byVersion(MAJOR) },
  ghc: { names: ['dev-lang/ghc'], path: WHOLE, provides: byVersion(WHOLE), subSlot: WHOLE },
  guile: { names: ['dev-scheme/guile'], path: MINOR, provides: byVersion(MINOR) },
  llvm: { names: ['llvm-core/llvm', 'sys-devel/llvm'], path: MAJOR, provides: byVersion(MAJOR) },
  lua: {
    names: ['dev-lang/lua', 'dev-lang/luajit'],
    path: MINOR,
    provides: pkg => (pkg.cpn === 'dev-lang/luajit' ? '5.1' : byVersion(MINOR)(pkg)),
    family: LUA,
  },
  perl: { names: ['dev-lang/perl'], path: MINOR, provides: byVersion(MINOR), subSlot: MINOR },
  php: { names: ['dev-lang/php'], path: MINOR, provides: byVersion(MINOR), family: PHP, slot: MINOR },
  pypy: {
    names: ['dev-lang/pypy', 'dev-python/pypy3', 'dev-python/pypy3_9', 'dev-python/pypy3_10'],
    path: MINOR,
    provides: pkg => SLOT(pkg.slot.slot) ?? /pypy(\d)_?(\d+)/.exec(pypyName(pkg))?.slice(1).join('.') ?? null,
  },
  python: {
    names: ['dev-lang/python', 'dev-lang/freethreading-python'],
    path: SLOT,
    provides: bySlot(SLOT),
    family: PYTHON,
    slot: SLOT,
  },
  qt: { names: ['dev-qt/qtbase', 'dev-qt/qtcore'], path: MAJOR, provides: byVersion(MAJOR) },
  ruby: { names: ['dev-lang/ruby'], path: MINOR, provides: bySlot(MINOR), family: RUBY, slot: MINOR },
};

/** `dev-python/pypy3` has its version in the sub-slot (`0/pypy39-pp73`), later ones in the name. */
function pypyName({ slot, cpv }: BinaryPackage): string {
  return slot.subSlot.startsWith('pypy') ? slot.subSlot : cpv.package;
}

/** The version that a path asks for; null where it asks for none, or for one that no package stands for. */
export function wantedVersion(what: string, version: string): string | null {
  return LANGUAGES[what]?.path(version) ?? null;
}

/** The places in an image by language and version, those that ask for none left out. */
export function pathsByVersion(
  paths: readonly VersionedPath[],
): ReadonlyMap<string, ReadonlyMap<string, readonly VersionedPath[]>> {
  const found = new Map<string, Map<string, VersionedPath[]>>();
  for (const path of paths) {
    const version = wantedVersion(path.what, path.version);
    if (version === null) continue;
    const versions = getOrMake(found, path.what, () => new Map<string, VersionedPath[]>());
    getOrMake(versions, version, (): VersionedPath[] => []).push(path);
  }
  return found;
}

/** Whether a package is the interpreter, for this machine or, by crossdev, for another, or a part of it. */
export function isInterpreter(what: string, { cpn, cpv }: BinaryPackage): boolean {
  if (what === 'pypy' && cpv.package.startsWith('pypy')) return true;
  const names = LANGUAGES[what]?.names ?? [];
  return names.includes(cpn) || cpv.category.startsWith('cross-');
}

export interface InterpretersHere {
  /** What clients get, in order of names and versions; where binhosts offer none, what baselines have. */
  readonly packages: readonly BinaryPackage[];
  readonly versions: ReadonlySet<string>;
}

/** A version counts that is offered and that nothing newer of its slot replaces, or that every baseline keeps. */
export function interpretersHere(universe: Universe, what: string): InterpretersHere {
  return remember(universe, interpretersHere, what, () => {
    const language = LANGUAGES[what];
    const all = (language?.names ?? []).flatMap(name => universe.byCpn.get(name) ?? []);
    const offered = all.filter(pkg => isOffered(pkg) && !isSuperseded(universe, pkg));
    const kept = all.filter(
      pkg => pkg.role === 'installed' && newestInSlot(universe, pkg.cpn, pkg.slot.slot) === null,
    );
    const versionOf = (pkg: BinaryPackage) => language?.provides(pkg) ?? '';
    const baselines = baselinesOf(universe);
    const everywhere = kept
      .map(versionOf)
      .filter(version =>
        baselines.every(place => kept.some(pkg => pkg.source === place && versionOf(pkg) === version)),
      );
    return {
      packages: offered.length > 0 ? offered : kept,
      versions: new Set([...offered.map(versionOf), ...everywhere]),
    };
  });
}

/** What a package itself says it was built for: the version, by the flag or atom that says it. */
export function recordedVersions(
  universe: Universe,
  pkg: BinaryPackage,
  what: string,
): ReadonlyMap<string, string> {
  const language = LANGUAGES[what];
  const recorded = new Map<string, string>();
  if (language === undefined) return recorded;
  const { family, slot, subSlot } = language;
  if (family !== undefined)
    for (const target of targetsOf(universe, family, pkg)) recorded.set(target.flag, target.slot);
  for (const { atom } of dependenciesOn(universe, pkg, what)) {
    const version =
      atom.slotOperator === '=' && atom.subSlot !== null && subSlot !== undefined
        ? subSlot(atom.subSlot)
        : (slot?.(atom.slot ?? '') ?? null);
    if (version !== null) recorded.set(atom.text, version);
  }
  return recorded;
}

/** The runtime dependencies of a package on an interpreter, with the top-level items that hold them, as written. */
export function* dependenciesOn(
  universe: Universe,
  pkg: BinaryPackage,
  what: string,
): Generator<{ readonly atom: Atom; readonly item: string }> {
  const names = LANGUAGES[what]?.names ?? [];
  for (const dependencyClass of RUNTIME_CLASSES) {
    for (const node of itemsOf(universe, pkg, dependencyClass)) {
      for (const atom of atomsOf(node)) {
        if (atom.blocker === null && names.includes(formatCpn(atom)))
          yield { atom, item: textOf(node, pkg.record[dependencyClass]) };
      }
    }
  }
}
