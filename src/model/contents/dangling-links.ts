// Symlinks that lead nowhere once their package is installed with all that it needs.

import { isOffered, isSuperseded } from '../newest.js';
import type { BinaryPackage } from '../package.js';
import { payloadOf } from '../payload-of.js';
import type { Universe } from '../universe.js';
import { type FileOwners, fileOwners } from './file-owners.js';
import { isMadeAtRuntime } from './made-at-runtime.js';
import { presenceFor } from './runtime-presence.js';
import { isSideFile } from './side-files.js';
import { memberAt, SYMLINK, walkMembers } from './walk-members.js';

export interface DanglingLink {
  readonly path: string;
  /** As written. */
  readonly link: string;
  /** Where that is in the root. */
  readonly target: string;
  readonly why:
    | { readonly kind: 'nowhere' }
    /** Another package has it, which nothing that the package needs brings in. */
    | { readonly kind: 'undeclared'; readonly owner: BinaryPackage }
    /** Not known: files or dependencies of what it needs are not. */
    | { readonly kind: 'unknown'; readonly gap: string };
}

/** Directories that sys-apps/baselayout makes. */
const BASE =
  /^(?:\/(?:etc|opt|usr(?:\/(?:bin|include|lib[0-9a-z]*|libexec|share(?:\/(?:doc|info|man|misc))?))?)?)$/;

export function* danglingLinks(universe: Universe, pkg: BinaryPackage): Generator<DanglingLink> {
  const members = payloadOf(universe, pkg)?.members ?? '';
  const places: number[] = [];
  walkMembers(members, (letter, at) => {
    if (letter === SYMLINK) places.push(at);
  });
  if (places.length === 0) return;
  const owners = fileOwners(universe);
  for (const at of places) {
    const { path: written, link } = memberAt(members, at);
    if (isSideFile(written) || link === '') continue;
    const targets = targetsOf(owners, written, link);
    const why = whyDangling(universe, owners, pkg, written, targets);
    if (why !== null) yield { path: written, link, target: targets[0] as string, why };
  }
}

/** Seen from where the link is in the root; where nobody tells whether /usr is merged, from where it is written as well. */
function targetsOf(owners: FileOwners, written: string, link: string): readonly string[] {
  const path = owners.pathOf(written);
  const target = owners.targetOf({ path, link });
  return owners.layout === 'unknown' ? [target, owners.targetOf({ path: written, link })] : [target];
}

function whyDangling(
  universe: Universe,
  owners: FileOwners,
  pkg: BinaryPackage,
  written: string,
  targets: readonly string[],
): DanglingLink['why'] | null {
  const places = targets.map(target => owners.placeOf(target));
  if (places.some(place => BASE.test(place) || isMadeAtRuntime(place))) return null;
  const isThere = (accepts: (owner: BinaryPackage) => boolean) =>
    targets.some(target => owners.find(target, accepts) !== null);
  const own = owners.pathOf(written);
  if (places.every(place => place === own)) {
    // With a merged /usr, /sbin/ip -> /bin/ip is a link to itself, unless the program lies there too.
    const others = [...owners.ownersOf(own, owner => owner === pkg)].filter(({ kind }) => kind !== 'symlink');
    return others.length > 0 ? null : { kind: 'nowhere' };
  }
  const isOwn = (owner: BinaryPackage) => owner === pkg;
  if (isThere(isOwn))
    return targets.every(target => isLoop(owners, target, isOwn)) ? { kind: 'nowhere' } : null;
  const presence = presenceFor(universe, pkg);
  if (isThere(owner => presence.has(owner))) return null;
  if (presence.gap !== null) return { kind: 'unknown', gap: presence.gap };
  for (const target of targets) {
    const owned = owners.find(target, owner => isOffered(owner) && !isSuperseded(universe, owner));
    if (owned !== null) return { kind: 'undeclared', owner: owned.package };
  }
  return { kind: 'nowhere' };
}

/** Links of one package that lead to each other and to nothing else. */
function isLoop(owners: FileOwners, start: string, isOwn: (owner: BinaryPackage) => boolean): boolean {
  const seen = new Set<string>();
  for (let target = start; ; ) {
    const owned = owners.find(target, isOwn);
    if (owned === null || owned.kind !== 'symlink') return false;
    if (seen.has(owned.path)) return true;
    seen.add(owned.path);
    target = owners.targetOf(owned);
  }
}
