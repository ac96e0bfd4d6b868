// LICENSE, PROPERTIES and RESTRICT as far as every client holds them to a grammar: white space, brackets, any-of and conditions; what
// stands in them may be anything (Portage `dep/__init__.py:use_reduce` without `token_class`).

export interface BracketStructure {
  /** The rule that the text breaks; null where it breaks none. */
  readonly fault: string | null;
  /** Conditions as written: `foo?`, `!foo?`. */
  readonly conditions: readonly string[];
}

const NOTHING: BracketStructure = { fault: null, conditions: [] };

export function readBrackets(text: string): BracketStructure {
  if (!/[(?|)>]/.test(text)) return NOTHING;
  const conditions: string[] = [];
  const say = (fault: string | null) => ({ fault, conditions });
  let depth = 0;
  let isFresh = false;
  let wantsBracket = false;
  for (const token of text.split(/\s+/)) {
    if (token === '') continue;
    const isOpening = token === '(';
    if (isOpening) depth++;
    else if (wantsBracket) return say('|| and conditions are followed by " ( " (PMS 8.2)');
    else if (token === ')') {
      if (isFresh) return say('a group has at least one member (PMS 8.2)');
      if (depth === 0) return say('a closing bracket has an opening one (PMS 8.2)');
      depth--;
    } else if (token === '->') return say('-> belongs in SRC_URI alone (PMS 7.3.2)');
    else if (token.endsWith('?')) conditions.push(token);
    isFresh = isOpening;
    wantsBracket = token === '||' || (token.endsWith('?') && !isOpening);
  }
  if (wantsBracket) return say('|| and conditions are followed by " ( " (PMS 8.2)');
  return say(depth === 0 ? null : 'a group is closed by " )" (PMS 8.2)');
}
