// A word of the command line against those that there are.

import { suggest } from '../report/words/suggest.js';
import { UsageError } from './failure.js';

/** The word if it is one of `words`; else a UsageError that says which there are, and which may have been meant. */
export function chooseWord<T extends string>(word: string, words: readonly T[], what: string): T {
  const known = words.find(candidate => candidate === word);
  if (known !== undefined) return known;
  throw new UsageError(`there is no ${what} '${word}'${suggest(word, words)}`);
}
