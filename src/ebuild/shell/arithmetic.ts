// Arithmetic of bash (`$(( ))`, subscripts, `let`): 64-bit integers that wrap, C's operators and their precedence.

import { Unknown } from '../syntax/outcome.js';
import { applyOperator, wrap } from './arithmetic-operators.js';
import { ArithmeticError, readNumber, readTokens, type Token } from './arithmetic-tokens.js';

export { ArithmeticError } from './arithmetic-tokens.js';

/** Where names in an expression get their values. */
export interface ArithmeticScope {
  /** The text of a variable, or of its element. */
  read(name: string, index: string | null): string;
  write(name: string, index: string | null, value: string): void;
  spend(steps: number): void;
}

const DEEPEST = 100;

/** The value of an expression; an empty one is 0. Throws `ArithmeticError`. */
export function evaluateArithmetic(text: string, scope: ArithmeticScope, depth = 0): bigint {
  const trimmed = text.trim();
  if (trimmed === '') return 0n;
  if (/^\d{1,15}$/.test(trimmed) && (trimmed === '0' || !trimmed.startsWith('0'))) return BigInt(trimmed);
  if (depth > DEEPEST) throw new Unknown('an expression refers to others more deeply than allowed');
  scope.spend(1 + trimmed.length / 8);
  return new Evaluation(trimmed, scope, depth).whole();
}

/** A name with its subscript, before it is known whether it is read or written. */
type NameToken = Extract<Token, { readonly kind: 'name' }>;
type Value = bigint | NameToken;

const PRECEDENCE: ReadonlyMap<string, number> = new Map(
  [
    ...[['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<=', '>=', '<', '>'], ['<<', '>>']],
    ...[['+', '-'], ['*', '/', '%'], ['**']],
  ].flatMap((operators, level) => operators.map(operator => [operator, level] as const)),
);

const ASSIGNMENTS: ReadonlySet<string> = new Set([
  '=',
  '*=',
  '/=',
  '%=',
  '+=',
  '-=',
  '<<=',
  '>>=',
  '&=',
  '^=',
  '|=',
]);

class Evaluation {
  readonly #text: string;
  readonly #scope: ArithmeticScope;
  readonly #depth: number;
  readonly #tokens: readonly Token[];
  #at = 0;
  #level = 0;
  /** While above 0, what is read has no effect: the branch is not taken. */
  #skipping = 0;

  constructor(text: string, scope: ArithmeticScope, depth: number) {
    this.#text = text;
    this.#scope = scope;
    this.#depth = depth;
    this.#tokens = readTokens(text);
  }

  whole(): bigint {
    const value = this.#comma();
    if (this.#at < this.#tokens.length) this.#fail();
    return value;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    return this.#valueOf(this.#assignable());
  }

  #assignable(): Value {
    this.#deeper();
    const left = this.#choice();
    const operator = this.#peek();
    if (operator === null || !ASSIGNMENTS.has(operator)) {
      this.#level--;
      return left;
    }
    if (typeof left === 'bigint')
      throw new ArithmeticError(`attempted assignment to non-variable in "${this.#text}"`);
    this.#at++;
    // `x += x++` adds to what x was before.
    const before = operator === '=' ? 0n : this.#valueOf(left);
    const right = this.#assignment();
    this.#level--;
    if (this.#skipping > 0) return 0n;
    const value = operator === '=' ? right : applyOperator(operator.slice(0, -1), before, right, this.#text);
    this.#scope.write(left.name, left.index, String(value));
    return value;
  }

  #deeper(): void {
    if (++this.#level > DEEPEST) throw new Unknown('an expression nests deeper than allowed');
  }

  #choice(): Value {
    const test = this.#binary(0);
    if (!this.#take('?')) return test;
    const holds = this.#valueOf(test) !== 0n;
    const yes = this.#when(holds, () => this.#comma());
    if (!this.#take(':')) this.#fail();
    // As in C: an assignment must stand in parentheses here.
    const no = this.#when(!holds, () => this.#valueOf(this.#choice()));
    return holds ? yes : no;
  }

  #when(taken: boolean, read: () => bigint): bigint {
    if (!taken) this.#skipping++;
    const value = read();
    if (!taken) this.#skipping--;
    return value;
  }

  /** Operators of at least this level. */
  #binary(least: number): Value {
    let left = this.#unary();
    for (;;) {
      const operator = this.#peek();
      const level = operator === null ? undefined : PRECEDENCE.get(operator);
      if (operator === null || level === undefined || level < least) return left;
      this.#at++;
      const value = this.#valueOf(left);
      if (operator === '&&' || operator === '||') {
        const decided = operator === '&&' ? value === 0n : value !== 0n;
        const right = this.#when(!decided, () => this.#valueOf(this.#binary(level + 1)));
        left = decided ? (operator === '&&' ? 0n : 1n) : right === 0n ? 0n : 1n;
        continue;
      }
      // `**` binds to the right.
      if (operator === '**') this.#deeper();
      const right = this.#valueOf(this.#binary(operator === '**' ? level : level + 1));
      if (operator === '**') this.#level--;
      // A negative exponent is an error even where it is not calculated.
      const skips = this.#skipping > 0 && operator !== '**';
      left = skips ? 0n : applyOperator(operator, value, right, this.#text);
    }
  }

  #unary(): Value {
    const operator = this.#peek();
    switch (operator) {
      case '++':
      case '--':
      case '!':
      case '~':
      case '-':
      case '+': {
        this.#at++;
        this.#deeper();
        const operand = this.#unary();
        this.#level--;
        if (operator === '++' || operator === '--') return this.#step(operand, operator, true);
        const value = this.#valueOf(operand);
        if (operator === '!') return value === 0n ? 1n : 0n;
        if (operator === '~') return wrap(~value);
        return operator === '-' ? wrap(-value) : value;
      }
    }
    const value = this.#primary();
    const after = this.#peek();
    if (after !== '++' && after !== '--') return value;
    this.#at++;
    return this.#step(value, after, false);
  }

  #step(place: Value, operator: string, before: boolean): bigint {
    if (typeof place === 'bigint') this.#fail();
    const old = this.#valueOf(place);
    const value = wrap(operator === '++' ? old + 1n : old - 1n);
    if (this.#skipping === 0)
      this.#scope.write((place as NameToken).name, (place as NameToken).index, String(value));
    return before ? value : old;
  }

  #primary(): Value {
    if (this.#take('(')) {
      const value = this.#comma();
      if (!this.#take(')')) this.#fail();
      return value;
    }
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'operator') return this.#fail();
    this.#at++;
    return token.kind === 'number' ? readNumber(token.text) : token;
  }

  #valueOf(value: Value): bigint {
    if (typeof value === 'bigint') return value;
    if (this.#skipping > 0) return 0n;
    return evaluateArithmetic(this.#scope.read(value.name, value.index), this.#scope, this.#depth + 1);
  }

  #peek(): string | null {
    const token = this.#tokens[this.#at];
    return token?.kind === 'operator' ? token.text : null;
  }

  #take(operator: string): boolean {
    if (this.#peek() !== operator) return false;
    this.#at++;
    return true;
  }

  #fail(): never {
    throw new ArithmeticError(`syntax error in expression "${this.#text}"`);
  }
}
