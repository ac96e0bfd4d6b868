// Our typed trees as the lists that Portage's use_reduce returns in its several modes.

import type { Atom } from '../../../src/pms/atom.js';
import type { DepspecNode } from '../../../src/pms/depspec.js';
import type { SourceUri } from '../../../src/pms/depspec-leaf.js';
import { isConditionMet, type Reduction } from '../../../src/pms/reduce-depspec.js';

export type Nested = (string | Nested)[];
type Value = Atom | SourceUri | string;
type Node = DepspecNode<Value>;

/** Portage's atom that nothing can ever match. */
const IMPOSSIBLE = '__const__/empty-any-of';

/** One leaf is three tokens where SRC_URI has an arrow. */
function tokensOf(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if ('uri' in value) return value.rename === null ? [value.uri] : [value.uri, '->', value.rename];
  return [value.text];
}

/** The default mode: `||` before a list of its members. */
export function toNested(nodes: readonly Node[]): Nested {
  return nodes.flatMap((node): Nested => {
    if (node.type === 'leaf') return tokensOf(node.value);
    if (node.type !== 'any-of') return [toNested(node.children)];
    return node.children.length === 0 ? [IMPOSSIBLE] : ['||', toNested(node.children)];
  });
}

/** `opconvert`: `||` is the first element of the list of its members. */
export function toConverted(nodes: readonly Node[]): Nested {
  return nodes.flatMap((node): Nested => {
    if (node.type === 'leaf') return tokensOf(node.value);
    if (node.type !== 'any-of') return [toConverted(node.children)];
    return [node.children.length === 0 ? IMPOSSIBLE : ['||', ...toConverted(node.children)]];
  });
}

/** `flat`: all tokens of groups that count, made from the tree as parsed; `evaluate` decides atoms. */
export function toFlat(
  nodes: readonly Node[],
  reduction: Reduction,
  evaluate: (value: Value) => Value,
): string[] {
  return nodes.flatMap(node => {
    if (node.type === 'leaf') return tokensOf(evaluate(node.value));
    if (node.type === 'use-conditional' && !isConditionMet(node, reduction)) return [];
    const inner = toFlat(node.children, reduction, evaluate);
    return node.type === 'any-of' ? ['||', ...inner] : inner;
  });
}

/** `subset`: only what stands under a condition on one of the flags. */
export function selectSubset(nodes: readonly Node[], flags: ReadonlySet<string>, selected = false): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type === 'leaf') return selected ? [node] : [];
    const inside = selected || (node.type === 'use-conditional' && !node.negated && flags.has(node.flag));
    const children = selectSubset(node.children, flags, inside);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}

/** `excludeall` without `matchall`: negated conditions on these flags are never met, and nothing else changes. */
export function withoutNegated(nodes: readonly Node[], flags: ReadonlySet<string>): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.type === 'leaf') return [node];
    if (node.type === 'use-conditional' && node.negated && flags.has(node.flag)) return [];
    return [{ ...node, children: withoutNegated(node.children, flags) }];
  });
}
