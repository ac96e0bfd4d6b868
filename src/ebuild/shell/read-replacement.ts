// What `${x/pattern/replacement}` puts in. With `patsub_replacement` (bash 5.2), an unquoted `&` in it is the text that matched.

import type { Word } from '../syntax/syntax-tree.js';
import { expandPartText, expandText } from './expand-word.js';
import type { Shell } from './shell.js';

/** Null stands for the text that matched. */
export type Replacement = string | readonly (string | null)[];

export function readReplacement(shell: Shell, word: Word): Replacement {
  if (!shell.isOn('patsub_replacement')) return expandText(shell, word);
  const pieces = word.parts.flatMap((part): readonly (string | null)[] => {
    const text = part.kind === 'text' ? part.text : expandPartText(shell, part);
    if (part.kind !== 'process' && part.quoted) return [text];
    return splitAtMatches(text, part.kind === 'text');
  });
  return pieces.includes(null) ? pieces : pieces.join('');
}

/** In what comes out of an expansion, a backslash quotes `&` and itself. */
function splitAtMatches(text: string, isPlain: boolean): readonly (string | null)[] {
  const pieces: (string | null)[] = [];
  for (const [piece] of text.matchAll(isPlain ? /&|[^&]+/g : /&|\\[&\\]|[^&\\]+|\\/g))
    pieces.push(
      piece === '&'
        ? null
        : piece.length === 2 && piece.startsWith('\\') && !isPlain
          ? piece.slice(1)
          : piece,
    );
  return pieces;
}

export function applyReplacement(replacement: Replacement, matched: string): string {
  return typeof replacement === 'string' ? replacement : replacement.map(piece => piece ?? matched).join('');
}
