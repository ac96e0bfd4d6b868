// The keys of associative arrays in arguments that builtins read a second time: `unset 'm[$k]'`, `printf -v "m['a b']"`, `test -v`.

import { readKey } from '../syntax/read-word.js';
import type { Word } from '../syntax/syntax-tree.js';
import { expandText } from './expand-word.js';
import type { Shell } from './shell.js';

const known = new Map<string, Word | null>();
const MOST_KNOWN = 1_000;

/** The key that a subscript's text means: expanded, and without its quotes. */
export function expandKey(shell: Shell, text: string): string {
  if (!/[\\'"$`]/.test(text)) return text;
  let word = known.get(text);
  if (word === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    word = readKey(text);
    known.set(text, word);
  }
  return word === null ? text : expandText(shell, word);
}
