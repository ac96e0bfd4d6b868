// Words of unbash's syntax as words of ours: each stretch of text with whether it was quoted.

import type * as Bash from 'unbash';
import { parse } from 'unbash';
import { skip } from './expand-braces.js';
import { readScript } from './read-script.js';
import type {
  Arithmetic,
  CommandPart,
  Operation,
  ParameterPart,
  Part,
  Subscript,
  Word,
} from './syntax-tree.js';

const SPECIAL = /[*?[\]\\+@!(){}|~]/;

/** `placed`: offsets in it count in the text of the script. */
export function readWord(word: Bash.Word, placed = true): Word {
  return makeWord(partsOf(word, { quoted: false, beside: false, placed }), word.pos);
}

/** Words of a piece of source that was put together here. */
export function readSnippet(text: string): readonly Word[] {
  return parseWords(text).map(word => readWord(word, false));
}

/** How a piece of a word stands. */
interface Stand {
  readonly quoted: boolean;
  /** In the same double quotes as `$@`. */
  readonly beside: boolean;
  readonly placed: boolean;
}

function makeWord(parts: readonly Part[], at: number): Word {
  const texts = parts.every(part => part.kind === 'text');
  const plain = texts && parts.every(part => part.quoted || !SPECIAL.test(part.text));
  return { kind: 'word', parts, literal: plain ? parts.map(part => part.text).join('') : null, at };
}

/** A text that holds no syntax. */
export function literalWord(text: string, at: number): Word {
  return { kind: 'word', parts: [{ kind: 'text', text, quoted: true }], literal: text, at };
}

/** The words that stand in a piece of source, as arguments of a command. */
function parseWords(text: string): readonly Bash.Word[] {
  const command = parse(`: ${text}`).commands[0]?.command;
  if (command?.type !== 'Command') return [];
  return command.args.filter(argument => argument.type === 'Word');
}

/** A subscript's text as the word that it is; null where it is none. */
export function readKey(text: string): Word | null {
  const { commands, errors = [] } = parse(`_[${text}]=`);
  const command = commands[0]?.command;
  const [first] = command?.type === 'Command' ? command.prefix : [];
  if (errors.length > 0 || first?.type !== 'Assignment' || first.index === undefined) return null;
  return readWord(first.index, false);
}

/** Within double quotes an operand's text is as it is; elsewhere its backslashes quote. */
function partsOf(word: Bash.Word, stand: Stand): readonly Part[] {
  if (word.parts !== undefined) return word.parts.flatMap(part => readPart(part, stand));
  return stand.quoted ? [{ kind: 'text', text: word.value, quoted: true }] : readUnquoted(word.text);
}

function readPart(part: Bash.WordPart, stand: Stand): readonly Part[] {
  const { quoted, placed } = stand;
  switch (part.type) {
    case 'Literal':
      return quoted ? [{ kind: 'text', text: part.value, quoted }] : readUnquoted(part.text);
    case 'Glob':
    case 'ExtendedGlob':
      return readPattern(part, stand);
    // Braces were expanded before; what is left of them is text.
    case 'BraceExpansion':
      if (part.parts === undefined) return [{ kind: 'text', text: part.text, quoted }];
      return [
        { kind: 'text', text: '{', quoted },
        ...part.parts.flatMap(child => readPart(child, stand)),
        { kind: 'text', text: '}', quoted },
      ];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ kind: 'text', text: part.value, quoted: true }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return readQuotes(part.parts, placed);
    case 'SimpleExpansion':
      return [{ ...parameter(part.text.slice(1), part.text, quoted), beside: stand.beside }];
    case 'ParameterExpansion':
      return [readParameter(part, stand)];
    case 'CommandExpansion':
      return [readCommandPart(part, stand)];
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

function readQuotes(parts: readonly Bash.WordPart[], placed: boolean): readonly Part[] {
  if (parts.length === 0) return [{ kind: 'text', text: '', quoted: true }];
  const stand = { quoted: true, placed, beside: spreads(parts) };
  return parts.flatMap(part => readPart(part, stand));
}

/** Whether `$@`, or what is like it, is one of several parts. */
function spreads(parts: readonly Bash.WordPart[]): boolean {
  return (
    parts.length > 1 &&
    parts.some(part => {
      if (part.type === 'SimpleExpansion') return part.text === '$@';
      if (part.type !== 'ParameterExpansion' || part.prefix === '#') return false;
      const { parameter: name, index, operation } = part;
      return (
        name === '@' || index?.text === '@' || (operation?.type === 'Names' && operation.operator === '@')
      );
    })
  );
}

/** Brackets and `@(...)`: their characters stay pattern characters, what is quoted or expanded within does not. */
function readPattern(part: Bash.GlobPart | Bash.ExtendedGlobPart, stand: Stand): readonly Part[] {
  const { quoted } = stand;
  if (part.parts === undefined)
    return quoted ? [{ kind: 'text', text: part.text, quoted }] : readUnquoted(part.text);
  const open = part.type === 'ExtendedGlob' ? `${part.operator}(` : '[';
  return [
    { kind: 'text', text: open, quoted },
    ...part.parts.flatMap(child => readPart(child, stand)),
    { kind: 'text', text: part.type === 'ExtendedGlob' ? ')' : ']', quoted },
  ];
}

function parameter(name: string, text: string, quoted: boolean): ParameterPart {
  return { kind: 'parameter', name, prefix: '', index: null, operation: null, quoted, beside: false, text };
}

/** Commands between backticks are read after their backslashes are gone. */
function readCommandPart(
  { script, text }: Bash.CommandExpansionPart,
  { quoted, beside, placed }: Stand,
): CommandPart {
  return {
    kind: 'command',
    script: once(() => readScript(script)),
    quoted,
    beside,
    placed: placed && script?.source === undefined,
    inPlace: text.startsWith('${'),
  };
}

function readParameter(part: Bash.ParameterExpansionPart, stand: Stand): ParameterPart {
  const { quoted, beside, placed } = stand;
  return {
    kind: 'parameter',
    name: part.parameter,
    prefix: part.prefix ?? '',
    index: part.index === undefined ? null : readSubscript(part.index, placed),
    operation:
      part.operation === undefined ? null : readOperation(part.operation, { quoted, beside: false, placed }),
    quoted,
    beside,
    text: part.text,
  };
}

function readSubscript(index: Bash.Word, placed: boolean): Subscript {
  return index.text === '@' || index.text === '*' ? index.text : readWord(index, placed);
}

function readOperation(operation: Bash.ParameterOperation, stand: Stand): Operation {
  const { quoted, placed } = stand;
  switch (operation.type) {
    case 'Default':
      return {
        kind: 'default',
        operator: operation.operator,
        operand: readOperand(operation.operand, stand),
      };
    case 'Remove':
      return { kind: 'remove', operator: operation.operator, pattern: readWord(operation.operand, placed) };
    case 'Replace':
      return {
        kind: 'replace',
        operator: operation.operator,
        pattern: readWord(operation.pattern, placed),
        replacement: readWord(operation.replacement, placed),
        quotedReplacement: once(() =>
          quoted ? readQuotedReplacement(operation.replacement) : readWord(operation.replacement, placed),
        ),
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
        pattern: operation.operand === undefined ? null : readWord(operation.operand, placed),
      };
    case 'Transform':
      return { kind: 'transform', operator: operation.operand.text };
    case 'Names':
      return { kind: 'names', operator: operation.operator };
    case 'Unknown':
      // `~` is not in bash's manual, but it is in bash.
      return operation.operator === '~' || operation.operator === '~~'
        ? { kind: 'case', operator: operation.operator, pattern: null }
        : { kind: 'transform', operator: operation.operator };
  }
}

/** A tilde at the start is the home directory where the operand stands unquoted. */
function readOperand(operand: Bash.Word, stand: Stand): Word {
  const word = makeWord(operand.text === '' ? [] : partsOf(operand, stand), operand.pos);
  return stand.quoted ? word : readTilde(word, FIRST_TILDE);
}

const FIRST_TILDE = /^~(?=\/|:|$)/;

/** A word that is not split: `case`, `[[ ]]`, redirections. */
export function readWholeWord(word: Bash.Word): Word {
  return readTilde(readWord(word), FIRST_TILDE);
}

/** Expanded as within double quotes; quotes in it are dropped. */
export function readArithmetic(text: string): Arithmetic {
  const joined = text.replaceAll('\\\n', '').replaceAll('"', '');
  // A key between single quotes stands for itself.
  const plain = joined.replaceAll(/(?<=\[)'([^']*)'(?=\])/g, (_, key: string) =>
    key.replaceAll(/[$`\\]/g, '\\$&'),
  );
  return /[$`]/.test(plain) ? readQuoted(plain) : literalWord(plain, 0);
}

/** A text as it stands between double quotes. */
export function readQuoted(text: string): Word {
  const [word] = readSnippet(`"${text}"`);
  return word ?? literalWord(text, 0);
}

/** Its quotes stay, but `$'...'` has been read before. */
function readQuotedReplacement({ text, parts = [] }: Bash.Word): Word {
  const hasEscapes = parts.some(({ type }) => type === 'AnsiCQuoted');
  if (!hasEscapes) return readQuoted(quoteText(text, true));
  const pieces = parts.map(part =>
    part.type === 'AnsiCQuoted' ? part.value.replaceAll(/["$\\`]/g, '\\$&') : quoteText(part.text, true),
  );
  return readQuoted(pieces.join(''));
}

/** With a backslash before each double quote, except where an expansion has quotes of its own. */
export function quoteText(text: string, escaped = false): string {
  let quoted = '';
  for (let at = 0; at < text.length; ) {
    const char = text[at] as string;
    if (char === '"') {
      quoted += '\\"';
      at++;
    } else if (char === '\\') {
      const next = text[at + 1] ?? '';
      // In a here-document a backslash does not quote a double quote.
      quoted += next === '"' && !escaped ? '\\\\\\"' : char + next;
      at += 2;
    } else {
      const end = char === '$' || char === '`' ? skip(text, at) : at + 1;
      quoted += text.slice(at, end);
      at = end;
    }
  }
  return quoted;
}

/** Each tilde that the expression finds in the unquoted text at the start of a word becomes `$HOME`. */
export function readTilde(word: Word, tilde: RegExp): Word {
  const first = word.parts[0];
  if (first?.kind !== 'text' || first.quoted || !first.text.includes('~')) return word;
  // A tilde before something else than text is a tilde.
  const end = word.parts.length > 1 ? '\0' : '';
  const pieces = (first.text + end).split(tilde).map(text => text.replace('\0', ''));
  if (pieces.length === 1) return word;
  const home: Part = { ...parameter('HOME', '~', true), quoted: true };
  const parts = pieces.flatMap((text, at): Part[] => [
    ...(at === 0 ? [] : [home]),
    ...(text === '' ? [] : [{ kind: 'text' as const, text, quoted: false }]),
  ]);
  return makeWord([...parts, ...word.parts.slice(1)], word.at);
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
