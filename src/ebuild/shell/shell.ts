// The state of a shell: variables, functions, options, where output goes. What reads and changes it is in the files beside.

import { compilePattern, type Pattern } from '../pattern/pattern.js';
import { lineAt } from '../syntax/line-at.js';
import { ExpressionError, Refused, type ScriptLine, ShellError, Unknown } from '../syntax/outcome.js';
import type { Command } from '../syntax/syntax-tree.js';
import { ArithmeticError, evaluateArithmetic } from './arithmetic.js';
import { type LimitOptions, Limits, SUBSHELL_STEPS } from './limits.js';
import { readSpecial } from './special-variables.js';
import { ATTRIBUTE, scalar, type Variable, Variables } from './variables.js';

/** A command that is part of the shell. Returns its exit status. */
export type Builtin = (shell: Shell, args: readonly string[], name: string) => number;

/** A text that commands come from, for the places of messages and `$LINENO`. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

export interface ShellFunction {
  readonly body: () => Command;
  readonly source: SourceText | null;
  /** Where the `eval` stands that defined it; null where the function itself stands in the source. */
  readonly at: number | null;
}

/** Text that a command reads. */
export interface Input {
  readonly text: string;
  at: number;
}

/** What has been asked for and not been reached yet. */
export type Leaving =
  | { readonly kind: 'return' }
  | { readonly kind: 'break' | 'continue'; readonly levels: number };

export interface ShellOptions extends LimitOptions {
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** Called for a command that there is not (`command_not_found_handle`); without it programs are unknown. */
  readonly missing?: Builtin;
  /** Answers `-f`, `-e` and the like; without it files are unknown. */
  readonly askFile?: (operator: string, name: string) => boolean;
  /** Exported variables of the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The version of bash to be like (`BASH_COMPAT`): 42 is 4.2. */
  readonly compat?: number;
  /** What `FUNCNAME` says below the functions: `source main`. */
  readonly callers?: readonly string[];
}

/** The bash whose ways are followed where `BASH_COMPAT` asks for no older one. */
const NEWEST = 52;

/** Options that are on when an ebuild is sourced. */
const ON: readonly string[] = [
  ...'braceexpand checkwinsize cmdhist complete_fullquote expand_aliases extdebug extglob'.split(' '),
  ...'extquote force_fignore globasciiranges hashall hostcomplete interactive-comments'.split(' '),
  ...'interactive_comments progcomp promptvars sourcepath'.split(' '),
];

export class Shell {
  readonly variables = new Variables();
  readonly functions = new Map<string, ShellFunction>();
  /** `shopt` and `set -o` names that are on. */
  readonly options = new Map<string, boolean>(ON.map(name => [name, true]));
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly missing: Builtin | null;
  readonly limits: Limits;
  readonly askFile: (operator: string, name: string) => boolean;
  readonly compat: number;
  readonly callers: readonly string[];
  positional: readonly string[] = [];
  status = 0;
  /** Where the command that runs stands; without a source, as in `eval`, its line is not known. */
  source: SourceText | null = null;
  at = 0;
  /** Code that was put together from pieces runs: `at` stays where it comes from. */
  pinned = false;
  leaving: Leaving | null = null;
  /** Loops that `break` and `continue` may leave. */
  loops = 0;
  /** How many subshells run within each other. */
  subshells = 0;
  /** What `local -` keeps: the options before. */
  keptOptions: ReadonlyMap<string, boolean> | null = null;
  /** Names of the functions that run, the innermost last. */
  readonly calls: string[] = [];
  /** Where standard output goes: null is away. */
  output: string[] | null = null;
  /** Standard error, for messages. */
  errors: string[] | null = null;
  input: Input | null = null;
  /** `$_`: the last argument of the last command. */
  lastArgument = '';
  /** Of the last pipeline; null where that was one command with the status that `status` has. */
  statuses: readonly number[] | null = null;
  /** A command substitution has run since the last command began: its status is that of an assignment. */
  substituted = false;

  constructor(options: ShellOptions) {
    this.builtins = options.builtins;
    this.missing = options.missing ?? null;
    this.limits = new Limits(options);
    this.compat = options.compat ?? NEWEST;
    this.callers = options.callers ?? ['main'];
    this.askFile =
      options.askFile ??
      ((_, name) => {
        throw new Unknown(`it asks for the file ${name}`);
      });
    for (const [name, value] of Object.entries(options.environment ?? {}))
      this.variables.set(name, scalar(value, ATTRIBUTE.exported));
    this.variables.set('IFS', scalar(' \t\n'));
  }

  write(text: string): void {
    if (this.output === null || text === '') return;
    this.limits.take(text.length);
    this.output.push(text);
  }

  complain(text: string): void {
    if (this.errors === null) return;
    this.limits.take(text.length);
    this.errors.push(text);
  }

  /** The text of a variable that is no array, or of an array's first element; null where it has none. */
  read(name: string): string | null {
    const variable = this.find(name);
    if (variable === undefined) return readSpecial(this, name);
    switch (variable.kind) {
      case 'scalar':
        return variable.value;
      case 'indexed':
        return variable.list[0] ?? null;
      case 'associative':
        return variable.map.get('0') ?? null;
    }
  }

  /** The variable of a name, through references. */
  find(name: string): Variable | undefined {
    return this.variables.get(this.resolve(name));
  }

  /** The name that a reference (`declare -n`) stands for. */
  resolve(name: string): string {
    let current = name;
    for (let hops = 0; hops < 10; hops++) {
      const variable = this.variables.get(current);
      if (variable === undefined || (variable.attributes & ATTRIBUTE.reference) === 0) return current;
      if (variable.kind !== 'scalar' || variable.value === null || variable.value === '') return current;
      if (variable.value.includes('[')) throw new Unknown(`${name} refers to an element of an array`);
      current = variable.value;
    }
    throw new ShellError(`${name}: circular name reference`);
  }

  /** `name=value` or `name+=value`; of an array, its first element. */
  assign(name: string, value: string, append = false): void {
    const target = this.resolve(name);
    const before = this.variables.get(target);
    this.checkWritable(target, before);
    const attributes = (before?.attributes ?? 0) & ~ATTRIBUTE.bare;
    if (before?.kind === 'indexed' || before?.kind === 'associative') {
      this.assignElement(target, '0', value, append);
      return;
    }
    const old = append ? (before?.value ?? '') : '';
    this.variables.set(target, scalar(this.#shape(old, value, append, attributes), attributes));
  }

  /** `name[key]=value`: the key is text for an associative array, else arithmetic. */
  assignElement(name: string, key: string, value: string, append = false): void {
    const target = this.resolve(name);
    const before = this.variables.get(target);
    this.checkWritable(target, before);
    const attributes = (before?.attributes ?? 0) & ~ATTRIBUTE.bare;
    if (before?.kind === 'associative') {
      if (key === '') throw new ShellError(`${name}: bad array subscript`);
      const map = new Map(before.map);
      map.set(key, this.#shape(map.get(key) ?? '', value, append, attributes));
      this.limits.spend(map.size / 16);
      this.variables.set(target, { kind: 'associative', map, attributes });
      return;
    }
    const list = listOf(before);
    const place = this.place(key, list.length);
    list[place] = this.#shape(list[place] ?? '', value, append, attributes);
    this.limits.spend(list.length / 16);
    this.variables.set(target, { kind: 'indexed', list, attributes });
  }

  /** The place that a subscript of an indexed array means. */
  place(key: string, length: number): number {
    const value = Number(this.calculate(key));
    const place = value < 0 ? value + length : value;
    if (place < 0) throw new ShellError(`${key}: bad array subscript`);
    if (place > 100_000) throw new Unknown('an array has a subscript greater than allowed');
    return place;
  }

  /** A value as its variable's attributes want it. */
  #shape(old: string, value: string, append: boolean, attributes: number): string {
    if ((attributes & ATTRIBUTE.integer) !== 0) {
      const added = this.calculate(value);
      return String(append ? BigInt.asIntN(64, this.calculate(old) + added) : added);
    }
    const whole = append ? old + value : value;
    this.limits.take(append ? whole.length : 0);
    if ((attributes & ATTRIBUTE.lower) !== 0) return whole.toLowerCase();
    return (attributes & ATTRIBUTE.upper) !== 0 ? whole.toUpperCase() : whole;
  }

  checkWritable(name: string, variable: Variable | undefined): void {
    if (variable !== undefined && (variable.attributes & ATTRIBUTE.readonly) !== 0)
      throw new ShellError(`${name}: readonly variable`);
  }

  calculate(text: string): bigint {
    try {
      return evaluateArithmetic(text, this.#scope);
    } catch (error) {
      if (error instanceof ArithmeticError) throw new ShellError(error.message);
      throw error;
    }
  }

  /** The same for commands that fail where their expression does: throws `ExpressionError`. */
  attempt(text: string): bigint {
    try {
      return evaluateArithmetic(text, this.#scope);
    } catch (error) {
      if (error instanceof ArithmeticError) throw new ExpressionError(error.message);
      throw error;
    }
  }

  /** What an expression assigns. A place before the first element is complained about and no error. */
  #store(name: string, index: string | null, value: string): void {
    const variable = this.find(name);
    if (variable !== undefined && (variable.attributes & ATTRIBUTE.readonly) !== 0)
      throw new ArithmeticError(`${name}: readonly variable`);
    if (index === null) this.assign(name, value);
    else if (variable?.kind === 'associative') this.assignElement(name, index, value);
    else {
      const place = Number(this.calculate(index));
      const length = listOf(variable).length;
      if (place + length < 0) this.complain(`${name}[${index}]: bad array subscript\n`);
      else this.assignElement(name, String(place), value);
    }
  }

  readonly #scope = {
    read: (name: string, index: string | null): string => {
      if (index === null) return this.read(name) ?? '';
      const variable = this.find(name);
      if (variable?.kind === 'associative') return variable.map.get(index) ?? '';
      const list = listOf(variable);
      const place = Number(this.calculate(index));
      // Before the first element there is nothing.
      return list[place < 0 ? place + list.length : place] ?? '';
    },
    write: (name: string, index: string | null, value: string): void => this.#store(name, index, value),
    spend: (steps: number): void => this.limits.spend(steps),
  };

  /** The line of the command that runs, from 1; null where it does not stand in a file. */
  get line(): number | null {
    return this.source === null ? null : lineAt(this.source.text, this.at);
  }

  /** Where the command that runs stands. */
  get here(): ScriptLine | null {
    const { line } = this;
    return this.source === null || line === null ? null : { file: this.source.name, line };
  }

  /** Notes where an evaluation came to its end, once: the innermost place is the one. */
  mark(error: unknown): void {
    if (error instanceof Unknown || error instanceof Refused) error.at ??= this.here;
  }

  /** A pattern as `extglob` has it read. */
  pattern(source: string): Pattern {
    return compilePattern(source, this.isOn('extglob'));
  }

  isOn(option: string): boolean {
    return this.options.get(option) === true;
  }

  /** Runs `body` such that nothing but its output and its status remains. */
  inSubshell<T>(body: () => T): T {
    const { positional, status, leaving, loops, output, errors, input, source, at, pinned } = this;
    const { lastArgument, statuses } = this;
    const calls = this.calls.length;
    this.limits.enter();
    this.limits.spend(SUBSHELL_STEPS);
    this.variables.enterSubshell();
    this.subshells++;
    try {
      return body();
    } catch (error) {
      this.mark(error);
      throw error;
    } finally {
      this.subshells--;
      this.variables.leaveSubshell();
      this.limits.leave();
      this.calls.length = calls;
      Object.assign(this, { positional, status, leaving, loops, output, errors, input, source, at, pinned });
      Object.assign(this, { lastArgument, statuses });
    }
  }
}

/** A copy of an array's elements; a plain value is the first of them. */
export function listOf(variable: Variable | undefined): (string | undefined)[] {
  if (variable === undefined) return [];
  if (variable.kind === 'indexed') return [...variable.list];
  if (variable.kind === 'scalar') return variable.value === null ? [] : [variable.value];
  return [];
}
