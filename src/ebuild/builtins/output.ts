// `echo` and `printf`.

import { assign } from '../assign.js';
import { Unknown } from '../outcome.js';
import { quoteBackslash, quoteSingle } from '../quote.js';
import type { Builtin, Shell } from '../shell.js';

export const OUTPUT: Readonly<Record<string, Builtin>> = {
  echo: (shell, args) => {
    let at = 0;
    let newline = true;
    let escapes = false;
    for (; /^-[neE]+$/.test(args[at] ?? ''); at++) {
      for (const letter of (args[at] as string).slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    const text = args.slice(at).join(' ');
    const { text: said, stops } = escapes ? readEscapes(text, 'echo') : { text, stops: false };
    shell.write(newline && !stops ? `${said}\n` : said);
    return 0;
  },
  printf: (shell, args) => {
    const [first, ...rest] = args;
    if (first === '-v') {
      const [name, ...more] = rest;
      assign(shell, name ?? '', format(shell, more[0] === '--' ? more.slice(1) : more));
      return 0;
    }
    shell.write(format(shell, first === '--' ? rest : args));
    return 0;
  },
};

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '?': '?',
};

/** Backslash escapes; `\c` ends the output. They differ a little between `echo -e`, `%b` and a format. */
function readEscapes(
  text: string,
  place: 'echo' | '%b' | 'format',
): { readonly text: string; readonly stops: boolean } {
  const octal = place === 'format' ? /^[0-7]{1,3}/ : place === '%b' ? /^0?[0-7]{1,3}/ : /^0[0-7]{0,3}/;
  let said = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char !== '\\') {
      said += char;
      continue;
    }
    const rest = text.slice(at + 1, at + 12);
    const next = rest[0];
    if (next === 'c' && place !== 'format') return { text: said, stops: true };
    const digits = octal.exec(rest)?.[0];
    const hexadecimal = /^x([\da-fA-F]{1,2})|^u([\da-fA-F]{1,4})|^U([\da-fA-F]{1,8})/.exec(rest);
    if (digits !== undefined) {
      said += String.fromCharCode(Number.parseInt(digits, 8) & 0xff);
      at += digits.length;
    } else if (hexadecimal !== null) {
      said += String.fromCodePoint(Math.min(Number.parseInt(hexadecimal[0].slice(1), 16), 0x10ffff));
      at += hexadecimal[0].length;
    } else if (
      next !== undefined &&
      SIMPLE[next] !== undefined &&
      !(place === 'echo' && /["'?]/.test(next))
    ) {
      said += SIMPLE[next];
      at++;
    } else said += '\\';
  }
  return { text: said, stops: false };
}

const DIRECTIVE = /%(?:%|([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d+)?)?([a-zA-Z]|\([^)]*\)T))/g;

/** The format is used again until all arguments are. */
function format(shell: Shell, [template = '', ...args]: readonly string[]): string {
  const rest = [...args];
  let result = '';
  do {
    const before = rest.length;
    const { text, stops } = formatOnce(shell, template, rest);
    result += text;
    shell.limits.take(text.length + 1);
    shell.limits.spend(1);
    if (stops || rest.length === before) break;
  } while (rest.length > 0);
  return result;
}

function formatOnce(
  shell: Shell,
  template: string,
  args: string[],
): { readonly text: string; readonly stops: boolean } {
  let result = '';
  let from = 0;
  for (const match of template.matchAll(DIRECTIVE)) {
    result += readEscapes(template.slice(from, match.index), 'format').text;
    from = match.index + match[0].length;
    if (match[0] === '%%') {
      result += '%';
      continue;
    }
    const [, flags = '', width, precision, letter = 's'] = match;
    const wide = width === '*' ? Number(args.shift() ?? 0) : Number(width ?? 0);
    const exact = match[0].includes('.')
      ? Number(precision === '*' ? (args.shift() ?? 0) : (precision ?? 0))
      : null;
    if (Math.abs(wide) > 1_000_000 || (exact ?? 0) > 1_000_000)
      throw new Unknown('it makes more text than allowed');
    const piece = convert(shell, letter, args.shift(), flags, exact);
    result += pad(piece.text, wide, flags, /[diouxX]/.test(letter) && exact === null);
    if (piece.stops) return { text: result, stops: true };
  }
  return { text: result + readEscapes(template.slice(from), 'format').text, stops: false };
}

function pad(text: string, width: number, flags: string, isNumber: boolean): string {
  if (flags.includes('-') || width < 0) return text.padEnd(Math.abs(width));
  if (isNumber && flags.includes('0')) {
    const sign = /^[-+ ]?(?:0[xX])?/.exec(text)?.[0] ?? '';
    return sign + text.slice(sign.length).padStart(width - sign.length, '0');
  }
  return text.padStart(width);
}

function convert(
  shell: Shell,
  letter: string,
  argument: string | undefined,
  flags: string,
  precision: number | null,
): { readonly text: string; readonly stops: boolean } {
  const cut = (text: string) => (precision === null || precision < 0 ? text : text.slice(0, precision));
  switch (letter) {
    case 's':
      return { text: cut(argument ?? ''), stops: false };
    case 'b': {
      const { text, stops } = readEscapes(argument ?? '', '%b');
      return { text: cut(text), stops };
    }
    case 'q':
      return { text: quoteBackslash(argument ?? ''), stops: false };
    case 'Q':
      return { text: quoteSingle(argument ?? ''), stops: false };
    case 'c':
      return { text: (argument ?? '').slice(0, 1), stops: false };
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return { text: sayNumber(readNumber(shell, argument), letter, flags, precision), stops: false };
    default:
      throw new Unknown(`it formats with %${letter}`);
  }
}

/** C's notation, or a quote and a character. */
function readNumber(shell: Shell, argument: string | undefined): bigint {
  const text = (argument ?? '').trim();
  if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0);
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (match === null || match[0].length < text.length) {
    if (text !== '') shell.complain(`printf: ${text}: invalid number\n`);
    if (match === null) return 0n;
  }
  const digits = match[2] as string;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

function sayNumber(value: bigint, letter: string, flags: string, precision: number | null): string {
  const signed = letter === 'd' || letter === 'i';
  const magnitude = signed ? (value < 0n ? -value : value) : BigInt.asUintN(64, value);
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  let digits = magnitude.toString(base).padStart(precision ?? 1, '0');
  if (flags.includes('#') && magnitude !== 0n) digits = (base === 16 ? '0x' : base === 8 ? '0' : '') + digits;
  if (letter === 'X') digits = digits.toUpperCase();
  const sign = !signed ? '' : value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + digits;
}
