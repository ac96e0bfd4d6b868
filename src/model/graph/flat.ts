// The universe as typed arrays: atoms with their candidates, requirement trees, and the edges between packages.
// For loops that run millions of times; the same truth as `Universe`, which a test asserts.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { isOffered } from '../newest.js';
import { type BinaryPackage, RUNTIME_CLASSES } from '../package.js';
import { atomsOf, type Item, isBlocker, itemsOf } from '../requirements.js';
import type { Universe } from '../universe.js';

/** One edge from a package to the candidate that Portage would try first for one of its atoms. */
export interface FlatGraph {
  /** Edges of package `p` are at positions `start[p]` to `start[p + 1]`. */
  readonly start: Uint32Array;
  /** Package id at the other end. */
  readonly target: Uint32Array;
  /** Position in `atoms`. */
  readonly atom: Uint32Array;
  /** Position in `RUNTIME_CLASSES`. */
  readonly class: Uint8Array;
  readonly atoms: readonly Atom[];
  /** All packages that satisfy atom `a`, at `candidateStart[a]` to `candidateStart[a + 1]`, in the order of `Universe.matches`. */
  readonly candidateStart: Uint32Array;
  readonly candidates: Uint32Array;
}

const graphs = new WeakMap<Universe, FlatGraph>();

/** The runtime graph over all offered packages; of an any-of, the first branch that holds. Built once for each universe. */
export function flatGraph(universe: Universe): FlatGraph {
  return getOrMake(graphs, universe, () => build(universe));
}

function build(universe: Universe): FlatGraph {
  const atoms = new Map<Atom, number>();
  const start = new Uint32Array(universe.packages.length + 1);
  const edges: number[] = [];
  // Most instances of an index share their dependency text, and with it their edges: target and atom, one after the other.
  const byText = new Map<readonly Item[], readonly number[]>();
  const edgesOf = (nodes: readonly Item[]) =>
    [...chosenAtoms(universe, nodes)].flatMap(atom => {
      const index = getOrMake(atoms, atom, () => atoms.size);
      const best = preferred(universe, atom);
      return best === null ? [] : [best.id, index];
    });
  for (const pkg of universe.packages) {
    start[pkg.id] = edges.length / 3;
    if (!isOffered(pkg)) continue;
    for (const [position, dependencyClass] of RUNTIME_CLASSES.entries()) {
      const nodes = itemsOf(universe, pkg, dependencyClass);
      const pairs = getOrMake(byText, nodes, () => edgesOf(nodes));
      for (let i = 0; i < pairs.length; i += 2)
        edges.push(pairs[i] as number, pairs[i + 1] as number, position);
    }
  }
  start[universe.packages.length] = edges.length / 3;
  const list = [...atoms.keys()];
  return { ...columns(edges), start, atoms: list, ...candidatesOf(universe, list) };
}

function columns(edges: readonly number[]): Pick<FlatGraph, 'target' | 'atom' | 'class'> {
  const count = edges.length / 3;
  const target = new Uint32Array(count);
  const atom = new Uint32Array(count);
  const dependencyClass = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    target[i] = edges[3 * i] as number;
    atom[i] = edges[3 * i + 1] as number;
    dependencyClass[i] = edges[3 * i + 2] as number;
  }
  return { target, atom, class: dependencyClass };
}

function candidatesOf(
  universe: Universe,
  atoms: readonly Atom[],
): Pick<FlatGraph, 'candidateStart' | 'candidates'> {
  const candidateStart = new Uint32Array(atoms.length + 1);
  const candidates: number[] = [];
  for (const [index, atom] of atoms.entries()) {
    candidateStart[index] = candidates.length;
    for (const pkg of universe.matches(atom)) candidates.push(pkg.id);
  }
  candidateStart[atoms.length] = candidates.length;
  return { candidateStart, candidates: Uint32Array.from(candidates) };
}

/** The package that Portage tries first for an atom: the last in order of preference that a binhost offers. */
export function preferred(universe: Universe, atom: Atom): BinaryPackage | null {
  return universe.matches(atom).findLast(isOffered) ?? null;
}

/** The atoms of items without blockers; of an any-of only those of the first branch that holds, or of all where none does. */
export function* chosenAtoms(universe: Universe, nodes: readonly Item[]): Generator<Atom> {
  for (const node of nodes) {
    if (node.type === 'leaf') {
      if (!isBlocker(node)) yield node.value;
      continue;
    }
    const branches = node.type === 'any-of' ? node.children : [node];
    const isMet = (atom: Atom) => atom.blocker !== null || preferred(universe, atom) !== null;
    const holding = branches.find(branch => !isBlocker(branch) && [...atomsOf(branch)].every(isMet));
    for (const branch of holding === undefined ? branches : [holding]) {
      for (const atom of atomsOf(branch)) if (atom.blocker === null) yield atom;
    }
  }
}
