// `[a-z]`, `[!0-9]`, `[[:alpha:]_]`: one character out of a set, as patterns and extended regular expressions write it.

export interface Bracket {
  readonly accepts: (char: string) => boolean;
  /** Past the closing bracket. */
  readonly end: number;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  ascii: /\p{ASCII}/u,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  word: /\w/,
  xdigit: /[0-9A-Fa-f]/,
};

/**
 * Null where the bracket is never closed: then it is an ordinary character. In regular expressions a backslash does not quote, and null is
 * also for a class that there is not and a range that ends before it begins.
 */
export function readBracket(source: string, start: number, quotes = true): Bracket | null {
  let at = start + 1;
  const negated = source[at] === '!' || source[at] === '^';
  if (negated) at++;
  const singles = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  const classes: RegExp[] = [];
  for (let first = true; ; first = false) {
    const char = source[at];
    if (char === undefined) return null;
    if (char === ']' && !first) break;
    const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 12));
    if (named !== null) {
      const known = CLASSES[named[1] as string];
      if (known !== undefined) classes.push(known);
      else if (!quotes) return null;
      at += named[0].length;
      continue;
    }
    const [low, next] = readMember(source, at, quotes);
    if (source[next] === '-' && source[next + 1] !== undefined && source[next + 1] !== ']') {
      const [high, end] = readMember(source, next + 1, quotes);
      if (low > high && !quotes) return null;
      ranges.push([low, high]);
      at = end;
    } else {
      singles.add(low);
      at = next;
    }
  }
  const accepts = (char: string) =>
    negated !==
    (singles.has(char) ||
      ranges.some(([low, high]) => char >= low && char <= high) ||
      classes.some(known => known.test(char)));
  return { accepts, end: at + 1 };
}

/** One character, escaped or as `[.x.]`, `[=x=]`, and the place after it. */
function readMember(source: string, at: number, quotes: boolean): readonly [string, number] {
  const collating = /^\[([.=])(.)\1\]/.exec(source.slice(at, at + 5));
  if (collating !== null) return [collating[2] as string, at + 5];
  if (quotes && source[at] === '\\' && at + 1 < source.length) return [source[at + 1] as string, at + 2];
  return [source[at] as string, at + 1];
}
