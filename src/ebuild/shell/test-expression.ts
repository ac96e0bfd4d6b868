// `[[ expression ]]` and the operators it shares with `test` (bash(1), CONDITIONAL EXPRESSIONS).

import { compilePattern, matchesPattern } from '../pattern/pattern.js';
import { findRegularExpression } from '../pattern/regular-expression.js';
import { BadExpression } from '../pattern/regular-expression-reader.js';
import { ExpressionError, ShellError, Unknown } from '../syntax/outcome.js';
import type { TestExpression, Word } from '../syntax/syntax-tree.js';
import { expandPattern, expandRegularExpression, expandText } from './expand-word.js';
import { isSetOption } from './options.js';
import { listOf, type Shell } from './shell.js';
import { ATTRIBUTE } from './variables.js';

/** 0 where it holds, 1 where it does not, 2 where a regular expression in it is none. */
export function evaluateTest(shell: Shell, expression: TestExpression): number {
  shell.limits.spend(1);
  switch (expression.kind) {
    case 'unary':
      return statusOf(testOne(shell, expression.operator, expandText(shell, expression.operand)));
    case 'binary':
      return evaluateBinary(shell, expression);
    case 'logical': {
      const isAnd = expression.operator === '&&';
      let status = 0;
      for (const operand of expression.operands) {
        status = evaluateTest(shell, operand);
        if ((status === 0) !== isAnd) return status;
      }
      return status;
    }
    case 'not':
      return statusOf(evaluateTest(shell, expression.operand) !== 0);
  }
}

function statusOf(holds: boolean): number {
  return holds ? 0 : 1;
}

function evaluateBinary(
  shell: Shell,
  { operator, left, right }: Extract<TestExpression, { readonly kind: 'binary' }>,
): number {
  const text = expandText(shell, left);
  switch (operator) {
    case '=':
    case '==':
    case '!=':
      return statusOf(matchesWord(shell, text, right) === (operator !== '!='));
    case '=~':
      return matchRegularExpression(shell, text, expandRegularExpression(shell, right));
    default:
      return compare(shell, operator, text, expandText(shell, right));
  }
}

/** What cannot be calculated does not hold. */
function compare(shell: Shell, operator: string, left: string, right: string): number {
  try {
    return statusOf(testTwo(shell, operator, left, right, true));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    shell.complain(`${error.message}\n`);
    return 1;
  }
}

function matchesWord(shell: Shell, text: string, word: Word): boolean {
  if (word.literal !== null) return text === word.literal;
  const pattern = compilePattern(expandPattern(shell, word));
  return matchesPattern(pattern, text, shell.limits.spend);
}

/** Sets BASH_REMATCH. */
function matchRegularExpression(shell: Shell, text: string, expression: string): number {
  try {
    const groups = findRegularExpression(expression, text, shell.limits.spend);
    shell.variables.set('BASH_REMATCH', { kind: 'indexed', list: groups ?? [], attributes: 0 });
    return groups === null ? 1 : 0;
  } catch (error) {
    if (error instanceof BadExpression) return 2;
    throw error;
  }
}

export const UNARY: ReadonlySet<string> = new Set(
  ['n', 'z', 'v', 'R', 'o', 't', ...'abcdefghkprsuwxGLNOS'].map(letter => `-${letter}`),
);

export function testOne(shell: Shell, operator: string, text: string): boolean {
  switch (operator) {
    case '-n':
      return text !== '';
    case '-z':
      return text === '';
    case '-v':
      return isSet(shell, text);
    case '-o':
      return isSetOption(text) && shell.isOn(text);
    case '-R':
      return ((shell.variables.get(text)?.attributes ?? 0) & ATTRIBUTE.reference) !== 0;
    case '-t':
      return false;
    default:
      // Nothing is there under an empty name.
      if (text === '') return false;
      return shell.askFile(operator, text);
  }
}

/** `keyOf` says what a subscript's text means for an associative array. */
export function isSet(shell: Shell, text: string, keyOf = (key: string) => key): boolean {
  const match = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(text);
  if (match === null) {
    if (/^\d+$/.test(text)) return text === '0' || Number(text) <= shell.positional.length;
    return shell.read(text) !== null;
  }
  const [, name, key] = match as unknown as [string, string, string];
  const variable = shell.find(name);
  if (variable === undefined) return false;
  if (key === '@' || key === '*')
    return variable.kind === 'associative' ? variable.map.size > 0 : listOf(variable).length > 0;
  if (variable.kind === 'associative') return variable.map.has(keyOf(key));
  const list = listOf(variable);
  return list[shell.place(key, list.length)] !== undefined;
}

const NUMERIC: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

/** In `[[ ]]` numbers are expressions, in `test` they must be numbers. */
export function testTwo(
  shell: Shell,
  operator: string,
  left: string,
  right: string,
  expressions: boolean,
): boolean {
  const order = NUMERIC[operator];
  if (order !== undefined) {
    const read = (text: string) => (expressions ? shell.attempt(text) : readNumber(text));
    return order(read(left), read(right));
  }
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot':
    case '-ef':
      throw new Unknown(`it compares the files ${left} and ${right}`);
    default:
      throw new ShellError(`${operator}: binary operator expected`);
  }
}

export class NotANumber extends Error {}

function readNumber(text: string): bigint {
  const digits = text.trim();
  if (!/^[-+]?\d+$/.test(digits)) throw new NotANumber(`${text}: integer expression expected`);
  return BigInt(digits.replace(/^\+/, ''));
}
