// Backslash escapes as `echo -e`, `printf` and `${x@E}` read them.

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

/** Backslash escapes; `\c` ends the output. They differ a little between `echo -e`, `%b`, a format and `$'...'`. */
export function readEscapes(
  text: string,
  place: 'echo' | '%b' | 'format' | 'ansi',
): { readonly text: string; readonly stops: boolean } {
  const octal =
    place === 'format' || place === 'ansi'
      ? /^[0-7]{1,3}/
      : place === '%b'
        ? /^0?[0-7]{1,3}/
        : /^0[0-7]{0,3}/;
  let said = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char !== '\\') {
      said += char;
      continue;
    }
    const rest = text.slice(at + 1, at + 12);
    const next = rest[0];
    if (next === 'c' && place !== 'format' && place !== 'ansi') return { text: said, stops: true };
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
