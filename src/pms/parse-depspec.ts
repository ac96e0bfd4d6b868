// Reads dependency specifications of every kind (PMS 8.2).

import type { Depspec } from './depspec.js';
import type { DepspecKind, LeafOf } from './depspec-leaf.js';
import { type DepspecOptions, DepspecParser } from './depspec-parser.js';

/** Reads a specification of any kind. Throws `PmsSyntaxError` with the offset in the whole text. */
export function parseDepspec<K extends DepspecKind = 'dependency'>(
  text: string,
  options: DepspecOptions<K> = {},
): Depspec<LeafOf[K]> {
  const kind: DepspecKind = options.kind ?? 'dependency';
  const parser = new DepspecParser<LeafOf[K]>(text, kind, options);
  const nodes = parser.parse();
  return { text, nodes, reduced: parser.reduced };
}
