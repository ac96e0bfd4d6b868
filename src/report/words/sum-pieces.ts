// Lists of several findings as one list: what several of them name is counted, directories that each folded files into are added up.

import { compareText } from '../../base/compare-text.js';
import { sayNumber } from './say-count.js';

/** `/usr/bin/* (5)`, as `foldPaths` writes it. */
const FOLD = /^(\S*\/\*) \((\d+)\)$/;
/** `... 7 more`, where a list was cut. */
const REST = /^\.\.\. (\d+) more$/;

/** Most frequent first, then by text; what was cut off each list comes last, as one number. */
export function sumPieces(lists: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  let rest = 0;
  for (const piece of lists.flat()) {
    const [, cut] = REST.exec(piece) ?? [];
    const [, directory = piece, files = '1'] = FOLD.exec(piece) ?? [];
    if (cut === undefined) counts.set(directory, (counts.get(directory) ?? 0) + Number(files));
    else rest += Number(cut);
  }
  const pieces = [...counts]
    .sort(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([text, count]) => (count > 1 ? `${text} (${sayNumber(count)})` : text));
  return rest === 0 ? pieces : [...pieces, `... ${sayNumber(rest)} more`];
}
