// `test` and `[`, by the number of arguments as POSIX has it.

import type { Builtin, Shell } from '../shell/shell.js';
import { expandKey } from '../shell/subscript.js';
import { isSet, NotANumber, testOne, testTwo, UNARY } from '../shell/test-expression.js';
import { Unknown } from '../syntax/outcome.js';

const BINARY: ReadonlySet<string> = new Set([
  ...['=', '==', '!=', '<', '>'],
  ...['-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef'],
]);

const test: Builtin = (shell, args, name) => {
  const operands = name === '[' ? args.slice(0, -1) : args;
  if (name === '[' && args.at(-1) !== ']') {
    shell.complain("[: missing `]'\n");
    return 2;
  }
  try {
    return evaluate(shell, operands) ? 0 : 1;
  } catch (error) {
    // Bash complains and goes on with status 2.
    if (!(error instanceof NotANumber) && !(error instanceof BadTest)) throw error;
    shell.complain(`${name}: ${error.message}\n`);
    return 2;
  }
};

export const TESTS: Readonly<Record<string, Builtin>> = { test, '[': test };

/** Here a subscript is read a second time. */
function unary(shell: Shell, operator: string, operand: string): boolean {
  return operator === '-v'
    ? isSet(shell, operand, key => expandKey(shell, key))
    : testOne(shell, operator, operand);
}

class BadTest extends Error {}

function evaluate(shell: Shell, args: readonly string[]): boolean {
  const [a = '', b = '', c = '', d = ''] = args;
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return a !== '';
    case 2:
      if (a === '!') return b === '';
      if (UNARY.has(a)) return unary(shell, a, b);
      throw new BadTest(`${a}: unary operator expected`);
    case 3:
      if (BINARY.has(b)) return testTwo(shell, b, a, c, false);
      if (b === '-a') return a !== '' && c !== '';
      if (b === '-o') return a !== '' || c !== '';
      if (a === '!') return !evaluate(shell, args.slice(1));
      if (a === '(' && c === ')') return b !== '';
      throw new BadTest(`${b}: binary operator expected`);
    case 4:
      if (a === '!') return !evaluate(shell, args.slice(1));
      if (a === '(' && d === ')') return evaluate(shell, args.slice(1, 3));
      return new Longer(shell, args).evaluate();
    default:
      return new Longer(shell, args).evaluate();
  }
}

/** More than four arguments: `-o` binds weakest, then `-a`, then `!`. */
class Longer {
  readonly #shell: Shell;
  readonly #args: readonly string[];
  #at = 0;

  constructor(shell: Shell, args: readonly string[]) {
    this.#shell = shell;
    this.#args = args;
    if (args.length > 1_000) throw new Unknown('a test has more arguments than allowed');
  }

  evaluate(): boolean {
    const result = this.#or();
    if (this.#at < this.#args.length) throw new BadTest('too many arguments');
    return result;
  }

  #or(): boolean {
    let result = this.#and();
    while (this.#args[this.#at] === '-o') {
      this.#at++;
      result = this.#and() || result;
    }
    return result;
  }

  #and(): boolean {
    let result = this.#term();
    while (this.#args[this.#at] === '-a') {
      this.#at++;
      result = this.#term() && result;
    }
    return result;
  }

  #term(): boolean {
    const [first, second, third] = this.#args.slice(this.#at, this.#at + 3);
    if (first === undefined) throw new BadTest('argument expected');
    if (first === '!') {
      this.#at++;
      return !this.#term();
    }
    if (first === '(') {
      this.#at++;
      const result = this.#or();
      if (this.#args[this.#at++] !== ')') throw new BadTest("`)' expected");
      return result;
    }
    if (second !== undefined && third !== undefined && BINARY.has(second)) {
      this.#at += 3;
      return testTwo(this.#shell, second, first, third, false);
    }
    if (UNARY.has(first) && second !== undefined) {
      this.#at += 2;
      return unary(this.#shell, first, second);
    }
    this.#at++;
    return first !== '';
  }
}
