// Where a script is no bash, as both readers see it: the first one is exact about what bash refuses, the second nearer to where the mistake was
// made, or the other way round.

import { Unknown } from '../syntax/outcome.js';
import { beginWords } from '../syntax/read-assignment.js';
import { BashSyntaxError, parseScript } from '../syntax/read-script.js';
import { readSyntax } from './locate-reader.js';
import { positionAt, type ReadTree, type TextPosition } from './locate-tree.js';

export interface ScriptFault extends TextPosition {
  readonly reader: 'unbash' | 'tree-sitter';
  readonly offset: number;
  readonly message: string;
}

/** Nothing where the first reader, whose word counts, reads it; the second one errs. */
export function locateFaults(text: string, readTree: ReadTree | null): readonly ScriptFault[] {
  const fault = faultOf(text);
  if (fault === null) return [];
  const tree = readTree?.(text) ?? null;
  const [second] = tree === null ? [] : readSyntax(text, tree).errors;
  const first: ScriptFault = {
    reader: 'unbash',
    offset: fault.offset,
    ...positionAt(text, fault.offset),
    message: fault.message,
  };
  if (second === undefined) return [first];
  const { offset, line, column, kind, text: what } = second;
  const message = kind === 'missing' ? `${what} is missing` : `unexpected ${what}`;
  return [first, { reader: 'tree-sitter', offset, line, column, message }];
}

function faultOf(text: string): BashSyntaxError | null {
  beginWords();
  try {
    parseScript(text);
    return null;
  } catch (error) {
    if (error instanceof BashSyntaxError) return error;
    if (error instanceof Unknown) return null;
    throw error;
  }
}
