// `${x@Q}` and the other operators after an at sign.

import { ShellError, Unknown } from '../syntax/outcome.js';
import type { ParameterPart } from '../syntax/syntax-tree.js';
import { readEscapes } from './escapes.js';
import { elementsOf, keysOf, type ParameterValue } from './expand-parameter.js';
import { quoteDouble, quoteSingle } from './quote.js';
import type { Shell } from './shell.js';
import { ATTRIBUTE, type Variable } from './variables.js';

export function transform(
  shell: Shell,
  part: ParameterPart,
  value: ParameterValue,
  operator: string,
): ParameterValue {
  const each = (change: (text: string) => string): ParameterValue => ({
    ...value,
    values: value.values.map(change),
  });
  switch (operator) {
    case 'Q':
      return each(quoteSingle);
    case 'U':
      return each(text => text.toUpperCase());
    case 'u':
      return each(text => text.slice(0, 1).toUpperCase() + text.slice(1));
    case 'L':
      return each(text => text.toLowerCase());
    case 'a': {
      const flags = flagsOf(shell.find(part.name));
      return value.form === 'one' && value.values.length === 0 && flags === ''
        ? value
        : { ...value, values: value.form === 'one' ? [flags] : value.values.map(() => flags) };
    }
    case 'A':
      return { ...value, values: declarationOf(shell, part.name, value) };
    case 'K':
    case 'k':
      return sayPairs(shell, part, value, operator);
    case 'E':
      return each(text => readEscapes(text, 'ansi').text);
    default:
      throw operator === 'P'
        ? new Unknown(`it uses \${...@${operator}}`)
        : new ShellError(`${part.text}: bad substitution`);
  }
}

/** Letters of `declare` in bash's order. */
export function flagsOf(variable: Variable | undefined): string {
  if (variable === undefined) return '';
  const { attributes } = variable;
  return [
    variable.kind === 'indexed' ? 'a' : '',
    variable.kind === 'associative' ? 'A' : '',
    (attributes & ATTRIBUTE.integer) !== 0 ? 'i' : '',
    (attributes & ATTRIBUTE.lower) !== 0 ? 'l' : '',
    (attributes & ATTRIBUTE.reference) !== 0 ? 'n' : '',
    (attributes & ATTRIBUTE.readonly) !== 0 ? 'r' : '',
    (attributes & ATTRIBUTE.upper) !== 0 ? 'u' : '',
    (attributes & ATTRIBUTE.exported) !== 0 ? 'x' : '',
  ].join('');
}

/** Of an array, three words. */
function declarationOf(shell: Shell, name: string, value: ParameterValue): readonly string[] {
  const variable = shell.find(name);
  const flags = flagsOf(variable);
  if (variable === undefined) return [];
  if (variable.kind !== 'scalar' && value.form !== 'one')
    return ['declare', `-${flags}`, `${name}=${sayArray(variable)}`];
  const [said] = value.values;
  const text = said === undefined ? name : `${name}=${quoteSingle(said)}`;
  if (flags === '') return said === undefined ? [] : [text];
  return [`declare -${flags} ${text}`];
}

/** `([0]="a" [1]="b")`. */
export function sayArray(variable: Variable): string {
  const keys = keysOf(variable);
  const said = keys.map(key => {
    if (variable.kind === 'associative') {
      const name = /^[\w.+/-]+$/.test(key) ? key : quoteDouble(key);
      return `[${name}]=${quoteDouble(variable.map.get(key) ?? '')}`;
    }
    const value = variable.kind === 'indexed' ? variable.list[Number(key)] : variable.value;
    return `[${key}]=${quoteDouble(value ?? '')}`;
  });
  return `(${said.join(' ')}${variable.kind === 'associative' && said.length > 0 ? ' ' : ''})`;
}

function sayPairs(
  shell: Shell,
  part: ParameterPart,
  value: ParameterValue,
  operator: 'K' | 'k',
): ParameterValue {
  if (value.form === 'one') return { ...value, values: value.values.map(quoteSingle) };
  const variable = shell.find(part.name);
  const values = elementsOf(shell, part.name, variable);
  const keys = keysOf(variable);
  const pairs = keys.flatMap((key, at) => [key, values[at] ?? '']);
  if (operator === 'k') return { ...value, values: pairs };
  const said = keys.map((key, at) => `${key} ${quoteDouble(values[at] ?? '')}`).join(' ');
  return { ...value, values: [variable?.kind === 'associative' ? `${said} ` : said] };
}
