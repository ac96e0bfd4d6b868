// A word of the command line against those that there are.

import { nearestWord } from '../base/nearest-word.js';
import { UsageError } from './failure.js';

/** The word if it is one of `words`; else a UsageError that says which there are, and which may have been meant. */
export function chooseWord<T extends string>(word: string, words: readonly T[], what: string): T {
  const known = words.find(candidate => candidate === word);
  if (known !== undefined) return known;
  throw new UsageError(`there is no ${what} '${word}'${suggest(word, words)}`);
}

/** `; did you mean 'json'?`, or all the words there are, if they are few. */
export function suggest(word: string, words: readonly string[]): string {
  const nearest = nearestWord(word, words);
  if (nearest !== null) return `; did you mean '${nearest}'?`;
  return words.length > 0 && words.length <= 8 ? `; there are ${words.join(', ')}` : '';
}
