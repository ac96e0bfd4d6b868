// The text of a dependency, LICENSE, PROPERTIES or RESTRICT value as Portage puts it into the index: USE conditionals decided with the
// package's own USE, superfluous brackets gone (Portage 3.0.82, `dbapi/bintree.py:2439-2458`; measured against `use_reduce`).

import { type Atom, isAtom } from '../pms/atom.js';
import type { DepspecNode } from '../pms/depspec.js';
import type { DepspecKind } from '../pms/depspec-leaf.js';
import { parseDepspec } from '../pms/parse-depspec.js';
import { evaluateAtom, isConditionMet } from '../pms/reduce-depspec.js';

/** What Portage writes for an any-of group that no member is left of. Written as `|| ( )` it could not be read again. */
const EMPTY_ANY_OF = '__const__/empty-any-of';

/** A word, or a bracket with what it holds. */
type Item = string | { readonly operator: '' | '|| '; readonly items: readonly Item[] };
type Node = DepspecNode<unknown>;

/** Throws `PmsSyntaxError` for text that breaks the grammar. */
export function reduceIndexValue(text: string, kind: DepspecKind, use: ReadonlySet<string>): string {
  return format(reduceAll(parseDepspec(text, { kind }).nodes, use));
}

/** Items that must all hold: inner brackets of the same meaning open up. */
function reduceAll(nodes: readonly Node[], use: ReadonlySet<string>): Item[] {
  const items: Item[] = [];
  for (const node of nodes) {
    if (node.type === 'leaf') items.push(word(node.value, use));
    else if (node.type === 'use-conditional') {
      if (isConditionMet(node, { use })) items.push(...reduceAll(node.children, use));
    } else if (node.type === 'any-of') {
      const members = reduceAny(node.children, use);
      const [only] = members;
      if (only === undefined) items.push(EMPTY_ANY_OF);
      else if (members.length > 1) items.push({ operator: '|| ', items: members });
      else if (isBracket(only)) items.push(...only.items);
      else items.push(only);
    } else items.push(...reduceAll(node.children, use));
  }
  return items;
}

/** Members of an any-of group: those of inner any-of groups join them, one that holds several items stays in brackets. */
function reduceAny(nodes: readonly Node[], use: ReadonlySet<string>): Item[] {
  const members: Item[] = [];
  for (const node of nodes) {
    if (node.type === 'leaf') members.push(word(node.value, use));
    else if (node.type === 'any-of') {
      const inner = reduceAny(node.children, use);
      if (inner.length > 0) members.push(...inner);
      else members.push({ operator: '', items: [EMPTY_ANY_OF] });
    } else if (node.type !== 'use-conditional' || isConditionMet(node, { use })) {
      const items = reduceAll(node.children, use);
      const [only] = items;
      if (items.length > 1) members.push({ operator: '', items });
      else if (only !== undefined && typeof only !== 'string') members.push(...only.items);
      else if (only !== undefined) members.push(only);
    }
  }
  return members;
}

function isBracket(item: Item): item is Exclude<Item, string> {
  return typeof item !== 'string' && item.operator === '';
}

function word(value: unknown, use: ReadonlySet<string>): string {
  return isAtom(value) ? evaluateAtom(value as Atom, use).text : String(value);
}

function format(items: readonly Item[]): string {
  return items
    .map(item => (typeof item === 'string' ? item : `${item.operator}( ${format(item.items)} )`))
    .join(' ');
}
