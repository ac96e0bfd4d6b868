// What nodes and edges of the dependency graph say; apart from the graph itself, so that who reads a record needs no graphology.

import type { DependencyClass } from '../../pms/dependency-class.js';

export interface PackageNode {
  readonly kind: 'package';
  readonly label: string;
  readonly cpv: string;
  readonly buildId: number | null;
  readonly slot: string;
  readonly repo: string;
  readonly role: string;
  readonly superseded: boolean;
}

/** An atom that no package of the universe satisfies. */
interface MissingNode {
  readonly kind: 'missing';
  readonly label: string;
}

export type GraphNode = PackageNode | MissingNode;

export interface GraphEdge {
  readonly class: DependencyClass;
  readonly atom: string;
  /** How many packages satisfy the atom; the edge leads to the one that Portage tries first. */
  readonly candidates: number;
}
