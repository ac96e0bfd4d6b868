// Strongly connected components of the runtime graph: packages that need each other, directly or through others.

import { type BinaryPackage, RUNTIME_CLASSES } from '../package.js';
import type { Universe } from '../universe.js';
import { type FlatGraph, flatGraph } from './flat.js';

/** PDEPEND exists to break cycles, so its edges do not make one. */
const POST = RUNTIME_CLASSES.indexOf('PDEPEND');

/** Components of two or more packages over RDEPEND and IDEPEND, members in index order, components by first member. */
export function runtimeComponents(universe: Universe): readonly (readonly BinaryPackage[])[] {
  const graph = flatGraph(universe);
  return componentsOf(graph, universe.packages.length, edge => graph.class[edge] !== POST)
    .filter(members => members.length > 1)
    .map(members => members.sort((a, b) => a - b).map(id => universe.packages[id] as BinaryPackage))
    .sort((a, b) => (a[0] as BinaryPackage).id - (b[0] as BinaryPackage).id);
}

/** Tarjan's algorithm with its own stack, so that depth is bounded by memory and not by the call stack. */
export function componentsOf(
  graph: Pick<FlatGraph, 'start' | 'target'>,
  count: number,
  follows: (edge: number) => boolean,
): number[][] {
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const cursor = new Uint32Array(count);
  const stack: number[] = [];
  const path: number[] = [];
  const components: number[][] = [];
  let next = 0;

  const enter = (node: number) => {
    index[node] = low[node] = next++;
    cursor[node] = graph.start[node] as number;
    onStack[node] = 1;
    stack.push(node);
    path.push(node);
  };
  const leave = (node: number) => {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
    if (low[node] !== index[node]) return;
    const members = stack.splice(stack.lastIndexOf(node));
    for (const member of members) onStack[member] = 0;
    components.push(members);
  };
  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue;
    enter(root);
    while (path.length > 0) {
      const node = path.at(-1) as number;
      const edge = cursor[node] as number;
      if (edge === graph.start[node + 1]) {
        leave(node);
        continue;
      }
      cursor[node] = edge + 1;
      const target = graph.target[edge] as number;
      if (!follows(edge)) continue;
      if (index[target] === -1) enter(target);
      else if (onStack[target] === 1) low[node] = Math.min(low[node] as number, index[target] as number);
    }
  }
  return components;
}
