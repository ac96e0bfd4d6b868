// Equal texts counted.

import { compareText } from '../../base/compare-text.js';

/** Different texts with their frequency, most frequent first, then by text. */
export function tally(texts: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));
}
