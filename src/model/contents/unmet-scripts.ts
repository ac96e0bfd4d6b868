// Scripts whose interpreter is not where they are installed.

import { getOrMake } from '../../base/get-or-make.js';
import { isOffered, isSuperseded, newestOf } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import { payloadOf } from '../payload-of.js';
import type { Universe } from '../universe.js';
import { type Accepts, type FileOwners, fileOwners } from './file-owners.js';
import { bringersOf, isBasicProgram } from './made-at-runtime.js';
import { type Presence, presenceFor } from './runtime-presence.js';
import { programOf, type ScriptProgram } from './script-program.js';
import { isProgramPlace, isSideFile } from './side-files.js';
import { similarPrograms } from './similar-programs.js';

export interface UnmetScripts {
  readonly program: string;
  /** Sorted. */
  readonly files: readonly string[];
  readonly why:
    | { readonly kind: 'nowhere'; readonly near: string | null }
    | { readonly kind: 'undeclared'; readonly owner: BinaryPackage }
    | { readonly kind: 'unsplit' }
    /** Linux looks for it in the directory that one happens to be in. */
    | { readonly kind: 'relative'; readonly near: string | null }
    /** Not known: files or dependencies of what it needs are not. */
    | { readonly kind: 'unknown'; readonly gap: string };
}

const SEARCHED = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/opt/bin'];

/** By program. What `env` is asked for is named as `env NAME`. */
export function unmetScriptsOf(universe: Universe, pkg: BinaryPackage): readonly UnmetScripts[] {
  const scripts = payloadOf(universe, pkg)?.scripts ?? [];
  const byProgram = new Map<string, { readonly program: ScriptProgram; readonly files: string[] }>();
  for (const script of scripts) {
    const program = isSideFile(script.path) ? null : programOf(script);
    if (program === null || isRemark(script.path, program)) continue;
    const key = program.kind === 'path' ? program.text : `env ${program.text}`;
    getOrMake(byProgram, key, () => ({ program, files: [] })).files.push(script.path);
  }
  return [...byProgram].flatMap(([name, { program, files }]) => {
    const why = whyUnmet(universe, pkg, program);
    return why === null ? [] : [{ program: name, files: files.sort(), why }];
  });
}

/** `#!not for running standalone`: a word that is no path, in a file that nobody starts by its place. */
function isRemark(path: string, program: ScriptProgram): boolean {
  return isRelative(program) && !isProgramPlace(path);
}

function isRelative({ kind, text }: ScriptProgram): boolean {
  return kind === 'path' && !text.startsWith('/');
}

function whyUnmet(
  universe: Universe,
  pkg: BinaryPackage,
  program: ScriptProgram,
): UnmetScripts['why'] | null {
  if (program.kind === 'unsplit') return { kind: 'unsplit' };
  const owners = fileOwners(universe);
  const paths =
    program.kind === 'path' ? [program.text] : SEARCHED.map(directory => `${directory}/${program.text}`);
  if (paths.some(isBasicProgram) || ownerAmong(owners, paths, owner => owner === pkg) !== null) return null;
  const presence = presenceFor(universe, pkg);
  if (isRelative(program))
    return { kind: 'relative', near: nearestOf(owners, nameOf(program.text), presence) };
  if (ownerAmong(owners, paths, owner => presence.has(owner)) !== null) return null;
  const bringers = paths.some(isProgramPath) ? bringersOf(nameOf(program.text)) : [];
  if (isBroughtBy(universe, bringers, presence)) return null;
  if (presence.gap !== null) return { kind: 'unknown', gap: presence.gap };
  const owner =
    ownerAmong(owners, paths, other => isOffered(other) && !isSuperseded(universe, other)) ??
    bringers.map(name => newestOf(universe, name)).find(other => other !== null) ??
    null;
  if (owner !== null) return { kind: 'undeclared', owner };
  return { kind: 'nowhere', near: nearestOf(owners, nameOf(program.text), presence) };
}

function ownerAmong(owners: FileOwners, paths: readonly string[], accepts: Accepts): BinaryPackage | null {
  for (const path of paths) {
    const owned = path.startsWith('/') ? owners.find(path, accepts) : null;
    if (owned !== null) return owned.package;
  }
  return null;
}

function isBroughtBy(universe: Universe, names: readonly string[], presence: Presence): boolean {
  return names.some(name => universe.byCpn.get(name)?.some(pkg => presence.has(pkg)) === true);
}

/** One that the package can count on comes before any other; then the highest version. */
function nearestOf(owners: FileOwners, name: string, presence: Presence): string | null {
  const alike = similarPrograms(owners, name);
  const isPresent = (path: string) => owners.find(path, owner => presence.has(owner)) !== null;
  return alike.findLast(isPresent) ?? alike.at(-1) ?? null;
}

function isProgramPath(path: string): boolean {
  return /^\/(?:usr\/)?s?bin\/[^/]+$/.test(path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
