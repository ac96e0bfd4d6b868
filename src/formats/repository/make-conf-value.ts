// Variables put into a value of make.conf or make.defaults: `$NAME` and `${NAME}` and nothing more (PMS 5.2.4), with Portage's
// reading of quotes and backslashes that are left after the words were taken apart.

/** The value with variables put in; empty where a `$` stands for nothing that can be put in, as in Portage. */
export function expandValue(value: string, variables: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  let isLiteral = false;
  let isQuoted = false;
  for (let at = 0; at < value.length; ) {
    const character = value[at] as string;
    if (character === "'" && !isQuoted) isLiteral = !isLiteral;
    if (character === '"' && !isLiteral) isQuoted = !isQuoted;
    if (isLiteral || (character !== '\\' && character !== '$')) {
      parts.push(character === '\n' && !isLiteral ? ' ' : character);
      at++;
    } else if (character === '\\') {
      const escaped = readEscape(value, at);
      parts.push(escaped.text);
      at = escaped.end;
    } else {
      const name = readName(value, at + 1);
      if (name === null) return '';
      parts.push(name.text === '' ? '$' : (variables.get(name.text) ?? ''));
      at = name.end;
    }
  }
  return parts.join('');
}

function readEscape(value: string, at: number): { readonly text: string; readonly end: number } {
  const escaped = value[at + 1];
  switch (escaped) {
    case undefined:
      return { text: '\\', end: at + 1 };
    case '$':
      return { text: '$', end: at + 2 };
    case '\n':
      return { text: '', end: at + 2 };
    case '\\': {
      // What follows loses its meaning too.
      const next = value[at + 2] ?? '';
      return /['"$]/.test(next) ? { text: `\\${next}`, end: at + 3 } : { text: '\\', end: at + 2 };
    }
    default:
      return { text: `\\${escaped}`, end: at + 2 };
  }
}

/** The name after a `$`; empty for a `$` at the end, null where there is none or its bracket stays open. */
function readName(value: string, start: number): { readonly text: string; readonly end: number } | null {
  if (start === value.length) return { text: '', end: start };
  const isBraced = value[start] === '{';
  const pattern = isBraced ? /\{(\w+)\}/y : /(\w+)/y;
  pattern.lastIndex = start;
  const found = pattern.exec(value);
  return found === null ? null : { text: found[1] as string, end: start + found[0].length };
}
