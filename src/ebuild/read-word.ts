// Words of unbash's syntax as words of ours: each stretch of text with whether it was quoted.

import type * as Bash from 'unbash';
import { parse } from 'unbash';
import { readScript } from './read-script.js';
import type { Arithmetic, Operation, ParameterPart, Part, Subscript, Word } from './syntax-tree.js';

const SPECIAL = /[*?[\]\\+@!(){}|~]/;

export function readWord(word: Bash.Word): Word {
  return makeWord(partsOf(word, false), word.pos);
}

export function makeWord(parts: readonly Part[], at: number): Word {
  const texts = parts.every(part => part.kind === 'text');
  const plain = texts && parts.every(part => part.quoted || !SPECIAL.test(part.text));
  return { kind: 'word', parts, literal: plain ? parts.map(part => part.text).join('') : null, at };
}

/** A text that holds no syntax. */
export function literalWord(text: string, at: number): Word {
  return { kind: 'word', parts: [{ kind: 'text', text, quoted: true }], literal: text, at };
}

/** The words that stand in a piece of source, as arguments of a command. */
export function parseWords(text: string): readonly Bash.Word[] {
  const command = parse(`: ${text}`).commands[0]?.command;
  if (command?.type !== 'Command') return [];
  return command.args.filter(argument => argument.type === 'Word');
}

/** Within double quotes an operand's text is as it is; elsewhere its backslashes quote. */
function partsOf(word: Bash.Word, quoted: boolean): readonly Part[] {
  if (word.parts !== undefined) return word.parts.flatMap(part => readPart(part, quoted));
  return quoted ? [{ kind: 'text', text: word.value, quoted: true }] : readUnquoted(word.text);
}

function readPart(part: Bash.WordPart, quoted: boolean): readonly Part[] {
  switch (part.type) {
    case 'Literal':
      return quoted ? [{ kind: 'text', text: part.value, quoted }] : readUnquoted(part.text);
    case 'Glob':
    case 'ExtendedGlob':
      return readPattern(part, quoted);
    // Braces were expanded before; what is left of them is text.
    case 'BraceExpansion':
      if (part.parts === undefined) return [{ kind: 'text', text: part.text, quoted }];
      return [
        { kind: 'text', text: '{', quoted },
        ...part.parts.flatMap(child => readPart(child, quoted)),
        { kind: 'text', text: '}', quoted },
      ];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ kind: 'text', text: part.value, quoted: true }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.length === 0
        ? [{ kind: 'text', text: '', quoted: true }]
        : part.parts.flatMap(child => readPart(child, true));
    case 'SimpleExpansion':
      return [parameter(part.text.slice(1), part.text, quoted)];
    case 'ParameterExpansion':
      return [readParameter(part, quoted)];
    case 'CommandExpansion':
      return [{ kind: 'command', script: once(() => readScript(part.script)), quoted }];
    case 'ArithmeticExpansion':
      return [
        {
          kind: 'arithmetic',
          expression: readArithmetic(
            part.text.startsWith('$((') ? part.text.slice(3, -2) : part.text.slice(2, -1),
          ),
          quoted,
        },
      ];
    case 'ProcessSubstitution':
      return [{ kind: 'process', script: once(() => readScript(part.script)) }];
  }
}

/** Brackets and `@(...)`: their characters stay pattern characters, what is quoted or expanded within does not. */
function readPattern(part: Bash.GlobPart | Bash.ExtendedGlobPart, quoted: boolean): readonly Part[] {
  if (part.parts === undefined)
    return quoted ? [{ kind: 'text', text: part.text, quoted }] : readUnquoted(part.text);
  const open = part.type === 'ExtendedGlob' ? `${part.operator}(` : '[';
  return [
    { kind: 'text', text: open, quoted },
    ...part.parts.flatMap(child => readPart(child, quoted)),
    { kind: 'text', text: part.type === 'ExtendedGlob' ? ')' : ']', quoted },
  ];
}

function parameter(name: string, text: string, quoted: boolean): ParameterPart {
  return { kind: 'parameter', name, prefix: '', index: null, operation: null, quoted, text };
}

function readParameter(part: Bash.ParameterExpansionPart, quoted: boolean): ParameterPart {
  return {
    kind: 'parameter',
    name: part.parameter,
    prefix: part.prefix ?? '',
    index: part.index === undefined ? null : readSubscript(part.index),
    operation: part.operation === undefined ? null : readOperation(part.operation, quoted),
    quoted,
    text: part.text,
  };
}

export function readSubscript(index: Bash.Word): Subscript {
  return index.text === '@' || index.text === '*' ? index.text : readWord(index);
}

function readOperation(operation: Bash.ParameterOperation, quoted: boolean): Operation {
  switch (operation.type) {
    case 'Default':
      return {
        kind: 'default',
        operator: operation.operator,
        operand: makeWord(partsOf(operation.operand, quoted), operation.pos),
      };
    case 'Remove':
      return { kind: 'remove', operator: operation.operator, pattern: readWord(operation.operand) };
    case 'Replace':
      return {
        kind: 'replace',
        operator: operation.operator,
        pattern: readWord(operation.pattern),
        replacement: readWord(operation.replacement),
      };
    case 'Slice':
      return {
        kind: 'slice',
        offset: readArithmetic(operation.offset.text),
        length: operation.length === undefined ? null : readArithmetic(operation.length.text),
      };
    case 'CaseModification':
      return {
        kind: 'case',
        operator: operation.operator,
        pattern: operation.operand === undefined ? null : readWord(operation.operand),
      };
    case 'Transform':
      return { kind: 'transform', operator: operation.operand.text };
    case 'Names':
      return { kind: 'names', operator: operation.operator };
    case 'Unknown':
      return { kind: 'transform', operator: operation.operator };
  }
}

/** Expanded as within double quotes; quotes in it are dropped. */
export function readArithmetic(text: string): Arithmetic {
  if (!/[$`]/.test(text)) return literalWord(text.replaceAll('"', ''), 0);
  const [word] = parseWords(`"${text.replaceAll('"', '')}"`);
  return word === undefined ? literalWord(text, 0) : readWord(word);
}

/** Unquoted text: what a backslash precedes is quoted, a backslash before a line's end joins the lines. */
function readUnquoted(text: string): readonly Part[] {
  if (!text.includes('\\')) return text === '' ? [] : [{ kind: 'text', text, quoted: false }];
  const parts: Part[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char !== '\\' || at + 1 === text.length) {
      plain += char;
      continue;
    }
    const next = text[++at] as string;
    if (next === '\n') continue;
    if (plain !== '') parts.push({ kind: 'text', text: plain, quoted: false });
    plain = '';
    parts.push({ kind: 'text', text: next, quoted: true });
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain, quoted: false });
  return parts;
}

export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
