// Dependency specifications (PMS 8.2): the one grammar of *DEPEND, REQUIRED_USE, LICENSE, RESTRICT, PROPERTIES and SRC_URI,
// as a tree that remembers where in the text everything stands.

import type { Atom, AtomOptions } from './atom.js';
import type { FlagCondition, LeafOf, SourceUri } from './depspec-leaf.js';
import { DepspecParser } from './depspec-parser.js';

export type { FlagCondition, SourceUri };

export type DepspecKind = 'dependency' | 'required-use' | 'license' | 'restrict' | 'properties' | 'src-uri';

interface Place {
  /** Positions in the text: from the first character of the item to the one after its last. */
  readonly start: number;
  readonly end: number;
}

export type GroupType = 'all-of' | 'any-of' | 'exactly-one-of' | 'at-most-one-of';

export interface Leaf<T> extends Place {
  readonly type: 'leaf';
  readonly value: T;
}
export interface Group<T> extends Place {
  readonly type: GroupType;
  readonly children: readonly DepspecNode<T>[];
}
export interface Conditional<T> extends Place {
  readonly type: 'use-conditional';
  readonly flag: string;
  readonly negated: boolean;
  readonly children: readonly DepspecNode<T>[];
}
export type DepspecNode<T> = Leaf<T> | Group<T> | Conditional<T>;

export interface Depspec<T> {
  readonly text: string;
  /** Top-level items; all of them must hold. */
  readonly nodes: readonly DepspecNode<T>[];
  /** No USE setting changes it and no bracket is superfluous, as in built packages: `reduceDepspec` gives it back. */
  readonly reduced: boolean;
}

export interface DepspecOptions<K extends DepspecKind = 'dependency'> {
  /** Refuse what this EAPI does not have; without it, what any EAPI has is read. */
  readonly eapi?: string;
  /** Default `dependency`. */
  readonly kind?: K;
  /** How atoms are read; pass a memoised function where many texts repeat the same atoms. */
  readonly readAtom?: (text: string, options: AtomOptions) => Atom;
  /** Read `( )` in REQUIRED_USE: PMS forbids it, Portage takes it, and PMS 8.2 says what it would mean. Default: refuse. */
  readonly emptyGroups?: boolean;
}

/** Reads a specification of any kind. Throws `PmsSyntaxError` with the offset in the whole text. */
export function parseDepspec<K extends DepspecKind = 'dependency'>(
  text: string,
  options: DepspecOptions<K> = {},
): Depspec<LeafOf[K]> {
  const kind: DepspecKind = options.kind ?? 'dependency';
  const parser = new DepspecParser<LeafOf[K]>(text, kind, options);
  const nodes = parser.parse();
  return { text, nodes, reduced: parser.reduced };
}

/** Every leaf, in the order of the text. */
export function* leavesOf<T>(nodes: readonly DepspecNode<T>[]): Generator<Leaf<T>> {
  const waiting = nodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'leaf') yield node;
    else for (const child of node.children.toReversed()) waiting.push(child);
  }
}

/** The item as written, white space folded. */
export function itemText(text: string, place: { readonly start: number; readonly end: number }): string {
  return text.slice(place.start, place.end).replace(/\s+/g, ' ');
}

/** The tree as Portage writes it: brackets and operators as tokens between single spaces. */
export function formatDepspec<T>(nodes: readonly DepspecNode<T>[], formatLeaf: (value: T) => string): string {
  return nodes.map(node => formatNode(node, formatLeaf)).join(' ');
}

const SIGNS = { 'all-of': '', 'any-of': '|| ', 'exactly-one-of': '^^ ', 'at-most-one-of': '?? ' } as const;

function formatNode<T>(node: DepspecNode<T>, formatLeaf: (value: T) => string): string {
  if (node.type === 'leaf') return formatLeaf(node.value);
  const sign =
    node.type === 'use-conditional' ? `${node.negated ? '!' : ''}${node.flag}? ` : SIGNS[node.type];
  const inner = formatDepspec(node.children, formatLeaf);
  return inner === '' ? `${sign}( )` : `${sign}( ${inner} )`;
}
