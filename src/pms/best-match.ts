// Which of several atoms says most about a package: configuration files let the most specific line win (portage(5), package.use).

import type { Atom } from './atom.js';
import { compareVersions, type Ordering } from './compare-versions.js';
import { type Candidate, matchesAtom } from './match-atom.js';
import type { Version } from './version.js';

/** The most specific of `atoms` that match; of equals the first, of version ranges the one whose version is nearest. Null: none does. */
export function bestMatch(atoms: Iterable<Atom>, candidate: Candidate): Atom | null {
  let best: Atom | null = null;
  for (const atom of atoms) {
    if (!matchesAtom(atom, candidate)) continue;
    const more: number = best === null ? 1 : specificity(atom) - specificity(best);
    if (more > 0 || (more === 0 && best !== null && isNearer(atom, best, candidate))) best = atom;
  }
  return best;
}

const RANGE = 2;

/** In Portage's order, `=cat/pkg-1` highest and a wildcard for everything lowest. */
export function specificity(atom: Atom): number {
  if (atom.versionPart !== null) return 0;
  if (atom.category.includes('*') || atom.package.includes('*')) return atom.slot === null ? -2 : -1;
  const bySlot = atom.slot === null ? 1 : 3;
  switch (atom.operator) {
    case '=':
      return 6;
    case '~':
      return 5;
    case '=*':
      return 4;
    case null:
      return bySlot;
    default:
      return Math.max(RANGE, bySlot);
  }
}

/** Of two ranges on the same side of the package, whether `atom` starts nearer to it; those on different sides do not compare. */
function isNearer(atom: Atom, best: Atom, candidate: Candidate): boolean {
  const version = candidate.cpv.version;
  if (version === null || atom.version === null || best.version === null || specificity(atom) !== RANGE) {
    return false;
  }
  const side = sideOf(atom.version, version);
  const bestSide = sideOf(best.version, version);
  if (bestSide === 0) return false;
  if (side === 0) return true;
  return side === bestSide && compareVersions(atom.version, best.version) === -side;
}

function sideOf(version: Version, of: Version): Ordering {
  return compareVersions(version, of);
}
