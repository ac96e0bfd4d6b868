// The words of an arithmetic expression: numbers, names with their subscripts, operators.

export type Token =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string; readonly index: string | null }
  | { readonly kind: 'operator'; readonly text: string };

export class ArithmeticError extends Error {
  override readonly name = 'ArithmeticError';
}

/** Longest first: the first that fits is the one. `++` and `--` are read by what stands around them. */
const OPERATORS: readonly string[] = [
  ...['<<=', '>>=', '**', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||'],
  ...['*=', '/=', '%=', '+=', '-=', '&=', '^=', '|='],
  ...['+', '-', '*', '/', '%', '<', '>', '=', '!', '~', '&', '|', '^', '?', ':', ',', '(', ')'],
];

const BLANK = /\s*/y;
const NUMBER = /(?:\d+#[\w@]+|0[xX][\da-fA-F]+|\d+)(?!\w)/y;
const NAME = /[A-Za-z_]\w*/y;

const known = new Map<string, readonly Token[]>();
const MOST_KNOWN = 5_000;

/** Throws `ArithmeticError`. Expressions are few and come again. */
export function readTokens(text: string): readonly Token[] {
  let tokens = known.get(text);
  if (tokens === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    tokens = split(text);
    known.set(text, tokens);
  }
  return tokens;
}

function split(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  for (;;) {
    take(BLANK);
    if (at >= text.length) return tokens;
    const number = take(NUMBER);
    if (number !== null) {
      tokens.push({ kind: 'number', text: number });
      continue;
    }
    const name = take(NAME);
    if (name !== null) {
      const end = text[at] === '[' ? endOfSubscript(text, at) : at;
      tokens.push({ kind: 'name', name, index: end === at ? null : text.slice(at + 1, end - 1) });
      at = end;
      continue;
    }
    const operator = readOperator(text, at, tokens.at(-1));
    if (operator === null)
      throw new ArithmeticError(`syntax error in expression "${text}" near "${text.slice(at)}"`);
    tokens.push({ kind: 'operator', text: operator });
    at += operator.length;
  }
}

/** `x++` after a name, `++x` before one; in all other places they are two signs. */
function readOperator(text: string, at: number, before: Token | undefined): string | null {
  const pair = text.slice(at, at + 2);
  if (
    (pair === '++' || pair === '--') &&
    (before?.kind === 'name' || /^\s*[A-Za-z_]/.test(text.slice(at + 2)))
  )
    return pair;
  return OPERATORS.find(operator => text.startsWith(operator, at)) ?? null;
}

/** Past the bracket that closes the one at `start`; brackets in quotes are text. */
function endOfSubscript(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') at++;
    else if (char === "'" || char === '"') {
      const close = text.indexOf(char, at + 1);
      if (close !== -1) at = close;
    } else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return at + 1;
  }
  throw new ArithmeticError(`bad array subscript in expression "${text}"`);
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';

/** `10`, `010`, `0x1f`, `2#101`. */
export function readNumber(text: string): bigint {
  const based = /^(\d+)#(.+)$/.exec(text);
  if (based === null && !/^0[\dxX]/.test(text)) return BigInt.asIntN(64, BigInt(text));
  const base = based !== null ? Number(based[1]) : /^0[xX]/.test(text) ? 16 : 8;
  const digits = based !== null ? (based[2] as string) : text.slice(base === 16 ? 2 : 1);
  if (base < 2 || base > 64) throw new ArithmeticError(`${text}: invalid arithmetic base`);
  let value = 0n;
  for (const digit of base <= 36 ? digits.toLowerCase() : digits) {
    const worth = DIGITS.indexOf(digit);
    if (worth < 0 || worth >= base) throw new ArithmeticError(`${text}: value too great for base`);
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(worth));
  }
  return value;
}
