// The runtime dependency graph of a binhost as a client sees it: packages and needs that nothing meets as nodes, dependencies as edges.

import { compareText } from '../base/compare-text.js';
import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import { dependencyGraph } from '../model/graph/graph.js';
import type { GraphEdge, GraphNode } from '../model/graph/graph-node.js';
import type { Universe } from '../model/universe.js';

export const GRAPH_SCHEMA = 'binpkg-check/graph/1' as const;

/** As graphology reads graphs: `MultiDirectedGraph.from(record)`. */
export interface GraphRecord {
  readonly schema: typeof GRAPH_SCHEMA;
  /** By key. */
  readonly nodes: readonly NodeRecord[];
  /** By their ends and attributes. */
  readonly edges: readonly EdgeRecord[];
}

export interface NodeRecord<A extends object = GraphNode> {
  readonly key: string;
  readonly attributes: A;
}

export interface EdgeRecord<A extends object = GraphEdge> {
  readonly source: string;
  readonly target: string;
  readonly attributes: A;
}

export interface GraphOptions {
  /** What it masks is not in the graph. */
  readonly client?: ClientSettings | null;
}

/** Contract: `graph --format json`. */
export function answerGraph(universe: Universe, options: GraphOptions = {}): GraphRecord {
  return {
    schema: GRAPH_SCHEMA,
    ...listGraph<GraphNode, GraphEdge>(dependencyGraph(seenBy(universe, options))),
  };
}

/** What of the universe is in the graph. */
export function seenBy(universe: Universe, { client = null }: GraphOptions): Universe {
  return client === null ? universe : universeSeenBy(universe, client);
}

/** What is needed of a graphology graph; its nodes and edges carry flat attributes. */
export interface ListableGraph<N extends object = object, E extends object = object> {
  forEachNode(visit: (key: string, attributes: N) => void): void;
  forEachEdge(visit: (key: string, attributes: E, source: string, target: string) => void): void;
}

export interface Listing<N extends object = object, E extends object = object> {
  readonly nodes: readonly NodeRecord<N>[];
  readonly edges: readonly EdgeRecord<E>[];
}

/** In an order that the same graph always has. */
export function listGraph<N extends object, E extends object>(graph: ListableGraph<N, E>): Listing<N, E> {
  const nodes: NodeRecord<N>[] = [];
  const edges: EdgeRecord<E>[] = [];
  graph.forEachNode((key, attributes) => nodes.push({ key, attributes }));
  graph.forEachEdge((_, attributes, source, target) => edges.push({ source, target, attributes }));
  nodes.sort((a, b) => compareText(a.key, b.key));
  const sortable = edges.map(edge => ({
    edge,
    text: JSON.stringify([edge.source, edge.target, edge.attributes]),
  }));
  return { nodes, edges: sortable.sort((a, b) => compareText(a.text, b.text)).map(({ edge }) => edge) };
}
