// The syntax tree of the second reader (tree-sitter-bash) as plain data: every character's place, errors included. It locates; the evaluator
// runs on the tree of `syntax-tree.ts`.

export interface SyntaxNode {
  /** As the grammar names it; punctuation and keywords are named by their text. */
  readonly type: string;
  /** What it is to its parent; null where the grammar does not say. */
  readonly field: string | null;
  /** Offsets in UTF-16 units. White space may stand at the start. */
  readonly start: number;
  readonly end: number;
  /** The reader put it there to go on; nothing stands there. */
  readonly missing: boolean;
  readonly children: readonly SyntaxNode[];
}

/** Reads a text whatever its faults; null where it gives up. */
export type ReadTree = (text: string) => SyntaxNode | null;

/** The grammar lets some nodes begin with the white space before them. */
export function startOf({ start, end }: SyntaxNode, text: string): number {
  let at = start;
  while (at < end && /\s/.test(text[at] as string)) at++;
  return at;
}

/** Of a script by a stranger, what is longer is cut. */
const LONGEST = 500;

/** From the first to the last of neighbours, white space folded. */
export function sourceOf(nodes: readonly SyntaxNode[], text: string): string {
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) return '';
  const start = startOf(first, text);
  return text.slice(start, Math.min(last.end, start + LONGEST)).replace(/\s+/g, ' ');
}

/** Both from 1; columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) as string).length + 1 };
}
