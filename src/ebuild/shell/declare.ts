// `declare`, `local`, `export`, `readonly`: names with a scope, a kind and attributes.

import { ShellError, Unknown } from '../syntax/outcome.js';
import { readList } from '../syntax/read-assignment.js';
import type { Assignment, Word } from '../syntax/syntax-tree.js';
import { assignItems, expandItems, type Item, keyOf } from './assign.js';
import { expandText } from './expand-word.js';
import { flagsOf, sayArray } from './parameter-transform.js';
import { quoteDouble } from './quote.js';
import type { Shell } from './shell.js';
import { ATTRIBUTE, scalar, type Variable } from './variables.js';

/** Builtins whose arguments may be assignments, arrays included. */
export const DECLARING: ReadonlySet<string> = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);

interface Declaration {
  readonly set: number;
  readonly unset: number;
  readonly kind: 'indexed' | 'associative' | null;
  readonly global: boolean;
  readonly hidden: boolean;
}

const CASES = ATTRIBUTE.lower | ATTRIBUTE.upper;

const FLAGS: Readonly<Record<string, number>> = {
  x: ATTRIBUTE.exported,
  r: ATTRIBUTE.readonly,
  i: ATTRIBUTE.integer,
  l: ATTRIBUTE.lower,
  u: ATTRIBUTE.upper,
  n: ATTRIBUTE.reference,
};

/** A value that has been expanded, before its name becomes local: `local x=$x`. */
type Value = { readonly text: string; readonly index: Word | null } | { readonly items: readonly Item[] };

/** Arguments that are assignments stand as NUL and their place among `values`. */
export function declare(
  shell: Shell,
  builtin: string,
  args: readonly string[],
  values: readonly Assignment[],
): number {
  const { options, removed, names } = readOptions(args);
  const bad = /[^aAfFgilnprtux]/.exec(options + removed);
  if (bad !== null) {
    if (bad[0] === 'I') throw new Unknown(`it uses ${builtin} -I`);
    shell.complain(`${builtin}: -${bad[0]}: invalid option\n`);
    return 2;
  }
  if (/[fF]/.test(options)) return ofFunctions(shell, builtin, names, options);
  if (names.length === 0 && shell.output !== null && builtin !== 'local')
    throw new Unknown('it prints all variables');
  if (options.includes('p') && builtin !== 'export' && builtin !== 'readonly')
    return worstOf(names, name => printVariable(shell, name));
  if (names.length === 0 && shell.output !== null && shell.variables.isInFunction())
    throw new Unknown('it prints all local variables');
  const declaration = readDeclaration(builtin, options, removed);
  // All are expanded before the first is declared.
  const expanded = values.map(value => expandValue(shell, value));
  if (builtin === 'local' && !shell.variables.isInFunction()) {
    shell.complain('local: can only be used in a function\n');
    return 1;
  }
  return worstOf(names, argument => {
    if (argument === '-' && builtin === 'local') {
      shell.keptOptions ??= new Map(shell.options);
      return true;
    }
    if (!argument.startsWith('\0')) return declareText(shell, argument, declaration);
    const at = Number(argument.slice(1));
    return declareValue(shell, values[at] as Assignment, expanded[at] as Value, declaration);
  });
}

function worstOf(names: readonly string[], body: (name: string) => boolean): number {
  let status = 0;
  for (const name of names) if (!body(name)) status = 1;
  return status;
}

function readOptions(args: readonly string[]) {
  let at = 0;
  let options = '';
  let removed = '';
  for (; at < args.length; at++) {
    const argument = args[at] as string;
    if (argument === '--') {
      at++;
      break;
    }
    if (!/^[-+][A-Za-z]+$/.test(argument)) break;
    if (argument.startsWith('-')) options += argument.slice(1);
    else removed += argument.slice(1);
  }
  return { options, removed, names: args.slice(at) };
}

/** Setting two cases at once sets none. */
function sumOf(letters: string): number {
  const sum = [...letters].reduce((total, letter) => total | (FLAGS[letter] ?? 0), 0);
  return (sum & CASES) === CASES ? sum & ~CASES : sum;
}

function readDeclaration(builtin: string, options: string, removed: string): Declaration {
  // `export -n` takes the attribute away.
  const withdrawn = builtin === 'export' && options.includes('n');
  const implied = builtin === 'export' ? ATTRIBUTE.exported : builtin === 'readonly' ? ATTRIBUTE.readonly : 0;
  const set = withdrawn ? 0 : sumOf(options) | implied;
  return {
    set,
    // One case takes the place of the other.
    unset: sumOf(removed) | (withdrawn ? ATTRIBUTE.exported : 0) | ((set & CASES) !== 0 ? CASES & ~set : 0),
    kind: options.includes('A') ? 'associative' : options.includes('a') ? 'indexed' : null,
    global: options.includes('g'),
    hidden: builtin !== 'export' && builtin !== 'readonly' && !options.includes('g'),
  };
}

function ofFunctions(shell: Shell, builtin: string, names: readonly string[], options: string): number {
  const printing = builtin !== 'export' && builtin !== 'readonly';
  return worstOf(names, name => {
    if (!shell.functions.has(name)) return false;
    if (!printing) return true;
    if (!options.includes('F') && shell.output !== null) throw new Unknown(`it prints the function ${name}`);
    shell.write(`${name}\n`);
    return true;
  });
}

function printVariable(shell: Shell, name: string): boolean {
  const variable = shell.variables.get(name);
  if (variable === undefined) {
    shell.read(name);
    return false;
  }
  const flags = flagsOf(variable) || '-';
  const isBare =
    variable.kind === 'scalar' ? variable.value === null : (variable.attributes & ATTRIBUTE.bare) !== 0;
  const value = variable.kind === 'scalar' ? quoteDouble(variable.value ?? '') : sayArray(variable);
  shell.write(`declare -${flags} ${name}${isBare ? '' : `=${value}`}\n`);
  return true;
}

function expandValue(shell: Shell, { value, index }: Assignment): Value {
  return value.kind === 'word'
    ? { text: expandText(shell, value, true), index }
    : { items: expandItems(shell, value) };
}

function declareValue(shell: Shell, assignment: Assignment, value: Value, declaration: Declaration): boolean {
  const { name, append } = assignment;
  if ('text' in value && isSelfReference(shell, name, value.text, declaration)) return false;
  if ('text' in value && value.index === null && isCompound(declaration, value.text))
    return declareCompound(shell, name, value.text, append, declaration);
  const kind = 'text' in value ? declaration.kind : (declaration.kind ?? kindNow(shell, name, declaration));
  return declareName(shell, name, { ...declaration, kind }, target => {
    if ('items' in value) assignItems(shell, target, value.items, append);
    else if (value.index === null) write(shell, target, value.text, append, declaration);
    else shell.assignElement(target, keyOf(shell, target, value.index), value.text, append);
  });
}

function kindNow(shell: Shell, name: string, declaration: Declaration): 'indexed' | 'associative' {
  const isFresh = declaration.hidden && shell.variables.isInFunction();
  return !isFresh && shell.find(name)?.kind === 'associative' ? 'associative' : 'indexed';
}

/** `declare -a 'x=(a b)'`: the text is read as the list that it looks like. */
function isCompound({ kind }: Declaration, text: string): boolean {
  return kind !== null && /^\(.*\)$/s.test(text);
}

function declareCompound(
  shell: Shell,
  name: string,
  text: string,
  append: boolean,
  declaration: Declaration,
): boolean {
  const list = readList(text);
  if (list === null) throw new Unknown('it declares an array by a text that is no list');
  const items = expandItems(shell, list);
  return declareName(shell, name, declaration, target => assignItems(shell, target, items, append));
}

function isSelfReference(shell: Shell, name: string, text: string, { set }: Declaration): boolean {
  if ((set & ATTRIBUTE.reference) === 0 || text !== name || shell.variables.isInFunction()) return false;
  return !complain(shell, name, 'nameref variable self references not allowed');
}

/** The target of a reference is its own value, not that of what it refers to. */
function write(shell: Shell, name: string, text: string, append: boolean, { set }: Declaration): void {
  if ((set & ATTRIBUTE.reference) === 0) {
    shell.assign(name, text, append);
    return;
  }
  const attributes = (shell.variables.get(name)?.attributes ?? 0) | ATTRIBUTE.reference;
  shell.variables.set(name, scalar(text, attributes));
}

/** `name` or, come out of an expansion, `name=value`. */
function declareText(shell: Shell, text: string, declaration: Declaration): boolean {
  const match = /^([A-Za-z_]\w*)(?:\[(.+?)\])?(?:(\+?)=(.*))?$/s.exec(text);
  if (match === null) {
    shell.complain(`declare: ${text}: not a valid identifier\n`);
    return false;
  }
  const [, name = '', index, plus, value] = match;
  if (value !== undefined && isSelfReference(shell, name, value, declaration)) return false;
  if (value !== undefined && index === undefined && isCompound(declaration, value))
    return declareCompound(shell, name, value, plus === '+', declaration);
  const kind = declaration.kind ?? (index === undefined ? null : kindNow(shell, name, declaration));
  return declareName(shell, name, { ...declaration, kind }, target => {
    if (value === undefined) return;
    if (index === undefined) write(shell, target, value, plus === '+', declaration);
    else shell.assignElement(target, index, value, plus === '+');
  });
}

/** Makes the name and gives it its value; false where it may not be changed. */
function declareName(
  shell: Shell,
  name: string,
  declaration: Declaration,
  assign: (target: string) => void,
): boolean {
  const known = shell.variables.get(name);
  const isReadonly = known !== undefined && (known.attributes & ATTRIBUTE.readonly) !== 0;
  let made = false;
  const body = () => {
    if (!introduce(shell, name, declaration)) return;
    const target = nameOf(shell, name, declaration);
    try {
      assign(target);
      made = true;
    } catch (error) {
      if (!isReadonly || !(error instanceof ShellError)) throw error;
      shell.complain(`${error.message}\n`);
    }
    finish(shell, target, declaration);
  };
  if (declaration.global) shell.variables.atGlobal(name, body);
  else body();
  return made;
}

/** A reference itself is meant where it is made or taken away. */
function nameOf(shell: Shell, name: string, { set, unset }: Declaration): string {
  return ((set | unset) & ATTRIBUTE.reference) !== 0 ? name : shell.resolve(name);
}

/** The name, local where that is meant, with its kind and attributes; `readonly` comes after the value. */
function introduce(shell: Shell, name: string, declaration: Declaration): boolean {
  const { variables } = shell;
  const outer = variables.get(name);
  const isReadonly = outer !== undefined && (outer.attributes & ATTRIBUTE.readonly) !== 0;
  if (isReadonly && declaration.hidden && variables.isInFunction())
    return complain(shell, name, 'readonly variable');
  const fresh = declaration.hidden && variables.hide(name);
  const target = fresh ? name : nameOf(shell, name, declaration);
  const old = fresh ? undefined : variables.get(target);
  if (((old?.attributes ?? 0) & declaration.unset & ATTRIBUTE.readonly) !== 0)
    return complain(shell, name, 'readonly variable');
  if (
    declaration.kind !== null &&
    old !== undefined &&
    old.kind !== 'scalar' &&
    old.kind !== declaration.kind
  )
    return complain(shell, name, 'cannot convert an array of one kind to the other');
  // A local name is exported where the one that it hides is.
  const before = old?.attributes ?? (outer?.attributes ?? 0) & ATTRIBUTE.exported;
  const { kind, set, unset } = declaration;
  const shape = shaped(old, kind);
  const bare = kind !== null && (old === undefined || (old.kind === 'scalar' && old.value === null));
  const kept = (before | set) & ~unset & ~ATTRIBUTE.readonly;
  const attributes = kept | (before & ATTRIBUTE.readonly) | (bare ? ATTRIBUTE.bare : 0);
  if (old !== undefined && shape === old && attributes === old.attributes) return true;
  variables.set(target, { ...shape, attributes });
  return true;
}

function complain(shell: Shell, name: string, text: string): false {
  shell.complain(`${name}: ${text}\n`);
  return false;
}

function shaped(old: Variable | undefined, kind: Declaration['kind']): Variable {
  if (kind === null || old?.kind === kind) return old ?? scalar(null);
  const value = old?.kind === 'scalar' ? old.value : null;
  if (kind === 'associative')
    return { kind, map: new Map(value === null ? [] : [['0', value]]), attributes: 0 };
  return { kind, list: value === null ? [] : [value], attributes: 0 };
}

function finish(shell: Shell, name: string, { set }: Declaration): void {
  if ((set & ATTRIBUTE.readonly) === 0) return;
  const variable = shell.variables.get(name);
  if (variable !== undefined)
    shell.variables.set(name, { ...variable, attributes: variable.attributes | ATTRIBUTE.readonly });
}
