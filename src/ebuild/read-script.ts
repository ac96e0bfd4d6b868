// A bash script as a syntax tree. This file and `read-word.ts` are the only ones that know the parser (unbash).

import type * as Bash from 'unbash';
import { parse } from 'unbash';
import { expandBraces, TooManyWords } from './expand-braces.js';
import { Unknown } from './outcome.js';
import { literalWord, makeWord, once, parseWords, readArithmetic, readWord } from './read-word.js';
import type {
  ArrayElement,
  Assignment,
  Command,
  Redirection,
  Script,
  TestExpression,
  Word,
} from './syntax-tree.js';

/** Words that braces may make of one. */
const MOST_WORDS = 100_000;

/** Text that is no bash; `offset` is where the parser saw it. */
export class BashSyntaxError extends Error {
  override readonly name = 'BashSyntaxError';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Throws `BashSyntaxError`. */
export function parseScript(text: string): Script {
  return readScript(parse(text));
}

export function readScript(script: Bash.ParsedScript | undefined): Script {
  const [error] = script?.errors ?? [];
  if (error !== undefined) throw new BashSyntaxError(error.message, error.pos);
  return (script?.commands ?? []).map(readStatement);
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
            argument.type === 'Assignment' ? [readAssignment(argument)] : readWords(argument),
          ),
        ],
        redirections: node.redirects.map(readRedirection),
        at: node.pos,
      };
    case 'Pipeline':
      return {
        kind: 'pipeline',
        negated: node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1,
        commands: node.commands.map(readCommand),
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
      return readArithmeticFor(node);
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
        word: readWord(node.word),
        items: node.items.map(({ pattern, body, terminator }) => ({
          patterns: pattern.map(readWord),
          body: readList(body),
          end: terminator ?? ';;',
        })),
      };
    case 'Subshell':
    case 'BraceGroup':
      return { kind: 'group', subshell: node.type === 'Subshell', body: readList(node.body) };
    case 'Function':
      return { kind: 'function', name: node.name.value, body: once(() => readBody(node.body)), at: node.pos };
    case 'TestCommand':
      return { kind: 'test', expression: readTest(node.expression) };
    case 'ArithmeticCommand':
      return { kind: 'arithmetic', expression: node.body.trim() === '' ? null : readArithmetic(node.body) };
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

function readBody(body: Bash.Function['body']): Command {
  return body.type === 'CompoundList'
    ? { kind: 'group', subshell: false, body: readList(body) }
    : readCommand(body);
}

function readArithmeticFor(node: Bash.ArithmeticFor): Command {
  const read = (expression: Bash.ArithmeticExpression | undefined) =>
    expression === undefined ? null : readArithmetic(sayArithmetic(expression));
  return {
    kind: 'arithmetic-for',
    first: read(node.initialize),
    test: read(node.test),
    next: read(node.update),
    body: readList(node.body),
  };
}

/** Its source again, with parentheses that keep its structure. */
function sayArithmetic(node: Bash.ArithmeticExpression): string {
  switch (node.type) {
    case 'ArithmeticBinary':
      return `(${sayArithmetic(node.left)} ${node.operator} ${sayArithmetic(node.right)})`.replace(
        // An assignment's left side is no expression.
        /^\(\((\w+(?:\[[^\]]*\])?)\) /,
        '($1 ',
      );
    case 'ArithmeticUnary':
      return node.prefix
        ? `${node.operator}${sayArithmetic(node.operand)}`
        : sayArithmetic(node.operand) + node.operator;
    case 'ArithmeticTernary':
      return `(${sayArithmetic(node.test)} ? ${sayArithmetic(node.consequent)} : ${sayArithmetic(node.alternate)})`;
    case 'ArithmeticGroup':
      return `(${sayArithmetic(node.expression)})`;
    case 'ArithmeticWord':
      return node.value;
    case 'ArithmeticCommandExpansion':
      return node.text;
  }
}

function isAssignment(node: Bash.Assignment | Bash.Redirection): node is Bash.Assignment {
  return node.type === 'Assignment';
}

/** One word of the source, several where it has braces. */
function readWords(word: Bash.Word): readonly Word[] {
  if (!(word.parts?.some(part => part.type === 'BraceExpansion') ?? false)) return [readWord(word)];
  return expandWithin(word.text).flatMap(text => (text === '' ? [] : parseWords(text).map(readWord)));
}

function expandWithin(text: string): readonly string[] {
  try {
    return expandBraces(text, MOST_WORDS);
  } catch (error) {
    if (error instanceof TooManyWords) throw new Unknown('braces make more words than allowed');
    throw error;
  }
}

function readAssignment(node: Bash.Assignment): Assignment {
  const { name, index, append, value } = node;
  return {
    kind: 'assignment',
    name,
    index: index === undefined ? null : readWord(index),
    append: append === true,
    value:
      value.type === 'ArrayValue'
        ? { kind: 'array', elements: value.elements.flatMap(readElement) }
        : readTilde(readWord(value)),
    word: once(() => parseWords(node.text).flatMap(readWords)),
    at: node.pos,
  };
}

/** `[key]=value`, or a value alone. */
function readElement(word: Bash.Word): readonly ArrayElement[] {
  if (word.text.startsWith('[')) {
    const assignment = parse(`x${word.text}`).commands[0]?.command;
    const [first] = assignment?.type === 'Command' ? assignment.prefix : [];
    if (first?.type === 'Assignment' && first.index !== undefined && first.value.type === 'Word') {
      return [
        {
          key: readWord(first.index),
          append: first.append === true,
          value: readTilde(readWord(first.value)),
        },
      ];
    }
  }
  return readWords(word).map(value => ({ key: null, append: false, value }));
}

/** In assignments, a tilde expands at the start and after each colon. */
function readTilde(word: Word): Word {
  const first = word.parts[0];
  if (first?.kind !== 'text' || first.quoted || !/(^|:)~(\/|:|$)/.test(first.text)) return word;
  const pieces = first.text.split(/(?<=^|:)~(?=\/|:|$)/);
  const parts = pieces.flatMap((text, at) => [
    ...(at === 0
      ? []
      : ([
          {
            kind: 'parameter',
            name: 'HOME',
            prefix: '',
            index: null,
            operation: null,
            quoted: true,
            text: '~',
          },
        ] as const)),
    ...(text === '' ? [] : [{ kind: 'text' as const, text, quoted: false }]),
  ]);
  return makeWord([...parts, ...word.parts.slice(1)], word.at);
}

function readRedirection(node: Bash.Redirection): Redirection {
  const descriptor = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : null;
  const none = literalWord('', node.pos);
  if (node.type === 'HereString')
    return {
      kind: 'text',
      descriptor,
      text: node.target === undefined ? none : readWord(node.target),
      newline: true,
    };
  if (node.type === 'HereDoc')
    return { kind: 'text', descriptor, text: readHereDocument(node), newline: false };
  return {
    kind: 'file',
    operator: node.operator,
    descriptor,
    target: node.target === undefined ? none : readWord(node.target),
  };
}

function readHereDocument({ operator, delimiter, body }: Bash.HereDoc): Word {
  const text = operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text;
  if (delimiter?.quoted === true || !/[$`\\]/.test(text)) return literalWord(text, body.pos);
  // As within double quotes, except that a double quote is an ordinary character there.
  const [word] = parseWords(`"${text.replaceAll(/(?<!\\)((?:\\\\)*)"/g, '$1\\"')}"`);
  return word === undefined ? literalWord(text, body.pos) : readWord(word);
}

function readTest(node: Bash.TestExpression): TestExpression {
  switch (node.type) {
    case 'TestUnary':
      return { kind: 'unary', operator: node.operator, operand: readWord(node.operand) };
    case 'TestBinary':
      return {
        kind: 'binary',
        operator: node.operator,
        left: readWord(node.left),
        right: readWord(node.right),
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
