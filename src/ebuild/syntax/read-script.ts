// A bash script as a syntax tree. This file and `read-word.ts` are the only ones that know the parser (unbash).

import type * as Bash from 'unbash';
import { parse } from 'unbash';
import { lineAt } from './line-at.js';
import { Unknown } from './outcome.js';
import { readArithmeticTree } from './read-arithmetic.js';
import { isAssignment, readArgument, readAssignment, readWords } from './read-assignment.js';
import { readRedirection } from './read-redirection.js';
import { literalWord, once, readArithmetic, readWholeWord } from './read-word.js';
import type { Assignment, Command, Script, TestExpression, Word } from './syntax-tree.js';

/** Text that is no bash; `offset` is where the parser saw it. */
export class BashSyntaxError extends Error {
  override readonly name = 'BashSyntaxError';
  readonly offset: number;
  /** From 1. */
  readonly line: number;

  constructor(message: string, offset: number, line: number) {
    super(message);
    this.offset = offset;
    this.line = line;
  }
}

/** UTF-16 units: the longest ebuilds, which list the modules of a Go program, have half of it. */
const LONGEST_SCRIPT = 600_000;

/**
 * The lines of a text: commands that stand on one line are one of the script. Throws `BashSyntaxError`, and `Unknown` where there is more
 * than any ebuild or eclass has: reading takes microseconds a character.
 */
export function parseScript(text: string): Script {
  if (text.length > LONGEST_SCRIPT) throw new Unknown('it is longer than allowed');
  const script = parse(text);
  checkErrors(script, text);
  const lines: Bash.Statement[][] = [];
  for (const [at, statement] of script.commands.entries()) {
    const before = script.commands[at - 1];
    const gap = before === undefined ? '\n' : text.slice(before.end, statement.pos);
    if (gap.replaceAll('\\\n', '').includes('\n')) lines.push([statement]);
    else lines.at(-1)?.push(statement);
  }
  return lines.map((line): Command => {
    const commands = line.map(readStatement);
    return commands.length === 1
      ? (commands[0] as Command)
      : { kind: 'group', subshell: false, body: commands };
  });
}

/** The parser has bounds of its own: what goes beyond them is no fault of the script. */
function checkErrors({ errors = [] }: Bash.ParsedScript, text: string): void {
  const [error] = errors;
  if (error === undefined) return;
  if (errors.some(({ message }) => message.includes('nesting depth')))
    throw new Unknown('it nests deeper than allowed');
  throw new BashSyntaxError(error.message, error.pos, lineAt(text, error.pos));
}

/** A script within a word. */
export function readScript(script: Bash.ParsedScript | undefined): Script {
  if (script === undefined) return [];
  checkErrors(script, script.source ?? '');
  return script.commands.map(readStatement);
}

function readList(list: Bash.CompoundList): Script {
  return list.commands.map(readStatement);
}

function readStatement({ command, background, pos }: Bash.Statement): Command {
  if (background === true) return { kind: 'unsupported', what: 'a command in the background', at: pos };
  return readCommand(command);
}

function readCommand(node: Bash.PipelineNode | Bash.AndOr): Command {
  switch (node.type) {
    case 'Command':
      return {
        kind: 'simple',
        assignments: node.prefix.filter(isAssignment).map(readAssignment),
        words: [
          ...(node.name === undefined ? [] : readWords(node.name)),
          ...node.args.flatMap((argument): readonly (Word | Assignment)[] =>
            argument.type === 'Assignment' ? readArgument(argument) : readWords(argument),
          ),
        ],
        redirections: node.redirects.map(readRedirection),
        at: node.pos,
      };
    case 'Pipeline':
      return {
        kind: 'pipeline',
        negated: node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1,
        commands: node.commands.map((command, at) =>
          node.operators[at] === '|&' ? withErrors(readCommand(command)) : readCommand(command),
        ),
      };
    case 'AndOr':
      return { kind: 'and-or', commands: node.commands.map(readCommand), operators: node.operators };
    case 'If':
      return {
        kind: 'if',
        branches: [node, ...node.elif].map(branch => ({
          test: readList(branch.clause),
          body: readList(branch.then),
        })),
        otherwise: node.else === undefined ? null : readList(node.else),
      };
    case 'For':
      return {
        kind: 'for',
        name: node.name.value,
        words: node.wordlist?.flatMap(readWords) ?? null,
        body: readList(node.body),
        at: node.pos,
      };
    case 'ArithmeticFor':
      return {
        kind: 'arithmetic-for',
        first: readArithmeticTree(node.initialize),
        test: readArithmeticTree(node.test),
        next: readArithmeticTree(node.update),
        body: readList(node.body),
        at: node.pos,
      };
    case 'While':
      return {
        kind: 'loop',
        until: node.kind === 'until',
        test: readList(node.clause),
        body: readList(node.body),
      };
    case 'Case':
      return {
        kind: 'case',
        word: readWholeWord(node.word),
        items: node.items.map(({ pattern, body, terminator }) => ({
          patterns: pattern.map(readWholeWord),
          body: readList(body),
          end: terminator ?? ';;',
        })),
        at: node.pos,
      };
    case 'Subshell':
    case 'BraceGroup':
      return { kind: 'group', subshell: node.type === 'Subshell', body: readList(node.body) };
    case 'Function':
      return { kind: 'function', name: node.name.value, body: once(() => readBody(node.body)), at: node.pos };
    case 'TestCommand':
      return { kind: 'test', expression: readTest(node.expression), at: node.pos };
    case 'ArithmeticCommand':
      return {
        kind: 'arithmetic',
        expression: node.body.trim() === '' ? null : readArithmetic(node.body),
        at: node.pos,
      };
    case 'Redirected':
      return {
        kind: 'redirected',
        command: readCommand(node.command),
        redirections: node.redirects.map(readRedirection),
      };
    case 'Select':
      return { kind: 'unsupported', what: 'select', at: node.pos };
    case 'Coproc':
      return { kind: 'unsupported', what: 'a coprocess', at: node.pos };
  }
}

/** `|&` */
function withErrors(command: Command): Command {
  const target = literalWord('1', 0);
  return {
    kind: 'redirected',
    command,
    redirections: [{ kind: 'file', operator: '>&', descriptor: 2, target }],
  };
}

function readBody(body: Bash.Function['body']): Command {
  return body.type === 'CompoundList'
    ? { kind: 'group', subshell: false, body: readList(body) }
    : readCommand(body);
}

function readTest(node: Bash.TestExpression): TestExpression {
  switch (node.type) {
    case 'TestUnary':
      return { kind: 'unary', operator: node.operator, operand: readWholeWord(node.operand) };
    case 'TestBinary':
      return {
        kind: 'binary',
        operator: node.operator,
        left: readWholeWord(node.left),
        right: readWholeWord(node.right),
      };
    case 'TestLogical':
      return { kind: 'logical', operator: node.operator, operands: node.operands.map(readTest) };
    case 'TestNot':
      return node.negations.length % 2 === 0
        ? readTest(node.operand)
        : { kind: 'not', operand: readTest(node.operand) };
    case 'TestGroup':
      return readTest(node.expression);
  }
}
