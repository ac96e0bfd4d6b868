// Incremental values (PMS 5.3.1): `-flag` takes back what came before it, `-*` all of it.

/** What the tokens of several places come to, in their order. */
export function stackChanges(...lists: readonly (readonly string[])[]): ReadonlySet<string> {
  const stacked = new Set<string>();
  for (const list of lists) {
    for (const token of list) {
      if (token === '-*') stacked.clear();
      else if (token.startsWith('-')) stacked.delete(token.slice(1));
      else stacked.add(token);
    }
  }
  return stacked;
}

/** As `stackChanges`, for the incremental variables of configuration files, in which `+word` is read as `word`. */
export function stackIncremental(...texts: readonly string[]): ReadonlySet<string> {
  const plain = texts.map(text =>
    wordsOf(text).flatMap(word => (word.startsWith('+') ? plainOf(word) : word)),
  );
  return stackChanges(...plain);
}

/** The part from the last `*` or `-*` on: what stands before it says nothing any more. */
export function pruneIncremental(tokens: readonly string[]): readonly string[] {
  for (let at = tokens.length - 1; at >= 0; at--) {
    if (tokens[at] === '*') return tokens.slice(at);
    if (tokens[at] === '-*') return at === tokens.length - 1 ? ['-*'] : tokens.slice(at + 1);
  }
  return tokens;
}

export function wordsOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(/\s+/).filter(word => word !== '');
}

function plainOf(word: string): readonly string[] {
  return word === '+' ? [] : [word.slice(1)];
}
