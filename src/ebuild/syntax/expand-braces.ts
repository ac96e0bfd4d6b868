// Brace expansion: `a{b,c}{1..3}` as several texts, before anything else is expanded. It works on the source text of a word, so that
// quotes and expansions in it stay what they are.

/** The texts that a word stands for: itself alone where it has no braces to expand. */
export function expandBraces(text: string, limit: number): readonly string[] {
  const brace = findBrace(text);
  if (brace === null) return [text];
  const { start, end, items } = brace;
  const before = text.slice(0, start);
  const rests = expandBraces(text.slice(end + 1), limit);
  const middles = items ?? readSequence(text.slice(start + 1, end), limit);
  // Not a list after all: the brace stands for itself, what is inside may still expand.
  if (middles === null)
    return join([text.slice(0, start + 1)], expandBraces(text.slice(start + 1), limit), limit);
  const expanded = items === null ? middles : middles.flatMap(item => expandBraces(item, limit));
  return join(
    expanded.map(middle => before + middle),
    rests,
    limit,
  );
}

/** Too many words were asked for. */
export class TooManyWords extends Error {}

function join(heads: readonly string[], tails: readonly string[], limit: number): readonly string[] {
  if (heads.length * tails.length > limit) throw new TooManyWords();
  return heads.flatMap(head => tails.map(tail => head + tail));
}

interface Brace {
  readonly start: number;
  readonly end: number;
  /** Null where there is no comma: then it must be a sequence. */
  readonly items: readonly string[] | null;
}

/** The first brace that closes and has a comma at its own level, or `..`. */
function findBrace(text: string): Brace | null {
  for (let at = 0; at < text.length; at = skip(text, at)) {
    if (text[at] !== '{') continue;
    const brace = readBrace(text, at);
    if (brace !== null) return brace;
  }
  return null;
}

function readBrace(text: string, start: number): Brace | null {
  let depth = 0;
  let from = start + 1;
  const items: string[] = [];
  for (let at = start + 1; at < text.length; at = skip(text, at)) {
    const char = text[at];
    if (char === '{') depth++;
    else if (char === ',' && depth === 0) {
      items.push(text.slice(from, at));
      from = at + 1;
    } else if (char === '}') {
      if (depth > 0) depth--;
      else {
        if (items.length > 0) return { start, end: at, items: [...items, text.slice(from, at)] };
        return text.slice(start + 1, at).includes('..') ? { start, end: at, items: null } : null;
      }
    }
  }
  return null;
}

/** Past a character, an escape, a quoted stretch or an expansion. */
export function skip(text: string, at: number): number {
  switch (text[at]) {
    case '\\':
      return at + 2;
    case "'":
      return endOf(text, at + 1, "'");
    case '"':
      return endOfQuoted(text, at + 1);
    case '`':
      return endOf(text, at + 1, '`');
    case '$':
      if (text[at + 1] === '{') return endOfNested(text, at + 2, '{', '}');
      if (text[at + 1] === '(') return endOfNested(text, at + 2, '(', ')');
      return at + 1;
    default:
      return at + 1;
  }
}

function endOf(text: string, from: number, close: string): number {
  const end = text.indexOf(close, from);
  return end === -1 ? text.length : end + 1;
}

function endOfQuoted(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at += 2;
    else at = text[at] === '$' || text[at] === '`' ? skip(text, at) : at + 1;
  }
  return at + 1;
}

function endOfNested(text: string, from: number, open: string, close: string): number {
  let depth = 1;
  let at = from;
  while (at < text.length) {
    if (text[at] === open) depth++;
    if (text[at] === close && --depth === 0) return at + 1;
    at = skip(text, at);
  }
  return at;
}

const NUMBERS = /^([-+]?\d+)\.\.([-+]?\d+)(?:\.\.([-+]?\d+))?$/;
const LETTERS = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([-+]?\d+))?$/;

/** `1..10..2`, `a..e`; null for anything else. */
function readSequence(text: string, limit: number): readonly string[] | null {
  const numbers = NUMBERS.exec(text);
  if (numbers !== null) {
    const [from, to] = [numbers[1] as string, numbers[2] as string];
    const padded = [from, to].some(end => /^[-+]?0\d/.test(end));
    const width = padded ? Math.max(from.length, to.length) : 0;
    return count(Number(from), Number(to), Number(numbers[3] ?? 1), limit).map(value => pad(value, width));
  }
  const letters = LETTERS.exec(text);
  if (letters === null) return null;
  const [from, to] = [letters[1] as string, letters[2] as string];
  return count(from.charCodeAt(0), to.charCodeAt(0), Number(letters[3] ?? 1), limit).map(code => {
    const char = String.fromCharCode(code);
    // Between Z and a: the backslash quotes nothing and is gone, the backtick must not begin a command.
    return char === '\\' ? "''" : char === '`' ? '\\`' : char;
  });
}

function pad(value: number, width: number): string {
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}

function count(from: number, to: number, step: number, limit: number): readonly number[] {
  const stride = Math.max(Math.abs(step), 1);
  const length = Math.floor(Math.abs(to - from) / stride) + 1;
  if (!(length <= limit)) throw new TooManyWords();
  const direction = from <= to ? stride : -stride;
  return Array.from({ length }, (_, i) => from + i * direction);
}
