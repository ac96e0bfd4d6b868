// `${x#pattern}`, `${x/pattern/text}`, `${x^^pattern}`: what patterns do to one value.

import { matchEnds, matchesPattern, suffixStarts } from '../pattern/pattern.js';
import { Unknown } from '../syntax/outcome.js';
import { applyReplacement, type Replacement } from './read-replacement.js';
import type { Shell } from './shell.js';

export function removePattern(shell: Shell, text: string, source: string, operator: string): string {
  const pattern = shell.pattern(source);
  const { spend } = shell.limits;
  if (operator.startsWith('#')) {
    const ends = matchEnds(pattern, text, 0, spend);
    const end = operator === '#' ? ends[0] : ends.at(-1);
    return end === undefined ? text : text.slice(end);
  }
  const starts = suffixStarts(pattern, text, spend);
  const start = operator === '%' ? starts.at(-1) : starts[0];
  return start === undefined ? text : text.slice(0, start);
}

/** The longest match counts; `//` replaces all, `/#` only at the start, `/%` only at the end. */
export function replacePattern(
  shell: Shell,
  text: string,
  source: string,
  replacement: Replacement,
  operator: string,
): string {
  const pattern = shell.pattern(source);
  const { spend } = shell.limits;
  if (operator === '/#') {
    if (text === '' && source === '') return applyReplacement(replacement, '');
    if (text === '' && !source.startsWith('*')) return '';
    const end = matchEnds(pattern, text, 0, spend).at(-1);
    return end === undefined ? text : applyReplacement(replacement, text.slice(0, end)) + text.slice(end);
  }
  if (operator === '/%') {
    const start = suffixStarts(pattern, text, spend)[0];
    return start === undefined
      ? text
      : text.slice(0, start) + applyReplacement(replacement, text.slice(start));
  }
  if (source === '') return text;
  if (/(?<!\\)\[[!^]\]/.test(source))
    throw new Unknown('it replaces what [^]...] matches, which bash reads in two ways');
  // Bash has an empty text match only what begins with a star.
  if (text === '')
    return source.startsWith('*') && matchesPattern(pattern, '', spend)
      ? applyReplacement(replacement, '')
      : '';
  let result = '';
  let from = 0;
  for (let at = 0; at < text.length; ) {
    spend(1);
    const { literal } = pattern;
    if (literal !== null) {
      at = text.indexOf(literal, at);
      if (at === -1) break;
    }
    const end = matchEnds(pattern, text, at, spend).at(-1);
    if (end === undefined) {
      at++;
      continue;
    }
    const put = applyReplacement(replacement, text.slice(at, end));
    result += text.slice(from, at) + put;
    shell.limits.take(put.length);
    from = end;
    if (operator === '/') break;
    // After an empty match comes the next character.
    at = Math.max(end, at + 1);
  }
  return result + text.slice(from);
}

export function changeCase(shell: Shell, text: string, source: string, operator: string): string {
  const pattern = shell.pattern(source === '' ? '?' : source);
  const change = (char: string) => changeChar(char, operator[0] as string);
  const changed = [...text].map((char, at) => {
    if (operator.length === 1 && at > 0) return char;
    return matchesPattern(pattern, char, shell.limits.spend) ? change(char) : char;
  });
  return changed.join('');
}

function changeChar(char: string, operator: string): string {
  const upper = char.toUpperCase();
  if (operator === '^') return upper;
  return operator === ',' || char === upper ? char.toLowerCase() : upper;
}
