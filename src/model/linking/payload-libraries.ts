// Libraries by what the files of packages are: who offers each soname of an ABI, which symbol versions it defines, and whether the
// dynamic linker of a client finds it there (ld.so(8)).

import { getOrMake } from '../../base/get-or-make.js';
import { formatCpn } from '../../pms/cpv.js';
import { isOffered, isSuperseded, newestInSlot } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import type { ElfObject, Payload } from '../payload.js';
import { payloadOf } from '../payload-of.js';
import { baselinesOf } from '../place.js';
import { remember } from '../remember.js';
import { atomsOf, requirementsOf } from '../requirements.js';
import { standingOn } from '../standing.js';
import type { Universe } from '../universe.js';
import { searchedBy, sonameOf } from './soname-dependencies.js';

/** One library of a package. */
export interface Library {
  readonly package: BinaryPackage;
  /** Its directory; null where only the index tells of it. */
  readonly directory: string | null;
  /** Symbol versions that it defines; null where its file was not looked at. */
  readonly versions: readonly string[] | null;
  /** The dynamic linker looks there for everybody, as far as can be known. */
  readonly isPublic: boolean;
}

/** `undefined`: clients can have libraries of the name, and none has the version. `absent`: they can have none. */
export type Answer = 'defined' | 'undefined' | 'unknown' | 'absent';

type ByName = Map<string, Map<string, Library[]>>;

const NONE: readonly Library[] = [];

/** Where the linker looks by itself, with the places of multilib, multiarch and hardware capabilities. */
const STANDARD =
  /(?:^|\/usr|\/usr\/local)\/lib[a-z]{0,3}\d{0,3}(?:\/[a-z0-9_]+-linux-[a-z0-9]+)?(?:\/(?:tls|glibc-hwcaps\/[^/]+))?$/;

/** All libraries of a name that candidates, background and installed packages have, superseded ones too. */
export function librariesOf(universe: Universe, category: string, soname: string): readonly Library[] {
  return tableOf(universe).get(category)?.get(soname) ?? NONE;
}

function tableOf(universe: Universe): ByName {
  return remember(universe, tableOf, null, () => {
    const table: ByName = new Map();
    const add = (category: string, soname: string, library: Library) =>
      getOrMake(
        getOrMake(table, category, () => new Map<string, Library[]>()),
        soname,
        () => [],
      ).push(library);
    for (const pkg of universe.packages) {
      if (pkg.role === 'published') continue;
      const payload = payloadOf(universe, pkg);
      for (const file of payload?.elf ?? []) {
        const soname = sonameOf(file);
        if (soname === null || file.category === null) continue;
        const directory = directoryOf(file.path);
        const isPublic = STANDARD.test(directory) || opensDirectories(universe, pkg, payload);
        add(file.category, soname, { package: pkg, directory, versions: file.versionDefinitions, isPublic });
      }
      if (payload?.isComplete === true) continue;
      for (const { abi, soname } of pkg.provides)
        add(abi, soname, { package: pkg, directory: null, versions: null, isPublic: true });
    }
    return table;
  });
}

/** The linker's list of directories is made on the client, from files of `/etc/env.d` and, for compilers, by gcc-config. */
function opensDirectories(universe: Universe, pkg: BinaryPackage, payload: Payload | null): boolean {
  return remember(universe, opensDirectories, pkg.id, () => {
    if (pkg.cpn === 'sys-devel/gcc') return true;
    const members = payload?.members ?? '';
    return members.includes(' /etc/env.d/') || members.includes(' /etc/ld.so.conf.d/');
  });
}

/** Without any version definition the linker takes the library as it is, with a warning at most (glibc, elf/dl-version.c). */
export function defines({ versions }: Library, version: string): boolean {
  return versions !== null && (versions.length === 0 || versions.includes(version));
}

/** What a client finds that has updated everything, from the binhosts alone or on every baseline. */
export function answerFor(universe: Universe, category: string, soname: string, version: string): Answer {
  const answers = remember(universe, answerFor, librariesOf(universe, category, soname), () => new Map());
  return getOrMake(answers, version, () => findAnswer(universe, category, soname, version));
}

function findAnswer(universe: Universe, category: string, soname: string, version: string): Answer {
  const all = librariesOf(universe, category, soname);
  const open = all.filter(library => library.isPublic);
  const seen = open.length > 0 ? open : all;
  const ask = (libraries: readonly Library[]): Answer => {
    if (libraries.some(library => defines(library, version))) return 'defined';
    if (libraries.some(library => library.versions === null)) return 'unknown';
    return libraries.length === 0 ? 'absent' : 'undefined';
  };
  const offered = ask(seen.filter(library => isCurrent(universe, library.package)));
  if (offered === 'defined' || offered === 'unknown') return offered;
  const installed = baselinesOf(universe).map(place => {
    const standing = standingOn(universe, place);
    return ask(seen.filter(library => standing.has(library.package)));
  });
  // Who lacks it for certain cannot start the program, whatever is known of others. Who has no such library gets what is offered.
  const there = installed.map(answer => (answer === 'absent' ? offered : answer));
  const worst = (['undefined', 'absent', 'unknown', 'defined'] as const).find(it => there.includes(it));
  return worst ?? offered;
}

/** The newest of its slot on offer. */
function isCurrent(universe: Universe, pkg: BinaryPackage): boolean {
  return isOffered(pkg) && !isSuperseded(universe, pkg);
}

/**
 * Whether a file finds the version in a place of its own: in its package, where its RUNPATH leads, in a package that its own
 * depends on, which may load it first, or in an older one that its dependencies hold a client to. What was not looked at counts: the
 * file may find it.
 */
export function findsForItself(
  universe: Universe,
  pkg: BinaryPackage,
  file: ElfObject,
  need: { readonly library: string; readonly version: string },
): boolean {
  const libraries = librariesOf(universe, file.category ?? '', need.library);
  const has = (library: Library) => library.versions === null || defines(library, need.version);
  if (libraries.some(library => library.package === pkg && has(library))) return true;
  const useful = libraries.filter(has);
  if (useful.length === 0) return false;
  const searched = searchedBy(file);
  return useful.some(
    ({ package: provider, directory, isPublic }) =>
      (directory !== null && searched.includes(directory)) ||
      (!isPublic && asksFor(universe, pkg, provider)) ||
      asksForOlder(universe, pkg, provider),
  );
}

function asksFor(universe: Universe, pkg: BinaryPackage, provider: BinaryPackage): boolean {
  for (const { node } of requirementsOf(universe, pkg)) {
    for (const atom of atomsOf(node))
      if (formatCpn(atom) === provider.cpn && universe.matches(atom).includes(provider)) return true;
  }
  return false;
}

/** Whether a dependency admits a superseded package and not the one that supersedes it: a client keeps or takes the older. */
export function asksForOlder(universe: Universe, pkg: BinaryPackage, provider: BinaryPackage): boolean {
  const newest = newestInSlot(universe, provider.cpn, provider.slot.slot);
  if (newest === null || newest === provider) return false;
  for (const { node } of requirementsOf(universe, pkg)) {
    for (const atom of atomsOf(node)) {
      if (atom.blocker !== null || formatCpn(atom) !== provider.cpn) continue;
      const matching = universe.matches(atom);
      if (matching.includes(provider) && !matching.includes(newest)) return true;
    }
  }
  return false;
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
