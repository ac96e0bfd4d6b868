// What a word may have meant, of those that there are.

import { nearestWord } from '../../base/nearest-word.js';

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
