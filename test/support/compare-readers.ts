// The two readers of bash side by side: what each finds in a script, and where they differ.

import { type Script as Parsed, parse } from 'unbash';
import { readSyntax } from '../../src/ebuild/locate/locate-reader.js';
import type { Scope } from '../../src/ebuild/locate/locate-syntax.js';
import type { ReadTree } from '../../src/ebuild/locate/locate-tree.js';
import { BashSyntaxError, parseScript } from '../../src/ebuild/syntax/read-script.js';
import type { Assignment, Command, Script, Word } from '../../src/ebuild/syntax/syntax-tree.js';

/** One line each: `assignment 12 RDEPEND+=`, `function 40-80 src_install`, `inherit 3 a b`. */
type Facts = ReadonlySet<string>;

export interface Comparison {
  /** Null where it gives up. */
  readonly unbash: Facts | null;
  readonly treeSitter: Facts | null;
  /** Places where the second reader sees no bash. */
  readonly errors: number;
  readonly onlyUnbash: readonly string[];
  readonly onlyTreeSitter: readonly string[];
}

export function compareReaders(text: string, readTree: ReadTree): Comparison {
  const unbash = readWithUnbash(text);
  const tree = readTree(text);
  const syntax = tree === null ? null : readSyntax(text, tree);
  const isSeen = ({ subshell }: Scope) => !subshell;
  const at = ({ function: called }: Scope) => (called === null ? '' : ` in ${called}`);
  const treeSitter =
    syntax === null
      ? null
      : new Set([
          ...syntax.assignments
            .filter(({ scope }) => isSeen(scope))
            .map(
              ({ name, append, start, scope }) =>
                `assignment ${start} ${name}${append ? '+=' : '='}${at(scope)}`,
            ),
          ...syntax.functions
            .filter(({ scope }) => isSeen(scope))
            .map(({ name, start, end }) => `function ${start}-${end} ${name}`),
          ...syntax.inherits
            .filter(({ scope }) => isSeen(scope))
            .map(
              ({ names, start, scope }) =>
                `inherit ${start} ${names.map(name => name ?? '?').join(' ')}${at(scope)}`,
            ),
        ]);
  return {
    unbash,
    treeSitter,
    errors: syntax?.errors.length ?? 0,
    onlyUnbash: difference(unbash, treeSitter),
    onlyTreeSitter: difference(treeSitter, unbash),
  };
}

function difference(one: Facts | null, other: Facts | null): readonly string[] {
  return one === null || other === null ? [] : [...one].filter(fact => !other.has(fact));
}

function readWithUnbash(text: string): Facts | null {
  try {
    const facts = new Set<string>();
    walkScript(parseScript(text), null, endsOf(parse(text)), facts);
    return facts;
  } catch (error) {
    if (error instanceof BashSyntaxError) return null;
    throw error;
  }
}

/** Our own tree does not keep where functions end. */
function endsOf(parsed: Parsed): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child);
    else if (typeof node === 'object' && node !== null) {
      const { type, pos, end } = node as { type?: unknown; pos?: unknown; end?: unknown };
      if (type === 'Function' && typeof pos === 'number' && typeof end === 'number') ends.set(pos, end);
      for (const child of Object.values(node)) visit(child);
    }
  };
  visit(parsed.commands);
  return ends;
}

function walkScript(
  script: Script,
  called: string | null,
  ends: ReadonlyMap<number, number>,
  facts: Set<string>,
): void {
  for (const command of script) walk(command, called, ends, facts);
}

function walk(
  command: Command,
  called: string | null,
  ends: ReadonlyMap<number, number>,
  facts: Set<string>,
): void {
  const list = (script: Script) => walkScript(script, called, ends, facts);
  const within = called === null ? '' : ` in ${called}`;
  const note = ({ name, append, at }: Assignment) =>
    facts.add(`assignment ${at} ${name}${append ? '+=' : '='}${within}`);
  switch (command.kind) {
    case 'simple': {
      command.assignments.forEach(note);
      const [first, ...others] = command.words;
      if (first?.kind === 'word' && DECLARING.has(first.literal ?? ''))
        for (const word of others) if (word.kind === 'assignment') note(word);
      if (first?.kind === 'word' && first.literal === 'inherit')
        facts.add(
          `inherit ${command.at} ${others.map(word => (word.kind === 'word' ? sayWord(word) : '?')).join(' ')}${within}`,
        );
      return;
    }
    case 'pipeline':
    case 'and-or':
      for (const part of command.commands) walk(part, called, ends, facts);
      return;
    case 'if':
      for (const { test, body } of command.branches) {
        list(test);
        list(body);
      }
      list(command.otherwise ?? []);
      return;
    case 'for':
    case 'arithmetic-for':
      list(command.body);
      return;
    case 'loop':
      list(command.test);
      list(command.body);
      return;
    case 'case':
      for (const { body } of command.items) list(body);
      return;
    case 'group':
      if (!command.subshell) list(command.body);
      return;
    case 'function':
      facts.add(`function ${command.at}-${ends.get(command.at)} ${command.name}`);
      walk(command.body(), command.name, ends, facts);
      return;
    case 'redirected':
      walk(command.command, called, ends, facts);
      return;
    default:
  }
}

const DECLARING: ReadonlySet<string> = new Set(['declare', 'typeset', 'export', 'readonly', 'local']);

function sayWord(word: Word): string {
  return word.literal ?? '?';
}
