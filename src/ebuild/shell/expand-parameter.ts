// `${name}` and everything that may stand after the name (bash(1), Parameter Expansion).

import { FatalError, ShellError, Unknown } from '../syntax/outcome.js';
import type { Operation, ParameterPart, Subscript, Word } from '../syntax/syntax-tree.js';
import { calculate, expandPattern, expandText } from './expand-word.js';
import { changeCase, removePattern, replacePattern } from './parameter-patterns.js';
import { transform } from './parameter-transform.js';
import { readReplacement } from './read-replacement.js';
import { listOf, type Shell } from './shell.js';
import { functionNames, isSpecial, isSpecialPrefix, pipeStatus } from './special-variables.js';
import { ATTRIBUTE, orderKeys, type Variable } from './variables.js';

export interface ParameterValue {
  readonly kind: 'value';
  /** None where the parameter is unset. */
  readonly values: readonly string[];
  /** How several become one word: `"$@"` keeps them apart, `"$*"` joins them. */
  readonly form: 'one' | '@' | '*';
}

/** The word after `:-` or `:+` takes the parameter's place, with its own quotes. */
interface OperandInstead {
  readonly kind: 'operand';
  readonly operand: Word;
}

export type Expanded = ParameterValue | OperandInstead;

export function expandParameter(shell: Shell, part: ParameterPart): Expanded {
  const { name, index, operation } = part;
  if (part.prefix === '!') return expandIndirect(shell, part);
  const value = readParameter(shell, name, index, part.prefix === '#');
  if (part.prefix === '#') return one(String(lengthOf(value)));
  return operation === null ? value : apply(shell, part, value, operation);
}

function one(text: string | null): ParameterValue {
  return { kind: 'value', values: text === null ? [] : [text], form: 'one' };
}

function lengthOf({ values, form }: ParameterValue): number {
  return form === 'one' ? (values[0] ?? '').length : values.length;
}

/** The value of a name with its subscript. */
function readParameter(
  shell: Shell,
  name: string,
  index: Subscript | null,
  isLength = false,
): ParameterValue {
  if (index === null) {
    if (name === '@' || name === '*') return { kind: 'value', values: shell.positional, form: name };
    return one(readName(shell, name));
  }
  const variable = shell.find(name);
  if (index === '@' || index === '*')
    return { kind: 'value', values: elementsOf(shell, name, variable), form: index };
  return one(readElement(shell, name, variable, index, isLength));
}

const POSITIONAL = /^[1-9]\d*$/;

function readName(shell: Shell, name: string): string | null {
  if (POSITIONAL.test(name)) return shell.positional[Number(name) - 1] ?? null;
  switch (name) {
    case '#':
      return String(shell.positional.length);
    case '?':
      return String(shell.status);
    case '0':
      return 'ebuild.sh';
    case '-':
      return shell.isOn('noglob') ? 'fhB' : 'hB';
    case '_':
      return shell.lastArgument;
    case '$':
    case '!':
      throw new Unknown(`it asks for $${name}`);
    default:
      return shell.read(name);
  }
}

export function elementsOf(shell: Shell, name: string, variable: Variable | undefined): readonly string[] {
  if (variable === undefined) {
    if (name === 'FUNCNAME') return functionNames(shell);
    if (name === 'PIPESTATUS') return pipeStatus(shell).map(String);
    if (name === 'BASH_VERSINFO') throw new Unknown('it asks for all of $BASH_VERSINFO');
    const value = shell.read(name);
    return value === null ? [] : [value];
  }
  if (variable.kind === 'associative')
    return orderKeys(variable.map).map(key => variable.map.get(key) as string);
  return listOf(variable).filter(value => value !== undefined);
}

export function keysOf(variable: Variable | undefined): readonly string[] {
  if (variable?.kind === 'associative') return orderKeys(variable.map);
  return listOf(variable).flatMap((value, at) => (value === undefined ? [] : [String(at)]));
}

/** Before the first element there is nothing to read, but nothing whose length could be told either. */
function readElement(
  shell: Shell,
  name: string,
  variable: Variable | undefined,
  index: Word,
  isLength: boolean,
): string | null {
  if (variable?.kind === 'associative') return variable.map.get(expandText(shell, index)) ?? null;
  if (variable === undefined && !isSpecial(name)) return null;
  const key = expandText(shell, index);
  if (name === 'BASH_VERSINFO' && key === '0') return shell.read(name);
  const list = variable === undefined ? elementsOf(shell, name, variable) : listOf(variable);
  if (key.trim() === '') throw new ShellError(`${name}: bad array subscript`);
  const value = Number(shell.calculate(key));
  if (variable !== undefined && isLength && value + list.length < 0)
    throw new ShellError(`${name}: bad array subscript`);
  return list[value < 0 ? value + list.length : value] ?? null;
}

function expandIndirect(shell: Shell, part: ParameterPart): Expanded {
  const { name, index, operation } = part;
  if (operation?.kind === 'names') {
    if (isSpecialPrefix(name)) throw new Unknown(`it lists the variables that begin with ${name}`);
    const names = [...shell.variables.names()].filter(candidate => candidate.startsWith(name)).sort();
    return { kind: 'value', values: names, form: operation.operator };
  }
  if (index === '@' || index === '*') return { kind: 'value', values: keysOf(shell.find(name)), form: index };
  const variable = shell.variables.get(name);
  if (variable !== undefined && (variable.attributes & ATTRIBUTE.reference) !== 0)
    return one(shell.resolve(name));
  const target = readParameter(shell, name, index).values[0];
  if (target === undefined || target === '') {
    if (operation?.kind === 'default') return apply(shell, part, one(null), operation);
    if (target === undefined && variable === undefined)
      throw new ShellError(`${name}: invalid indirect expansion`);
    throw new ShellError(`${target ?? name}: invalid variable name`);
  }
  const found = readTarget(target);
  if (found.index !== null && operation?.kind === 'default' && operation.operator.endsWith('='))
    throw new ShellError(`${target}: invalid variable name`);
  return expandParameter(shell, { ...part, ...found, prefix: '' });
}

const TARGET = /^([A-Za-z_]\w*|[1-9]\d*|[@*#?0-])(?:\[(.+)\])?$/s;

/** What the value of a variable names: another, or an element of an array. */
function readTarget(text: string): Pick<ParameterPart, 'name' | 'index'> {
  const match = TARGET.exec(text);
  if (match === null) throw new ShellError(`${text}: invalid variable name`);
  const [, name, index] = match;
  if (index === undefined) return { name: name as string, index: null };
  if (index === '@' || index === '*') return { name: name as string, index };
  if (/[$`]/.test(index)) throw new Unknown(`it reads ${text} through another variable`);
  const word: Word = {
    kind: 'word',
    parts: [{ kind: 'text', text: index, quoted: true }],
    literal: index,
    at: 0,
  };
  return { name: name as string, index: word };
}

function apply(shell: Shell, part: ParameterPart, value: ParameterValue, operation: Operation): Expanded {
  switch (operation.kind) {
    case 'default':
      return applyDefault(shell, part, value, operation);
    case 'remove': {
      const pattern = expandPattern(shell, operation.pattern);
      return each(value, text => removePattern(shell, text, pattern, operation.operator));
    }
    case 'replace': {
      const pattern = expandPattern(shell, operation.pattern);
      const word = shell.compat < 43 && part.quoted ? operation.quotedReplacement() : operation.replacement;
      const replacement = readReplacement(shell, word);
      return each(value, text => replacePattern(shell, text, pattern, replacement, operation.operator));
    }
    case 'case': {
      const pattern = operation.pattern === null ? '?' : expandPattern(shell, operation.pattern);
      return each(value, text => changeCase(shell, text, pattern, operation.operator));
    }
    case 'slice':
      return slice(shell, part, value, operation);
    case 'transform':
      return transform(shell, part, value, operation.operator);
    case 'names':
      throw new ShellError(`${part.text}: bad substitution`);
  }
}

function each(value: ParameterValue, change: (text: string) => string): ParameterValue {
  return { ...value, values: value.values.map(change) };
}

function applyDefault(
  shell: Shell,
  part: ParameterPart,
  value: ParameterValue,
  { operator, operand }: Extract<Operation, { readonly kind: 'default' }>,
): Expanded {
  const { values, form } = value;
  const isSet = values.length > 0;
  const isNull =
    form === 'one'
      ? (values[0] ?? '') === ''
      : values.length === 0 || (values.length === 1 && values[0] === '');
  const counts = operator.startsWith(':') ? !isNull : isSet;
  switch (operator.at(-1)) {
    case '-':
      return counts ? value : { kind: 'operand', operand };
    case '+':
      return counts ? { kind: 'operand', operand } : { kind: 'value', values: isSet ? [''] : [], form };
    case '=': {
      if (counts) return value;
      const text = expandText(shell, operand);
      if (part.index === null) shell.assign(part.name, text);
      else if (typeof part.index !== 'string')
        shell.assignElement(part.name, expandText(shell, part.index), text);
      else throw new ShellError(`${part.text}: bad array subscript`);
      return one(text);
    }
    default:
      if (counts) return value;
      throw new FatalError(`${part.name}: ${expandText(shell, operand) || 'parameter null or not set'}`);
  }
}

function slice(
  shell: Shell,
  part: ParameterPart,
  value: ParameterValue,
  operation: Extract<Operation, { readonly kind: 'slice' }>,
): ParameterValue {
  if (operation.offset.literal === '' && operation.length === null)
    throw new ShellError(`${part.text}: bad substitution`);
  const offset = Number(calculate(shell, operation.offset));
  const length = operation.length === null ? null : Number(calculate(shell, operation.length));
  if (value.form === 'one') return each(value, text => sliceText(text, offset, length));
  const positional = part.index === null;
  if (!positional && value.values.length === 0) return value;
  const list: readonly (string | undefined)[] = positional
    ? ['ebuild.sh', ...value.values]
    : sparseOf(shell, part.name, value.values);
  const start = offset < 0 ? offset + list.length : offset;
  if (start < 0 || start > list.length) return { ...value, values: [] };
  if (length !== null && length < 0) throw new ShellError(`${part.text}: substring expression < 0`);
  const rest = list.slice(start).filter(element => element !== undefined);
  return { ...value, values: length === null ? rest : rest.slice(0, length) };
}

/** An offset counts places of an indexed array, elements of an associative one. */
function sparseOf(shell: Shell, name: string, values: readonly string[]): readonly (string | undefined)[] {
  const variable = shell.find(name);
  return variable?.kind === 'indexed' ? variable.list : values;
}

function sliceText(text: string, offset: number, length: number | null): string {
  const start = offset < 0 ? offset + text.length : offset;
  if (start < 0 || start > text.length) return '';
  const end = length === null ? text.length : length < 0 ? text.length + length : start + length;
  if (end < start) throw new ShellError(`${length}: substring expression < 0`);
  return text.slice(start, end);
}
