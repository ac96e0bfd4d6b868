// Words to texts: parameter, command and arithmetic expansion, word splitting, patterns (bash(1), EXPANSION). Names of files are never
// looked for: there are none.

import { quotePattern } from '../pattern/pattern.js';
import { ShellError, Unknown } from '../syntax/outcome.js';
import type { Arithmetic, ParameterPart, Part, Script, Word } from '../syntax/syntax-tree.js';
import { type Expanded, expandParameter, type ParameterValue } from './expand-parameter.js';
import { Fields } from './fields.js';
import { runApart, runScript } from './run.js';
import type { Shell } from './shell.js';

const NOTHING: readonly string[] = [];

/** The fields of one word: none, one or many. */
export function expandFields(shell: Shell, word: Word): readonly string[] {
  if (word.literal !== null) return word.parts.length === 0 ? NOTHING : [word.literal];
  const fields = new Fields(shell.read('IFS') ?? ' \t\n');
  addTilde(shell, word, fields);
  fields.next();
  shell.limits.list(fields.done.length);
  if (fields.hasPattern && !shell.isOn('noglob')) return expandPatterns(shell, fields.done);
  return fields.done;
}

/** Patterns find no files. */
function expandPatterns(shell: Shell, fields: readonly string[]): readonly string[] {
  const isPattern = (field: string) => /[*?]|\[.*\]|[+@!]\(/s.test(field);
  const pattern = fields.find(isPattern);
  if (pattern === undefined) return fields;
  if (/^\/|\.\.\//.test(pattern)) throw new Unknown(`it looks for files: ${pattern}`);
  if (shell.isOn('failglob')) throw new ShellError(`no match: ${pattern}`);
  return shell.isOn('nullglob') ? fields.filter(field => !isPattern(field)) : fields;
}

/** Directories that the shell has been in, and users. */
const OTHER_TILDE = /^~(?:[-+]?\d+|[-+]|root)(?:[/:]|$)/;

function addTilde(shell: Shell, word: Word, fields: Fields): void {
  const [first, ...rest] = word.parts;
  if (first?.kind === 'text' && !first.quoted && OTHER_TILDE.test(first.text))
    throw new Unknown(`it asks for the directory ${first.text}`);
  if (
    first?.kind === 'text' &&
    !first.quoted &&
    /^~([/:]|$)/.test(first.text) &&
    (first.text !== '~' || rest.length === 0)
  ) {
    fields.quoted(shell.read('HOME') ?? '~');
    fields.plain(first.text.slice(1));
    addParts(shell, rest, fields, false);
  } else addParts(shell, word.parts, fields, false);
}

/** `operand`: unquoted text is split too, as in `${x:-a b}`. */
function addParts(shell: Shell, parts: readonly Part[], fields: Fields, operand: boolean): void {
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        if (part.quoted) fields.quoted(part.text);
        else if (operand) fields.split(part.text);
        else fields.plain(part.text);
        break;
      case 'parameter': {
        const expanded = expandParameter(shell, part);
        if (expanded.kind === 'operand') {
          addParts(shell, expanded.operand.parts, fields, true);
          if (part.quoted && !part.beside) fields.quoted('');
        } else if (part.quoted) addQuoted(shell, expanded, fields, part);
        else addUnquoted(shell, expanded, fields);
        break;
      }
      case 'command':
      case 'arithmetic': {
        const text = expandPartText(shell, part);
        if (!part.quoted) fields.split(text);
        else if (text !== '' || part.kind !== 'command' || !part.beside) fields.quoted(text);
        break;
      }
      case 'process':
        throw new Unknown('it gives a process as a file to a command');
    }
  }
}

function addQuoted(
  shell: Shell,
  { values, form }: ParameterValue,
  fields: Fields,
  part: ParameterPart,
): void {
  if (form !== '@') {
    const text = form === '*' ? joinStar(shell, values) : (values[0] ?? '');
    // What an operation has emptied is an empty word all the same.
    const emptied = values.length > 0 && part.operation !== null && part.operation.kind !== 'default';
    if (text !== '' || !part.beside || emptied) fields.quoted(text);
    return;
  }
  for (const [at, value] of values.entries()) {
    if (at > 0) fields.end();
    fields.quoted(value);
  }
}

function addUnquoted(shell: Shell, { values, form }: ParameterValue, fields: Fields): void {
  const separator = (shell.read('IFS') ?? ' ').slice(0, 1);
  if (values.length > 1 && separator !== '' && !/\s/.test(separator)) {
    // Joined like `$*` before they are split again: empty ones stay.
    fields.split(joined(shell, values, separator));
    return;
  }
  for (const [at, value] of values.entries()) {
    if (at > 0 && form !== 'one') fields.next();
    fields.split(value);
  }
}

function joinStar(shell: Shell, values: readonly string[]): string {
  if (values.length < 2) return values[0] ?? '';
  return joined(shell, values, (shell.read('IFS') ?? ' ').slice(0, 1));
}

function joined(shell: Shell, values: readonly string[], separator: string): string {
  const text = values.join(separator);
  shell.limits.take(text.length);
  return text;
}

/** The value of a word where nothing is split: assignments, here-strings, and without `assigning` `case` and `[[ ]]`. */
export function expandText(shell: Shell, word: Word, assigning = false): string {
  if (word.literal !== null) return word.literal;
  const text = addText(shell, word.parts, assigning);
  shell.limits.take(text.length);
  return text;
}

function addText(shell: Shell, parts: readonly Part[], assigning: boolean): string {
  let text = '';
  for (const part of parts) text += part.kind === 'text' ? part.text : expandPartText(shell, part, assigning);
  return text;
}

/** The text of an expansion that is not split. */
export function expandPartText(
  shell: Shell,
  part: Exclude<Part, { readonly kind: 'text' }>,
  assigning = false,
): string {
  switch (part.kind) {
    case 'parameter': {
      const expanded = expandParameter(shell, part);
      return sayValue(shell, expanded, assigning && joinsByIfs(part), assigning);
    }
    case 'command':
      if (part.inPlace) throw new Unknown('it has a substitution of bash 5.3');
      return expandCommand(shell, part.script, part.placed);
    case 'arithmetic':
      return part.expression === null ? '0' : String(calculate(shell, part.expression));
    case 'process':
      throw new Unknown('it gives a process as a file to a command');
  }
}

/** What bash changes element by element comes back joined like `$*` where it is assigned. */
function joinsByIfs({ index, prefix, operation, quoted }: ParameterPart): boolean {
  switch (operation?.kind) {
    case 'remove':
    case 'names':
      return true;
    case 'transform':
      return operation.operator !== 'A';
    case 'replace':
    case 'case':
    case 'slice':
      return quoted;
    default:
      return quoted && prefix === '!' && index === '@';
  }
}

function sayValue(shell: Shell, expanded: Expanded, byIfs: boolean, assigning: boolean): string {
  if (expanded.kind === 'operand') return addText(shell, expanded.operand.parts, assigning);
  const { values, form } = expanded;
  if (form === 'one') return values[0] ?? '';
  if (form === '*') return joinStar(shell, values);
  return joined(shell, values, byIfs ? (shell.read('IFS') ?? ' ').slice(0, 1) || ' ' : ' ');
}

export function calculate(shell: Shell, expression: Arithmetic): bigint {
  return shell.calculate(expandText(shell, expression));
}

/** What a command writes, without the line ends at its end. */
function expandCommand(shell: Shell, script: () => Script, placed = true): string {
  const output: string[] = [];
  const status = runApart(shell, () => {
    shell.output = output;
    if (!placed) shell.pinned = true;
    return runScript(shell, script());
  });
  shell.status = status;
  shell.substituted = true;
  return output.join('').replace(/\n+$/, '').replaceAll('\0', '');
}

/** A word as a pattern: what is quoted in it stands for itself. */
export function expandPattern(shell: Shell, word: Word): string {
  if (word.literal !== null && word.parts.every(part => part.kind === 'text' && !part.quoted))
    return word.literal;
  return patternOf(shell, word.parts);
}

function patternOf(shell: Shell, parts: readonly Part[]): string {
  return parts
    .map(part => {
      if (part.kind === 'text') return part.quoted ? quotePattern(part.text) : part.text;
      if (part.kind === 'parameter' && !part.quoted) {
        const expanded = expandParameter(shell, part);
        if (expanded.kind === 'operand') return patternOf(shell, expanded.operand.parts);
        return sayValue(shell, expanded, false, false);
      }
      const text = expandPartText(shell, part);
      return part.kind !== 'process' && part.quoted ? quotePattern(text) : text;
    })
    .join('');
}

/** A word as a regular expression: what is quoted in it stands for itself. */
export function expandRegularExpression(shell: Shell, word: Word): string {
  return word.parts
    .map(part => {
      const quoted = part.kind !== 'process' && part.quoted;
      const text = part.kind === 'text' ? part.text : expandPartText(shell, part);
      return quoted ? text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text;
    })
    .join('');
}
