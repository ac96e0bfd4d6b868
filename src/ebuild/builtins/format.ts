// `printf`: directives with their flags, width and precision.

import { readEscapes } from '../shell/escapes.js';
import { quoteBackslash } from '../shell/quote.js';
import type { Shell } from '../shell/shell.js';
import { Unknown } from '../syntax/outcome.js';

/** Lengths of numbers (`%ld`) say nothing here. */
const DIRECTIVE = /%(?:%|([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d+)?)?(?:[hjlLtz]+(?=[a-zA-Z]))?(\([^)]*\)T|.)?)/gs;
const KNOWN = /^[sbqQcdiouxXaAeEfFgGnT(]/;

interface Formatted {
  readonly text: string;
  readonly status: number;
}

/** What is gathered while a format is worked through. */
interface Progress {
  readonly args: string[];
  text: string;
  status: number;
  stops: boolean;
}

/** The format is used again until all arguments are. */
export function format(shell: Shell, [template = '', ...args]: readonly string[]): Formatted {
  const progress: Progress = { args: [...args].reverse(), text: '', status: 0, stops: false };
  do {
    const before = progress.args.length;
    const length = progress.text.length;
    formatOnce(shell, template, progress);
    shell.limits.take(progress.text.length - length + 1);
    shell.limits.spend(1);
    if (progress.stops || progress.args.length === before) break;
  } while (progress.args.length > 0);
  return progress;
}

function formatOnce(shell: Shell, template: string, progress: Progress): void {
  const { args } = progress;
  let from = 0;
  for (const match of template.matchAll(DIRECTIVE)) {
    progress.text += readEscapes(template.slice(from, match.index), 'format').text;
    from = match.index + match[0].length;
    if (match[0] === '%%') {
      progress.text += '%';
      continue;
    }
    const [, flags = '', width, precision, letter] = match;
    const wide = width === '*' ? Number(readNumber(shell, args.pop(), progress)) : Number(width ?? 0);
    const exact = match[0].includes('.')
      ? Number(precision === '*' ? readNumber(shell, args.pop(), progress) : (precision ?? 0))
      : null;
    if (Math.abs(wide) > 1_000_000 || (exact ?? 0) > 1_000_000)
      throw new Unknown('it makes more text than allowed');
    if (letter === undefined || !KNOWN.test(letter)) {
      complain(shell, progress, `\`${letter ?? ''}': invalid format character`);
      progress.stops = true;
      return;
    }
    const piece = convert(shell, letter, flags, exact, progress);
    progress.text += pad(piece, wide, flags, /[diouxX]/.test(letter) && exact === null);
    if (progress.stops) return;
  }
  progress.text += readEscapes(template.slice(from), 'format').text;
}

function complain(shell: Shell, progress: Progress, text: string): void {
  shell.complain(`printf: ${text}\n`);
  progress.status = 1;
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

function pad(text: string, columns: number, flags: string, isNumber: boolean): string {
  // A width counts bytes.
  const extra = isAscii(text) ? 0 : new TextEncoder().encode(text).length - text.length;
  const width = columns < 0 ? Math.min(0, columns + extra) : Math.max(0, columns - extra);
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
  flags: string,
  precision: number | null,
  progress: Progress,
): string {
  const cut = (text: string) => {
    if (precision === null || precision < 0) return text;
    // Bash counts bytes here.
    if (!isAscii(text)) throw new Unknown('it cuts a text of other than ASCII characters by bytes');
    return text.slice(0, precision);
  };
  const argument = progress.args.pop();
  switch (letter) {
    case 's':
      return cut(argument ?? '');
    case 'b': {
      const { text, stops } = readEscapes(argument ?? '', '%b');
      progress.stops = stops;
      return cut(text);
    }
    case 'q':
      return quoteBackslash(argument ?? '');
    case 'Q':
      return quoteBackslash(cut(argument ?? ''));
    case 'c':
      return (argument ?? '').slice(0, 1) || '\0';
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return sayNumber(readNumber(shell, argument, progress), letter, flags, precision);
    default:
      throw new Unknown(`it formats with %${letter}`);
  }
}

/** C's notation, or a quote and a character. */
function readNumber(shell: Shell, argument: string | undefined, progress: Progress): bigint {
  const text = (argument ?? '').trimStart();
  if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0);
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (argument !== undefined && (match === null || match[0].length < text.length))
    complain(shell, progress, `${text}: invalid number`);
  if (match === null) return 0n;
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
