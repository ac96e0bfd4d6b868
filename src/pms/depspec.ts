// Dependency specifications (PMS 8.2): the one grammar of *DEPEND, REQUIRED_USE, LICENSE, RESTRICT, PROPERTIES and SRC_URI,
// as a tree that remembers where in the text everything stands.

interface Span {
  /** Positions in the text: from the first character of the item to the one after its last. */
  readonly start: number;
  readonly end: number;
}

export type GroupType = 'all-of' | 'any-of' | 'exactly-one-of' | 'at-most-one-of';

export interface Leaf<T> extends Span {
  readonly type: 'leaf';
  readonly value: T;
}
export interface Group<T> extends Span {
  readonly type: GroupType;
  readonly children: readonly DepspecNode<T>[];
}
export interface Conditional<T> extends Span {
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
