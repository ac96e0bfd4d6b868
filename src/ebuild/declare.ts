// `declare`, `local`, `export`, `readonly`: names with a scope, a kind and attributes.

import { assignItems, expandItems, keyOf } from './assign.js';
import { expandText } from './expand-word.js';
import { Unknown } from './outcome.js';
import { flagsOf, sayArray } from './parameter-transform.js';
import { quoteDouble } from './quote.js';
import type { Shell } from './shell.js';
import type { Assignment } from './syntax-tree.js';
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

const FLAGS: Readonly<Record<string, number>> = {
  x: ATTRIBUTE.exported,
  r: ATTRIBUTE.readonly,
  i: ATTRIBUTE.integer,
  l: ATTRIBUTE.lower,
  u: ATTRIBUTE.upper,
  n: ATTRIBUTE.reference,
};

/** Arguments that are assignments stand as NUL and their place among `values`. */
export function declare(
  shell: Shell,
  builtin: string,
  args: readonly string[],
  values: readonly Assignment[],
): number {
  const { options, removed, names } = readOptions(args);
  if (/[fF]/.test(options)) return names.every(name => printFunction(shell, name, options)) ? 0 : 1;
  if (options.includes('p')) return names.every(name => printVariable(shell, name)) ? 0 : 1;
  if (builtin === 'local' && !shell.variables.isInFunction()) {
    shell.complain('local: can only be used in a function\n');
    return 1;
  }
  if (names.length === 0 && shell.output !== null && builtin !== 'local')
    throw new Unknown('it prints all variables');
  const declaration = readDeclaration(builtin, options, removed);
  for (const argument of names) {
    if (argument.startsWith('\0'))
      declareValue(shell, values[Number(argument.slice(1))] as Assignment, declaration);
    else if (!declareText(shell, argument, declaration)) return 1;
  }
  return 0;
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

function readDeclaration(builtin: string, options: string, removed: string): Declaration {
  const sum = (letters: string) => [...letters].reduce((total, letter) => total | (FLAGS[letter] ?? 0), 0);
  // `export -n` takes the attribute away.
  const withdrawn = builtin === 'export' && options.includes('n');
  const implied = builtin === 'export' ? ATTRIBUTE.exported : builtin === 'readonly' ? ATTRIBUTE.readonly : 0;
  return {
    set: withdrawn ? 0 : sum(options) | implied,
    unset: sum(removed) | (withdrawn ? ATTRIBUTE.exported : 0),
    kind: options.includes('A') ? 'associative' : options.includes('a') ? 'indexed' : null,
    global: options.includes('g'),
    hidden: builtin !== 'export' && builtin !== 'readonly' && !options.includes('g'),
  };
}

function printFunction(shell: Shell, name: string, options: string): boolean {
  if (!shell.functions.has(name)) return false;
  if (!options.includes('F') && shell.output !== null) throw new Unknown(`it prints the function ${name}`);
  shell.write(`${name}\n`);
  return true;
}

function printVariable(shell: Shell, name: string): boolean {
  const variable = shell.variables.get(name);
  if (variable === undefined) return false;
  const flags = flagsOf(variable) || '-';
  if (variable.kind === 'scalar') {
    const value = variable.value === null ? '' : `=${quoteDouble(variable.value)}`;
    shell.write(`declare -${flags} ${name}${value}\n`);
  } else shell.write(`declare -${flags} ${name}=${sayArray(variable)}\n`);
  return true;
}

/** The value is expanded before the name becomes local: `local x=$x`. */
function declareValue(shell: Shell, assignment: Assignment, declaration: Declaration): void {
  const { name, value, index, append } = assignment;
  if (value.kind === 'word') {
    const text = expandText(shell, value);
    const target = introduce(shell, name, declaration);
    if (index === null) write(shell, target, text, append, declaration);
    else shell.assignElement(target, keyOf(shell, target, index), text, append);
  } else {
    const items = expandItems(shell, value);
    const known = declaration.hidden && shell.variables.isInFunction() ? undefined : shell.find(name);
    const kind = declaration.kind ?? (known?.kind === 'associative' ? 'associative' : 'indexed');
    assignItems(shell, introduce(shell, name, { ...declaration, kind }), items, append);
  }
  finish(shell, name, declaration);
}

/** The target of a reference is its own value, not that of what it refers to. */
function write(shell: Shell, name: string, text: string, append: boolean, { set }: Declaration): void {
  if ((set & ATTRIBUTE.reference) === 0) shell.assign(name, text, append);
  else
    shell.variables.set(
      name,
      scalar(text, (shell.variables.get(name)?.attributes ?? 0) | ATTRIBUTE.reference),
    );
}

/** `name` or, come out of an expansion, `name=value`. */
function declareText(shell: Shell, text: string, declaration: Declaration): boolean {
  const match = /^([A-Za-z_]\w*)(?:\[(.+?)\])?(?:(\+?)=(.*))?$/s.exec(text);
  if (match === null) {
    shell.complain(`declare: ${text}: not a valid identifier\n`);
    return false;
  }
  const [, name = '', index, plus, value] = match;
  const kind = declaration.kind ?? (index === undefined ? null : 'indexed');
  const target = introduce(shell, name, { ...declaration, kind });
  if (value !== undefined) {
    if (declaration.kind !== null && /^\(.*\)$/s.test(value))
      throw new Unknown('it declares an array by a text');
    if (index === undefined) write(shell, target, value, plus === '+', declaration);
    else shell.assignElement(target, index, value, plus === '+');
  }
  finish(shell, target, declaration);
  return true;
}

/** Makes the name, local where that is meant, with its kind and attributes; `readonly` comes after the value. */
function introduce(shell: Shell, name: string, declaration: Declaration): string {
  const { variables } = shell;
  const fresh = declaration.hidden && variables.hide(name);
  const isReference = (declaration.set & ATTRIBUTE.reference) !== 0;
  const target = fresh || isReference ? name : shell.resolve(name);
  const global = declaration.global && variables.isInFunction();
  const old = fresh ? undefined : global ? variables.getGlobal(target) : variables.get(target);
  const before = old?.attributes ?? 0;
  const made = {
    ...shaped(old, declaration.kind),
    attributes:
      ((before | declaration.set) & ~declaration.unset & ~ATTRIBUTE.readonly) | (before & ATTRIBUTE.readonly),
  };
  if (global) variables.setGlobal(target, made);
  else variables.set(target, made);
  return target;
}

function shaped(old: Variable | undefined, kind: Declaration['kind']): Variable {
  if (kind === null || old?.kind === kind) return old ?? scalar(null);
  if (kind === 'associative') return { kind, map: new Map(), attributes: 0 };
  const value = old?.kind === 'scalar' ? old.value : null;
  return { kind, list: value === null ? [] : [value], attributes: 0 };
}

function finish(shell: Shell, name: string, { set }: Declaration): void {
  if ((set & ATTRIBUTE.readonly) === 0) return;
  const variable = shell.variables.get(name);
  if (variable !== undefined)
    shell.variables.set(name, { ...variable, attributes: variable.attributes | ATTRIBUTE.readonly });
}
