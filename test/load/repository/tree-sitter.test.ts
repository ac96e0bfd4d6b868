import { describe, expect, it } from 'vitest';
import type { SyntaxNode } from '../../../src/ebuild/locate/locate-tree.js';
import { openTreeSitter } from '../../../src/load/repository/tree-sitter.js';

const readTree = (await openTreeSitter())!;

function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

const typesIn = (text: string) => [...nodesOf(readTree(text)!)].map(({ type }) => type);

describe('tree-sitter-bash', () => {
  it('is installed here, and opened once', async () => {
    expect(readTree).not.toBeNull();
    expect(await openTreeSitter()).toBe(readTree);
  });

  it('gives a tree of plain data with offsets in UTF-16 units', () => {
    const text = 'A="é😀" B=2\n';
    const names = [...nodesOf(readTree(text)!)].filter(({ type }) => type === 'variable_name');
    expect(names.map(({ start, end }) => text.slice(start, end))).toEqual(['A', 'B']);
    expect(JSON.parse(JSON.stringify(readTree(text)))).toEqual(readTree(text));
  });

  it('goes on behind a fault, and says what is missing', () => {
    expect(typesIn('A=1\nif x; then )\nB=2\n')).toContain('ERROR');
    expect([...nodesOf(readTree('A=(1\nB=2\n')!)].some(({ missing }) => missing)).toBe(true);
  });

  it('reads nothing, and text without meaning', () => {
    expect(readTree('')?.children).toEqual([]);
    for (const text of ['\0', '\ufffd\ufeff', '\r\n\r\n', '((((', '"', "'", '`', '<<', '$((', '\\'])
      expect(readTree(text)).not.toBeNull();
  });

  it('leaves out what nests deeper than anything real, and refuses what is larger', () => {
    const deep = `${'{ '.repeat(5_000)}x${'; }'.repeat(5_000)}`;
    const tree = readTree(deep);
    expect(tree).not.toBeNull();
    let depth = 0;
    for (let node = tree!.children.at(0); node !== undefined; node = node.children.at(1)) depth++;
    expect(depth).toBeLessThan(400);
    expect(readTree('a'.repeat(2_000_000))).toBeNull();
    expect(typesIn('A=1')).toContain('variable_assignment');
  });
});
