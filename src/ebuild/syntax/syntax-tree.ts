// The syntax of a bash script as the evaluator walks it. Quotes are gone: what they meant is said by each part of a word.
// Bodies of functions and substitutions are read when they are first run.

export type Script = readonly Command[];

/** Offset in UTF-16 units into the text of the script. */
type Offset = number;

export type Command =
  | Simple
  | Pipeline
  | AndOr
  | If
  | For
  | ArithmeticFor
  | Loop
  | Case
  | Group
  | FunctionDefinition
  | Test
  | ArithmeticCommand
  | Redirected
  | Unsupported;

export interface Simple {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly (Word | Assignment)[];
  readonly redirections: readonly Redirection[];
  readonly at: Offset;
}

export interface Pipeline {
  readonly kind: 'pipeline';
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

export interface AndOr {
  readonly kind: 'and-or';
  readonly commands: readonly Command[];
  readonly operators: readonly ('&&' | '||')[];
}

export interface If {
  readonly kind: 'if';
  readonly branches: readonly { readonly test: Script; readonly body: Script }[];
  readonly otherwise: Script | null;
}

export interface For {
  readonly kind: 'for';
  readonly name: string;
  /** Null for the positional parameters. */
  readonly words: readonly Word[] | null;
  readonly body: Script;
  readonly at: Offset;
}

export interface ArithmeticFor {
  readonly kind: 'arithmetic-for';
  readonly at: Offset;
  readonly first: Arithmetic | null;
  readonly test: Arithmetic | null;
  readonly next: Arithmetic | null;
  readonly body: Script;
}

export interface Loop {
  readonly kind: 'loop';
  readonly until: boolean;
  readonly test: Script;
  readonly body: Script;
}

export interface Case {
  readonly kind: 'case';
  readonly word: Word;
  readonly items: readonly CaseItem[];
  readonly at: Offset;
}

interface CaseItem {
  readonly patterns: readonly Word[];
  readonly body: Script;
  readonly end: ';;' | ';&' | ';;&';
}

export interface Group {
  readonly kind: 'group';
  readonly subshell: boolean;
  readonly body: Script;
}

interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly body: () => Command;
  readonly at: Offset;
}

interface Test {
  readonly kind: 'test';
  readonly expression: TestExpression;
  readonly at: Offset;
}

interface ArithmeticCommand {
  readonly kind: 'arithmetic';
  readonly expression: Arithmetic | null;
  readonly at: Offset;
}

interface Redirected {
  readonly kind: 'redirected';
  readonly command: Command;
  readonly redirections: readonly Redirection[];
}

/** Syntax that this evaluator does not run: background jobs, coprocesses, `select`. */
interface Unsupported {
  readonly kind: 'unsupported';
  readonly what: string;
  readonly at: Offset;
}

export interface Word {
  readonly kind: 'word';
  readonly parts: readonly Part[];
  /** The value, where it is the same whatever the variables are and no pattern characters stand unquoted in it. */
  readonly literal: string | null;
  readonly at: Offset;
}

export type Part = TextPart | ParameterPart | CommandPart | ArithmeticPart | ProcessPart;

interface TextPart {
  readonly kind: 'text';
  readonly text: string;
  readonly quoted: boolean;
}

export interface ParameterPart {
  readonly kind: 'parameter';
  readonly name: string;
  readonly prefix: '' | '!' | '#';
  readonly index: Subscript | null;
  readonly operation: Operation | null;
  readonly quoted: boolean;
  /** Stands in the same double quotes as `$@`: empty, it makes no word. */
  readonly beside: boolean;
  /** As written, for messages. */
  readonly text: string;
}

/** `@` and `*` stand for all elements; else the word is a key or an arithmetic expression, as the array has it. */
export type Subscript = '@' | '*' | Word;

export type Operation =
  | { readonly kind: 'default'; readonly operator: string; readonly operand: Word }
  | { readonly kind: 'remove'; readonly operator: '#' | '##' | '%' | '%%'; readonly pattern: Word }
  | {
      readonly kind: 'replace';
      readonly operator: '/' | '//' | '/#' | '/%';
      readonly pattern: Word;
      readonly replacement: Word;
      /** As bash before 4.3 read it within double quotes: quotes in it stay. */
      readonly quotedReplacement: () => Word;
    }
  | { readonly kind: 'slice'; readonly offset: Word; readonly length: Word | null }
  | {
      readonly kind: 'case';
      readonly operator: '^' | '^^' | ',' | ',,' | '~' | '~~';
      readonly pattern: Word | null;
    }
  | { readonly kind: 'transform'; readonly operator: string }
  | { readonly kind: 'names'; readonly operator: '@' | '*' };

export interface CommandPart {
  readonly kind: 'command';
  readonly script: () => Script;
  readonly quoted: boolean;
  readonly beside: boolean;
  /** Offsets in it count in the text of the whole script. */
  readonly placed: boolean;
  /** `${ command; }` of bash 5.3. */
  readonly inPlace: boolean;
}

interface ArithmeticPart {
  readonly kind: 'arithmetic';
  readonly expression: Arithmetic | null;
  readonly quoted: boolean;
}

/** `<(...)`: only as the target of a redirection or the name of a file to read. */
interface ProcessPart {
  readonly kind: 'process';
  readonly script: () => Script;
}

export interface Assignment {
  readonly kind: 'assignment';
  readonly name: string;
  readonly index: Word | null;
  readonly append: boolean;
  readonly value: Word | ArrayLiteral;
  /** The same as an ordinary word, for commands that declare nothing. */
  readonly word: () => readonly Word[];
  readonly at: Offset;
}

export interface ArrayLiteral {
  readonly kind: 'array';
  readonly elements: readonly ArrayElement[];
}

export interface ArrayElement {
  /** Null where the element takes the next place. */
  readonly key: Word | null;
  readonly append: boolean;
  /** An element without a key may become several. */
  readonly value: Word;
}

export type Redirection =
  | {
      readonly kind: 'file';
      readonly operator: string;
      readonly descriptor: number | null;
      readonly target: Word;
    }
  | {
      readonly kind: 'text';
      readonly descriptor: number | null;
      readonly text: Word;
      readonly newline: boolean;
    };

/** The text between the parentheses, expanded first and read then: an operator may come out of a variable. */
export type Arithmetic = Word;

export type TestExpression =
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Word;
      readonly right: Word;
    }
  | {
      readonly kind: 'logical';
      readonly operator: '&&' | '||';
      readonly operands: readonly TestExpression[];
    }
  | { readonly kind: 'not'; readonly operand: TestExpression };
