// Words to texts: parameter, command and arithmetic expansion, word splitting, patterns (bash(1), EXPANSION). Names of files are never
// looked for: there are none.

import { type Expanded, expandParameter, type ParameterValue } from './expand-parameter.js';
import { Fields } from './fields.js';
import { ShellError, Unknown } from './outcome.js';
import { quotePattern } from './pattern.js';
import { runApart, runScript } from './run.js';
import type { Shell } from './shell.js';
import type { Arithmetic, Part, Script, Word } from './syntax-tree.js';

const NOTHING: readonly string[] = [];

/** All fields of some words, in order. */
export function expandWords(shell: Shell, words: readonly Word[]): string[] {
  const fields: string[] = [];
  for (const word of words) {
    if (word.literal !== null && word.parts.length > 0) fields.push(word.literal);
    else fields.push(...expandFields(shell, word));
  }
  return fields;
}

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

function addTilde(shell: Shell, word: Word, fields: Fields): void {
  const [first, ...rest] = word.parts;
  if (
    first?.kind === 'text' &&
    !first.quoted &&
    /^~(\/|$)/.test(first.text) &&
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
        if (expanded.kind === 'operand') addParts(shell, expanded.operand.parts, fields, true);
        else if (part.quoted) addQuoted(shell, expanded, fields);
        else addUnquoted(expanded, fields);
        break;
      }
      case 'command':
      case 'arithmetic': {
        const text = expandPart(shell, part);
        if (part.quoted) fields.quoted(text);
        else fields.split(text);
        break;
      }
      case 'process':
        throw new Unknown('it gives a process as a file to a command');
    }
  }
}

function addQuoted(shell: Shell, { values, form }: ParameterValue, fields: Fields): void {
  if (form !== '@') {
    fields.quoted(form === '*' ? joinStar(shell, values) : (values[0] ?? ''));
    return;
  }
  for (const [at, value] of values.entries()) {
    if (at > 0) fields.end();
    fields.quoted(value);
  }
}

function addUnquoted({ values, form }: ParameterValue, fields: Fields): void {
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

/** The value of a word where nothing is split: assignments, `case`, `[[ ]]`, here-strings. */
export function expandText(shell: Shell, word: Word): string {
  if (word.literal !== null) return word.literal;
  const text = addText(shell, word.parts);
  shell.limits.take(text.length);
  return text;
}

function addText(shell: Shell, parts: readonly Part[]): string {
  let text = '';
  for (const part of parts) text += part.kind === 'text' ? part.text : expandPart(shell, part);
  return text;
}

function expandPart(shell: Shell, part: Exclude<Part, { readonly kind: 'text' }>): string {
  switch (part.kind) {
    case 'parameter': {
      const expanded = expandParameter(shell, part);
      return sayValue(shell, expanded, part.quoted);
    }
    case 'command':
      return expandCommand(shell, part.script);
    case 'arithmetic':
      return part.expression === null ? '0' : String(calculate(shell, part.expression));
    case 'process':
      throw new Unknown('it gives a process as a file to a command');
  }
}

function sayValue(shell: Shell, expanded: Expanded, quoted: boolean): string {
  if (expanded.kind === 'operand') return addText(shell, expanded.operand.parts);
  const { values, form } = expanded;
  if (form === 'one') return values[0] ?? '';
  return form === '*' ? joinStar(shell, values) : joined(shell, values, quoted ? ' ' : ' ');
}

export function calculate(shell: Shell, expression: Arithmetic): bigint {
  return shell.calculate(expandText(shell, expression));
}

/** What a command writes, without the line ends at its end. */
export function expandCommand(shell: Shell, script: () => Script): string {
  const output: string[] = [];
  const status = runApart(shell, () => {
    shell.output = output;
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
        return sayValue(shell, expanded, false);
      }
      const text = expandPart(shell, part);
      return part.kind !== 'process' && part.quoted ? quotePattern(text) : text;
    })
    .join('');
}

/** A word as a regular expression: what is quoted in it stands for itself. */
export function expandRegularExpression(shell: Shell, word: Word): string {
  return word.parts
    .map(part => {
      const quoted = part.kind !== 'process' && part.quoted;
      const text = part.kind === 'text' ? part.text : expandPart(shell, part);
      return quoted ? text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text;
    })
    .join('');
}
