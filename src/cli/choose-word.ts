// A word of the command line against those that there are.

import { nearestWord } from '../base/nearest-word.js';
import { UsageError } from './failure.js';

/** The word if it is one of `words`; else a UsageError that says which there are, and which may have been meant. */
export function chooseWord<T extends string>(word: string, words: readonly T[], what: string): T {
  const known = words.find(candidate => candidate === word);
  if (known !== undefined) return known;
  throw new UsageError(`there is no ${what} '${word}'${suggest(word, words)}`);
}

/** `; did you mean 'json'?`, for the nearest word or those that it is a part of, or all the words there are, if they are few. */
export function suggest(word: string, words: readonly string[]): string {
  const nearest = nearestWord(word, words);
  if (nearest !== null) return `; did you mean '${nearest}'?`;
  const longer = findLonger(word.toLowerCase(), words);
  if (longer.length > 0 && longer.length <= MOST_NAMED)
    return `; did you mean ${longer.map(known => `'${known}'`).join(' or ')}?`;
  return words.length > 0 && words.length <= MOST_NAMED ? `; there are ${words.join(', ')}` : '';
}

/** Words that begin with it, or else have it inside. */
function findLonger(part: string, words: readonly string[]): readonly string[] {
  if (part.length < LEAST_PART) return [];
  const beginning = words.filter(word => word.startsWith(part));
  return beginning.length > 0 ? beginning : words.filter(word => word.includes(part));
}

const MOST_NAMED = 8;
/** Letters of a part that says something of what was meant. */
const LEAST_PART = 3;
