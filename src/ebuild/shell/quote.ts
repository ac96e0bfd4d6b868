// Texts as bash itself would write them so that it reads the same again: `${x@Q}`, `printf %q`, `declare -p`.

const CONTROL = /\p{Cc}/u;

/** `'text'`, or `$'...'` where it has control characters. */
export function quoteSingle(text: string): string {
  if (CONTROL.test(text)) return quoteAnsi(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': 'a',
  '\b': 'b',
  '\x1b': 'E',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\v': 'v',
};

function quoteAnsi(text: string): string {
  const quoted = text.replaceAll(/[\\'\p{Cc}]/gu, char => {
    const letter = ESCAPES[char];
    if (letter !== undefined) return `\\${letter}`;
    return char === '\\' || char === "'"
      ? `\\${char}`
      : `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `$'${quoted}'`;
}

/** With backslashes before what the shell would read otherwise (`printf %q`). */
export function quoteBackslash(text: string): string {
  if (text === '') return "''";
  if (CONTROL.test(text)) return quoteAnsi(text);
  return text
    .replaceAll(/[ \t\n!"#$&'()*,;<>?[\\\]^`{|}]/g, (char, at: number) =>
      char === '#' && at > 0 ? char : `\\${char}`,
    )
    .replace(/^~/, '\\~');
}

/** `"text"`, as `declare -p` and `${x@A}` of arrays write values. */
export function quoteDouble(text: string): string {
  if (CONTROL.test(text)) return quoteAnsi(text);
  return `"${text.replaceAll(/["$\\`]/g, '\\$&')}"`;
}
