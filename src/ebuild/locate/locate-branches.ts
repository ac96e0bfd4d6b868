// What has to hold for a part of `if`, `case`, a loop or `a && b` to be run.

import type { Condition } from './locate-syntax.js';
import { type SyntaxNode, sourceOf } from './locate-tree.js';

export interface Branch {
  readonly child: SyntaxNode;
  /** Beside those around the whole. */
  readonly conditions: readonly Condition[];
}

/** Of a long chain of `elif`, the first tests are enough. */
const MOST_TESTS = 20;

/** The children of such a command; null for any other. */
export function splitBranches(node: SyntaxNode, text: string): readonly Branch[] | null {
  switch (node.type) {
    case 'if_statement':
    case 'elif_clause':
      return splitIf(node, text);
    case 'list':
      return splitList(node, text);
    case 'case_statement':
      return splitCase(node, text);
    case 'while_statement':
    case 'for_statement':
    case 'c_style_for_statement':
      return splitLoop(node, text);
    default:
      return null;
  }
}

/** Further branches are children of the first: each is reached where the tests before it did not hold. */
function splitIf(node: SyntaxNode, text: string): readonly Branch[] {
  const failed = [{ text: testOf(node, text), negated: true }];
  const held = [{ text: testOf(node, text), negated: false }];
  const then = node.children.findIndex(({ type }) => type === 'then');
  return node.children.map((child, at) => {
    if (child.type === 'elif_clause') {
      const conditions = [...failed];
      if (failed.length < MOST_TESTS) failed.push({ text: testOf(child, text), negated: true });
      return { child, conditions };
    }
    if (child.type === 'else_clause') return { child, conditions: [...failed] };
    return { child, conditions: at > then ? held : [] };
  });
}

/** Between `if` or `elif` and `then`. */
function testOf({ children }: SyntaxNode, text: string): string {
  const end = children.findIndex(({ type }) => type === 'then');
  const test = children.slice(1, Math.max(end, 1)).filter(({ type }) => type !== ';');
  return sourceOf(test, text);
}

function splitList({ children }: SyntaxNode, text: string): readonly Branch[] {
  const [left, operator] = children;
  const test = { text: sourceOf(left === undefined ? [] : [left], text), negated: operator?.type === '||' };
  return children.map(child => ({ child, conditions: child === left ? [] : [test] }));
}

function splitCase({ children }: SyntaxNode, text: string): readonly Branch[] {
  const value = sourceOf(
    children.filter(({ field }) => field === 'value'),
    text,
  );
  return children.map(child => {
    if (child.type !== 'case_item') return { child, conditions: [] };
    const end = child.children.findIndex(({ type }) => type === ')');
    const patterns = sourceOf(child.children.slice(0, Math.max(end, 0)), text).replace(/^\(/, '');
    return { child, conditions: [{ text: `case ${value} in ${patterns}`, negated: false }] };
  });
}

function splitLoop({ children }: SyntaxNode, text: string): readonly Branch[] {
  const body = children.findIndex(({ field }) => field === 'body');
  const head = sourceOf(children.slice(0, body === -1 ? 1 : body), text).replace(/[\s;]+$/, '');
  return children.map((child, at) => ({
    child,
    conditions: at === body ? [{ text: head, negated: false }] : [],
  }));
}
