// tree-sitter-bash in its WebAssembly build, as a reader of whole scripts into plain data. The build puts the grammar beside this file, so
// that no user installs a package with an install script; without it nothing is located, and all else works.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Parser, TreeCursor } from 'web-tree-sitter';
import type { ReadTree, SyntaxNode } from '../../ebuild/locate/locate-tree.js';

/** No ebuild or eclass comes near. */
const MOST_TEXT = 1024 * 1024;
const MOST_NODES = 2_000_000;
/** Of what nests deeper the inside is left out. */
const DEEPEST = 300;
const MOST_MILLISECONDS = 10_000;

let opening: Promise<ReadTree | null> | null = null;

/** Null where the grammar is not installed or this Node cannot run it. */
export function openTreeSitter(): Promise<ReadTree | null> {
  opening ??= open().catch(() => null);
  return opening;
}

async function open(): Promise<ReadTree> {
  const [{ Parser, Language }, bytes] = await Promise.all([import('web-tree-sitter'), readGrammar()]);
  await Parser.init();
  const language = await Language.load(new Uint8Array(bytes));
  const parser = new Parser().setLanguage(language);
  let broken = false;
  return text => {
    if (broken || text.length > MOST_TEXT) return null;
    try {
      return readTree(parser, text);
    } catch {
      // A trap leaves the memory of the module in a state that nobody knows.
      broken = true;
      return null;
    }
  };
}

/** Run uncompiled, as by tests, from the package that has it. */
async function readGrammar(): Promise<Uint8Array> {
  try {
    return await readFile(new URL('tree-sitter-bash.wasm', import.meta.url));
  } catch {
    return readFile(createRequire(import.meta.url).resolve('tree-sitter-bash/tree-sitter-bash.wasm'));
  }
}

function readTree(parser: Parser, text: string): SyntaxNode | null {
  const stop = performance.now() + MOST_MILLISECONDS;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > stop });
  if (tree === null) {
    parser.reset();
    return null;
  }
  const cursor = tree.walk();
  try {
    return copy(cursor);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

interface Copied extends SyntaxNode {
  readonly children: Copied[];
}

function copy(cursor: TreeCursor): SyntaxNode | null {
  const root = copyOne(cursor);
  const path: Copied[] = [root];
  for (let count = 0; count < MOST_NODES; count++) {
    const goesDown = path.length < DEEPEST && cursor.gotoFirstChild();
    if (!goesDown) {
      path.pop();
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return root;
        path.pop();
      }
    }
    const node = copyOne(cursor);
    path.at(-1)?.children.push(node);
    path.push(node);
  }
  return null;
}

function copyOne(cursor: TreeCursor): Copied {
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    missing: cursor.nodeIsMissing,
    children: [],
  };
}
