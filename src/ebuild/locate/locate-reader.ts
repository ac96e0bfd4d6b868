// Reads the tree of the second reader once, from its start to its end, for what `locate-syntax.ts` says of a script.

import { type Branch, splitBranches } from './locate-branches.js';
import type {
  LocatedAssignment,
  LocatedFunction,
  LocatedInherit,
  Scope,
  Syntax,
  SyntaxFault,
  Use,
} from './locate-syntax.js';
import { positionAt, type SyntaxNode, sourceOf, startOf } from './locate-tree.js';
import { WordBuilder } from './locate-words.js';

const TOP: Scope = { function: null, conditions: [], subshell: false, assignment: null };

export function readSyntax(text: string, tree: SyntaxNode): Syntax {
  const reader = new SyntaxReader(text);
  reader.readTop(tree);
  return reader.syntax;
}

const HOLES: ReadonlySet<string> = new Set(['expansion', 'simple_expansion', 'arithmetic_expansion']);
const SUBSHELLS: ReadonlySet<string> = new Set(['subshell', 'command_substitution', 'process_substitution']);
const LATER_TEXTS: ReadonlySet<string> = new Set(['raw_string', 'ansi_c_string']);
const NAME = /^[A-Za-z_]\w*$/;
const MOST_ERRORS = 100;
/** Say nothing themselves. */
const SILENT: ReadonlySet<string> = new Set(['heredoc_start', 'heredoc_end', 'comment', 'variable_name']);

class SyntaxReader {
  readonly #text: string;
  readonly #builder: WordBuilder<Scope>;
  readonly #errors: SyntaxFault[] = [];
  readonly #assignments: LocatedAssignment[] = [];
  readonly #functions: LocatedFunction[] = [];
  readonly #inherits: LocatedInherit[] = [];
  readonly #uses: Use[] = [];
  /** All before it was read. */
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#builder = new WordBuilder(text);
  }

  get syntax(): Syntax {
    const errors = this.#errors;
    const assignments = this.#assignments;
    const functions = this.#functions;
    const inherits = this.#inherits;
    const uses = this.#uses;
    const builder = this.#builder;
    return { errors, assignments, functions, inherits, uses, words: builder.words };
  }

  readTop(tree: SyntaxNode): void {
    this.#read(tree, TOP, false);
    this.#builder.finish(TOP);
  }

  /** `isText`: between double quotes or in a here-document, where what stands between the nodes counts. */
  #read(node: SyntaxNode, scope: Scope, isText: boolean): void {
    this.#moveTo(Math.max(this.#at, this.#startOf(node)), scope, isText);
    this.#note(node);
    if (HOLES.has(node.type)) this.#readHole(node, scope);
    else if (SUBSHELLS.has(node.type)) this.#readSubshell(node, scope);
    else if (LATER_TEXTS.has(node.type)) this.#readLaterText(node, scope);
    else if (node.children.length === 0) this.#readLeaf(node, scope, isText);
    else this.#readNode(node, scope, isText);
    this.#moveTo(Math.max(this.#at, node.end), scope, isText);
  }

  #startOf(node: SyntaxNode): number {
    return startOf(node, this.#text);
  }

  #moveTo(to: number, scope: Scope, isText: boolean): void {
    if (to <= this.#at) return;
    if (isText) this.#builder.addText(this.#at, to, scope);
    else this.#builder.finish(scope);
    this.#at = to;
  }

  #note(node: SyntaxNode): void {
    if ((!node.missing && node.type !== 'ERROR') || this.#errors.length >= MOST_ERRORS) return;
    // Of an error within an error, the inner one is nearer to the fault.
    if (!node.missing && node.children.some(child => child.type === 'ERROR')) return;
    const offset = this.#startOf(node);
    this.#errors.push({
      offset,
      ...positionAt(this.#text, offset),
      kind: node.missing ? 'missing' : 'unexpected',
      text: node.missing ? node.type : (this.#text.slice(offset, node.end).split('\n')[0] as string),
    });
  }

  #readLeaf(node: SyntaxNode, scope: Scope, isText: boolean): void {
    const { type, end } = node;
    if (type === '"') this.#at = end;
    // Keywords and punctuation are called as they are written.
    else if (SILENT.has(type) || (!isText && type === this.#text.slice(this.#at, end)))
      this.#skip(end, scope);
    else {
      this.#builder.addText(this.#at, end, scope);
      this.#at = Math.max(this.#at, end);
    }
  }

  #skip(end: number, scope: Scope): void {
    this.#builder.finish(scope);
    this.#at = Math.max(this.#at, end);
  }

  #readLaterText(node: SyntaxNode, scope: Scope): void {
    const open = this.#text.indexOf("'", this.#at) + 1;
    const end = Math.max(open, node.end - 1);
    this.#builder.keepGroups(() => this.#builder.addLaterText(open, end, scope));
    this.#at = node.end;
  }

  #readHole(node: SyntaxNode, scope: Scope): void {
    const start = this.#startOf(node);
    const names = namesIn(node).map(({ start: from, end }) => this.#text.slice(from, end));
    for (const name of names) this.#uses.push({ kind: 'variable', name, scope });
    this.#builder.addHole(names[0] ?? null, start, node.end);
    this.#at = node.end;
  }

  #readSubshell(node: SyntaxNode, scope: Scope): void {
    const start = this.#startOf(node);
    const inner = { ...scope, subshell: true };
    this.#builder.within(() => {
      for (const child of node.children) this.#read(child, inner, false);
      this.#builder.finish(inner);
    });
    if (node.type !== 'subshell') this.#builder.addHole(null, start, node.end);
    this.#at = Math.max(this.#at, node.end);
  }

  #readNode(node: SyntaxNode, scope: Scope, isText: boolean): void {
    switch (node.type) {
      case 'string':
      case 'heredoc_body':
        this.#builder.keepGroups(() => this.#readChildren(node, scope, true));
        return;
      case 'variable_assignment':
        this.#readAssignment(node, scope, null);
        return;
      case 'command':
      case 'declaration_command':
        this.#readCommand(node, scope);
        return;
      case 'function_definition':
        this.#readFunction(node, scope);
        return;
      default: {
        const branches = splitBranches(node, this.#text);
        if (branches === null) this.#readChildren(node, scope, isText);
        else this.#readBranches(node, branches, scope);
      }
    }
  }

  #readChildren(node: SyntaxNode, scope: Scope, isText: boolean): void {
    for (const child of node.children) this.#read(child, scope, isText);
  }

  #readAssignment(node: SyntaxNode, scope: Scope, command: string | null): void {
    const target = node.children.find(({ field }) => field === 'name');
    const [name] = target === undefined ? [] : namesIn(target);
    // The grammar takes `--with=x` after `export` and the like for an assignment.
    if (target === undefined || name === undefined || !NAME.test(this.#text.slice(name.start, name.end))) {
      this.#readChildren(node, scope, false);
      return;
    }
    this.#assignments.push({
      name: this.#text.slice(name.start, name.end),
      append: node.children.some(({ type }) => type === '+='),
      element: target.type === 'subscript',
      start: this.#startOf(node),
      end: node.end,
      command,
      scope,
    });
    const inner = { ...scope, assignment: this.#assignments.length - 1 };
    this.#builder.finish(scope);
    this.#builder.within(() => {
      this.#builder.startAnew();
      this.#readChildren(node, inner, false);
      this.#builder.finish(inner);
    });
  }

  #readCommand(node: SyntaxNode, scope: Scope): void {
    const first = node.children.find(child => child.field === 'name' || child.type !== 'variable_assignment');
    const name = first === undefined ? '' : this.#textOf(first);
    if (name !== '') this.#uses.push({ kind: 'command', name, scope });
    if (name === 'inherit')
      this.#inherits.push({
        names: node.children
          .filter(({ field }) => field === 'argument')
          .map(child => readLiteral(child, this.#textOf(child))),
        start: this.#startOf(node),
        end: node.end,
        scope,
      });
    for (const child of node.children) {
      if (child.type === 'variable_assignment') {
        this.#moveTo(this.#startOf(child), scope, false);
        this.#readAssignment(child, scope, name);
      } else this.#read(child, scope, false);
    }
  }

  #readFunction(node: SyntaxNode, scope: Scope): void {
    const name = node.children.find(({ field }) => field === 'name');
    const called = name === undefined ? '' : this.#textOf(name);
    this.#functions.push({ name: called, start: this.#startOf(node), end: node.end, scope });
    const inner: Scope = { ...TOP, function: called };
    for (const child of node.children) {
      if (child === name) this.#skip(child.end, scope);
      else this.#read(child, inner, false);
    }
  }

  #readBranches(node: SyntaxNode, branches: readonly Branch[], scope: Scope): void {
    for (const { child, conditions } of branches) {
      const inner =
        conditions.length === 0 ? scope : { ...scope, conditions: [...scope.conditions, ...conditions] };
      // `((i=0; i<3; i++))` is arithmetic, whatever the grammar calls it.
      if (node.type === 'c_style_for_statement' && conditions.length === 0) this.#skip(child.end, scope);
      else this.#read(child, inner, false);
    }
  }

  #textOf(node: SyntaxNode): string {
    return sourceOf([node], this.#text);
  }
}

function namesIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === 'variable_name') return [node];
  return node.children.flatMap(namesIn);
}

/** The value of a word without expansions. */
function readLiteral(node: SyntaxNode, text: string): string | null {
  if (node.children.length === 0 && !/['"\\$`]/.test(text)) return text;
  const quoted = /^(?:"([^"\\$`]*)"|'([^']*)')$/.exec(text);
  return quoted === null ? null : (quoted[1] ?? quoted[2] ?? '');
}
