// The flags of a line of package.use (portage(5)): in the user's own `PYTHON_TARGETS: python3_12 -python3_11` names flags of a
// USE_EXPAND variable, up to the end of the line.

const FLAG = /^-?[A-Za-z0-9][A-Za-z0-9+_@-]*$/;

export interface UseWords {
  readonly flags: readonly string[];
  /** Words that are no flags. */
  readonly refused: readonly string[];
}

/** `any`: the user's own package.use takes every word, such as `-*`. */
export function parseUseWords(
  words: readonly string[],
  { expand, any }: { readonly expand: boolean; readonly any: boolean },
): UseWords {
  const flags: string[] = [];
  const refused: string[] = [];
  let prefix = '';
  for (const word of words) {
    if (expand && word.endsWith(':')) {
      prefix = `${word.slice(0, -1).toLowerCase()}_`;
      continue;
    }
    const flag = word.startsWith('-') ? `-${prefix}${word.slice(1)}` : prefix + word;
    if (any || FLAG.test(flag)) flags.push(flag);
    else refused.push(word);
  }
  return { flags, refused };
}
