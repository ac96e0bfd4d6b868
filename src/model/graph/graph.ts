// The dependency graph that people explore: instances and unresolved needs as nodes, requirements as edges (graphology).
// A view of the universe; `flat.ts` is the other, and a test says that they agree.

import { MultiDirectedGraph } from 'graphology';
import type { Atom } from '../../pms/atom.js';
import { isOffered, isSuperseded } from '../newest.js';
import { type BinaryPackage, instanceName, packagePath, RUNTIME_CLASSES } from '../package.js';
import { itemsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import { chosenAtoms, preferred } from './flat.js';
import type { GraphEdge, GraphNode, PackageNode } from './graph-node.js';

export type DependencyGraph = MultiDirectedGraph<GraphNode, GraphEdge>;

/** The runtime graph of all offered packages. Of an any-of the first branch that holds is drawn. */
export function dependencyGraph(universe: Universe): DependencyGraph {
  const graph: DependencyGraph = new MultiDirectedGraph<GraphNode, GraphEdge>();
  const keys = nodeKeys(universe);
  // What a client masks is none of its names.
  const seen = new Set([...universe.byCpn.values()].flat());
  const drawn = universe.packages.filter(pkg => isOffered(pkg) && seen.has(pkg));
  for (const pkg of drawn) graph.addNode(keys.get(pkg), describe(universe, pkg));
  for (const pkg of drawn) {
    for (const dependencyClass of RUNTIME_CLASSES) {
      for (const atom of chosenAtoms(universe, itemsOf(universe, pkg, dependencyClass))) {
        const target = targetOf(universe, graph, keys, atom);
        graph.addDirectedEdge(keys.get(pkg), target, {
          class: dependencyClass,
          atom: atom.text,
          candidates: universe.matches(atom).length,
        });
      }
    }
  }
  return graph;
}

/** Node keys are the names of instances; the second of a name also carries its path or position. */
export function nodeKeys(universe: Universe): ReadonlyMap<BinaryPackage, string> {
  const keys = new Map<BinaryPackage, string>();
  const taken = new Set<string>();
  for (const pkg of universe.packages) {
    const name = instanceName(pkg);
    const longer = `${name} ${packagePath(pkg)}`.trim();
    const key = [name, longer, `${longer} #${pkg.id}`].find(candidate => !taken.has(candidate)) as string;
    taken.add(key);
    keys.set(pkg, key);
  }
  return keys;
}

function targetOf(
  universe: Universe,
  graph: DependencyGraph,
  keys: ReadonlyMap<BinaryPackage, string>,
  atom: Atom,
): string {
  const best = preferred(universe, atom);
  if (best !== null) return keys.get(best) as string;
  const key = `missing ${atom.text}`;
  if (!graph.hasNode(key)) graph.addNode(key, { kind: 'missing', label: atom.text });
  return key;
}

function describe(universe: Universe, pkg: BinaryPackage): PackageNode {
  return {
    kind: 'package',
    label: instanceName(pkg),
    cpv: pkg.cpvText,
    buildId: pkg.buildId,
    slot: pkg.record.SLOT,
    repo: pkg.repo,
    role: pkg.role,
    superseded: isSuperseded(universe, pkg),
  };
}
