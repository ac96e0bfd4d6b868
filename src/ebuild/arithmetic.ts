// Arithmetic of bash (`$(( ))`, subscripts, `let`): 64-bit integers that wrap, C's operators and their precedence.

/** Where names in an expression get their values. */
export interface ArithmeticScope {
  /** The text of a variable, or of its element. */
  read(name: string, index: string | null): string;
  write(name: string, index: string | null, value: string): void;
  spend(steps: number): void;
}

export class ArithmeticError extends Error {
  override readonly name = 'ArithmeticError';
}

const DEEPEST = 100;

/** The value of an expression; an empty one is 0. Throws `ArithmeticError`. */
export function evaluateArithmetic(text: string, scope: ArithmeticScope, depth = 0): bigint {
  const trimmed = text.trim();
  if (trimmed === '') return 0n;
  if (/^\d{1,15}$/.test(trimmed) && (trimmed === '0' || !trimmed.startsWith('0'))) return BigInt(trimmed);
  if (depth > DEEPEST) throw new ArithmeticError('expression recursion level exceeded');
  scope.spend(1 + trimmed.length / 8);
  return new Evaluation(trimmed, scope, depth).whole();
}

/** A name with its subscript, before it is known whether it is read or written. */
interface Place {
  readonly name: string;
  readonly index: string | null;
}

type Value = bigint | Place;

const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];

const ASSIGNMENTS: readonly string[] = ['=', '*=', '/=', '%=', '+=', '-=', '<<=', '>>=', '&=', '^=', '|='];

/** Longest first: the first that fits is the one. */
const OPERATORS: readonly string[] = [
  ...['<<=', '>>=', '**', '++', '--', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||'],
  ...['*=', '/=', '%=', '+=', '-=', '&=', '^=', '|='],
  ...['+', '-', '*', '/', '%', '<', '>', '=', '!', '~', '&', '|', '^', '?', ':', ',', '(', ')'],
];

class Evaluation {
  private readonly text: string;
  private readonly scope: ArithmeticScope;
  private readonly depth: number;
  private at = 0;
  private level = 0;
  /** While above 0, what is read has no effect: the branch is not taken. */
  private skipping = 0;

  constructor(text: string, scope: ArithmeticScope, depth: number) {
    this.text = text;
    this.scope = scope;
    this.depth = depth;
  }

  whole(): bigint {
    const value = this.comma();
    if (this.peek() !== null || this.at < this.text.length) this.fail();
    return value;
  }

  private comma(): bigint {
    let value = this.assignment();
    while (this.take(',')) value = this.assignment();
    return value;
  }

  private assignment(): bigint {
    return this.valueOf(this.assignable());
  }

  private assignable(): Value {
    if (++this.level > DEEPEST) throw new ArithmeticError('expression too deep');
    const left = this.choice();
    this.level--;
    const operator = this.peek();
    if (operator === null || !ASSIGNMENTS.includes(operator)) return left;
    if (typeof left === 'bigint')
      throw new ArithmeticError(`attempted assignment to non-variable in "${this.text}"`);
    this.take(operator);
    const right = this.assignment();
    if (this.skipping > 0) return 0n;
    const value = operator === '=' ? right : this.apply(operator.slice(0, -1), this.valueOf(left), right);
    this.scope.write(left.name, left.index, String(value));
    return value;
  }

  private choice(): Value {
    const test = this.binary(0);
    if (!this.take('?')) return test;
    const holds = this.valueOf(test) !== 0n;
    const yes = this.when(holds, () => this.comma());
    if (!this.take(':')) this.fail();
    const no = this.when(!holds, () => this.assignment());
    return holds ? yes : no;
  }

  private when(taken: boolean, read: () => bigint): bigint {
    if (!taken) this.skipping++;
    const value = read();
    if (!taken) this.skipping--;
    return value;
  }

  private binary(level: number): Value {
    const operators = BINARY[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (
      let operator = this.peek();
      operator !== null && operators.includes(operator);
      operator = this.peek()
    ) {
      this.take(operator);
      const value: bigint = this.valueOf(left);
      if (operator === '&&' || operator === '||') {
        const decided = operator === '&&' ? value === 0n : value !== 0n;
        const right = this.when(!decided, () => this.valueOf(this.binary(level + 1)));
        left = decided ? (operator === '&&' ? 0n : 1n) : right === 0n ? 0n : 1n;
        continue;
      }
      // `**` binds to the right.
      const right = this.valueOf(this.binary(operator === '**' ? level : level + 1));
      left = this.skipping > 0 ? 0n : this.apply(operator, value, right);
    }
    return left;
  }

  private unary(): Value {
    if (++this.level > DEEPEST) throw new ArithmeticError('expression too deep');
    try {
      const operator = this.peek();
      if (operator === '++' || operator === '--') {
        this.take(operator);
        const place = this.unary();
        if (typeof place === 'bigint') return operator === '++' ? place : wrap(place);
        return this.step(place, operator, true);
      }
      if (operator === '!' || operator === '~' || operator === '-' || operator === '+') {
        this.take(operator);
        const value = this.valueOf(this.unary());
        if (operator === '!') return value === 0n ? 1n : 0n;
        if (operator === '~') return wrap(~value);
        return operator === '-' ? wrap(-value) : value;
      }
      const value = this.primary();
      const after = this.peek();
      if (typeof value !== 'bigint' && (after === '++' || after === '--')) {
        this.take(after);
        return this.step(value, after, false);
      }
      return value;
    } finally {
      this.level--;
    }
  }

  private step(place: Place, operator: string, before: boolean): bigint {
    const old = this.valueOf(place);
    const value = wrap(operator === '++' ? old + 1n : old - 1n);
    if (this.skipping === 0) this.scope.write(place.name, place.index, String(value));
    return before ? value : old;
  }

  private primary(): Value {
    if (this.take('(')) {
      const value = this.comma();
      if (!this.take(')')) this.fail();
      return value;
    }
    this.blank();
    const rest = this.text.slice(this.at);
    const number = /^(?:\d+#[\w@]+|0[xX][\da-fA-F]+|\d+)(?!\w)/.exec(rest);
    if (number !== null) {
      this.at += number[0].length;
      return readNumber(number[0]);
    }
    const name = /^[A-Za-z_]\w*/.exec(rest);
    if (name === null) this.fail();
    this.at += (name as RegExpExecArray)[0].length;
    return { name: (name as RegExpExecArray)[0], index: this.subscript() };
  }

  private subscript(): string | null {
    if (this.text[this.at] !== '[') return null;
    let depth = 0;
    for (let end = this.at; end < this.text.length; end++) {
      if (this.text[end] === '[') depth++;
      if (this.text[end] === ']' && --depth === 0) {
        const index = this.text.slice(this.at + 1, end);
        this.at = end + 1;
        return index;
      }
    }
    return this.fail();
  }

  private valueOf(value: Value): bigint {
    if (typeof value === 'bigint') return value;
    if (this.skipping > 0) return 0n;
    return evaluateArithmetic(this.scope.read(value.name, value.index), this.scope, this.depth + 1);
  }

  private apply(operator: string, left: bigint, right: bigint): bigint {
    switch (operator) {
      case '|':
        return left | right;
      case '^':
        return left ^ right;
      case '&':
        return left & right;
      case '==':
        return left === right ? 1n : 0n;
      case '!=':
        return left !== right ? 1n : 0n;
      case '<=':
        return left <= right ? 1n : 0n;
      case '>=':
        return left >= right ? 1n : 0n;
      case '<':
        return left < right ? 1n : 0n;
      case '>':
        return left > right ? 1n : 0n;
      // The machine shifts by the low six bits.
      case '<<':
        return wrap(left << (right & 63n));
      case '>>':
        return left >> (right & 63n);
      case '+':
        return wrap(left + right);
      case '-':
        return wrap(left - right);
      case '*':
        return wrap(left * right);
      case '/':
      case '%':
        if (right === 0n) throw new ArithmeticError(`division by 0 in "${this.text}"`);
        return wrap(operator === '/' ? left / right : left % right);
      default:
        if (right < 0n) throw new ArithmeticError(`exponent less than 0 in "${this.text}"`);
        return power(left, right);
    }
  }

  private peek(): string | null {
    this.blank();
    return OPERATORS.find(operator => this.text.startsWith(operator, this.at)) ?? null;
  }

  private take(operator: string): boolean {
    if (this.peek() !== operator) return false;
    this.at += operator.length;
    return true;
  }

  private blank(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private fail(): never {
    throw new ArithmeticError(`syntax error in expression "${this.text}" near "${this.text.slice(this.at)}"`);
  }
}

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';

function readNumber(text: string): bigint {
  const based = /^(\d+)#(.+)$/.exec(text);
  if (based === null && !/^0[0-7xX]/.test(text)) {
    if (/^0\d/.test(text)) throw new ArithmeticError(`${text}: value too great for base`);
    return wrap(BigInt(text));
  }
  const base = based !== null ? Number(based[1]) : /^0[xX]/.test(text) ? 16 : 8;
  const digits = based !== null ? (based[2] as string) : text.slice(base === 16 ? 2 : 1);
  if (base < 2 || base > 64) throw new ArithmeticError(`${text}: invalid arithmetic base`);
  let value = 0n;
  for (const digit of base <= 36 ? digits.toLowerCase() : digits) {
    const worth = DIGITS.indexOf(digit);
    if (worth < 0 || worth >= base) throw new ArithmeticError(`${text}: value too great for base`);
    value = wrap(value * BigInt(base) + BigInt(worth));
  }
  return value;
}
